"""Drum patterns, fills, swing and effects as a style writes them. Part of the one schema of all styles."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.styles.values import Share, check_names

PLAIN_DRUMS = Path(__file__).parent / "shared" / "plain_drums.toml"
DRUM_KEYS = {
    "deep_kick": 35, "kick": 36, "rim": 37, "snare": 38, "clap": 39, "second_snare": 40,
    "low_floor_tom": 41, "closed_hat": 42, "floor_tom": 43, "pedal_hat": 44, "low_tom": 45, "open_hat": 46,
    "mid_tom": 47, "high_mid_tom": 48, "crash": 49, "high_tom": 50, "ride": 51, "china": 52, "ride_bell": 53,
    "tambourine": 54, "splash": 55, "cowbell": 56, "second_crash": 57, "second_ride": 59,
    "high_bongo": 60, "low_bongo": 61, "mute_conga": 62, "open_conga": 63, "low_conga": 64,
    "high_timbale": 65, "low_timbale": 66, "high_agogo": 67, "low_agogo": 68, "cabasa": 69, "shaker": 70,
    "claves": 75, "high_block": 76, "low_block": 77, "triangle": 81,
}  # fmt: skip
"""Names of the keys of the General MIDI drum map."""

EFFECT_KEYS = {"riser": 24, "down_sweep": 25, "impact": 26, "reverse_swell": 27, "sub_drop": 28, "cymbal_swell": 29}
"""Keys of the effects kit. Risers and swells end with their note; the others begin with it."""

Milliseconds = Annotated[float, msgspec.Meta(ge=-40, le=40)]
Steps = Annotated[int, msgspec.Meta(ge=1, le=8)]
Beats = Annotated[int, msgspec.Meta(ge=1, le=12)]
Lanes = Annotated[dict[str, str], msgspec.Meta(min_length=1)]
"""For each drum a string with one character a step: 1-9 is how hard (5 plain, 1-2 a ghost), ``.`` nothing."""


class DrumPattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pattern of one or two bars; energy and kinds say which sections it suits.

    Steps divide a beat: three or six are for compound meters (or triplets), all others for simple ones. beats
    are those of one bar. A bar with more beats or fewer takes the pattern's beats as far as they go.
    """

    energy: tuple[Share, Share] = (0.0, 1.0)
    kinds: tuple[str, ...] = ()
    steps_a_beat: Steps = 4
    beats: Beats = 4
    lanes: Lanes
    then: str = ""
    """The pattern that takes over: a section is shared out among all that follow on one another so."""
    swell: Annotated[float, msgspec.Meta(ge=-1, le=1)] = 0.0
    """How much harder it becomes from the beginning of the section to its middle, and again to its end."""


class DrumFill(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fill takes the place of the last beats of a phrase; lanes are as long as its beats.

    energy is that of the music it leads into, kinds the kinds of sections (inside a section its own).
    """

    energy: tuple[Share, Share] = (0.0, 1.0)
    kinds: tuple[str, ...] = ()
    steps_a_beat: Steps = 4
    beats: Beats = 2
    lanes: Lanes
    keeps: tuple[str, ...] = ()
    """Drums that play on in their pattern."""


class DrumRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All patterns and fills of a style by name, and how they are played."""

    patterns: Annotated[dict[str, DrumPattern], msgspec.Meta(min_length=1)]
    fills: dict[str, DrumFill] = {}
    crash_from: Share = 0.5
    """Energy from which on a new section begins with a crash."""
    heard_from: dict[str, Share] = {}
    """Energy from which on a drum of the patterns is heard; those not named always are."""
    ghosts_from: Share = 0.25
    """Energy from which on ghost notes are played."""
    ghosts: tuple[str, ...] = ("snare",)
    """Drums that ghost notes are added to."""
    ghost_share: Share = 0.25
    """How often a soft hit is left out or added in a bar that may vary."""
    fill_share: Share = 0.6
    """How often a phrase inside a section ends with a fill; a section always does where fills suit it."""
    silent_before: tuple[str, ...] = ("drop",)
    """Kinds of sections before which the drums fall silent instead of playing a fill."""
    silent_beats: Annotated[float, msgspec.Meta(gt=0, le=4)] = 1.0
    """How long they do."""


class Groove(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Swing: the second half of every so long pair is late.

    swing 0 is straight, 1 a triplet (the second of a pair two thirds in); unit is the length of half a pair
    in quarters (0.5 an eighth, 0.25 a sixteenth).
    """

    swing: Annotated[float, msgspec.Meta(ge=0, le=1.2)] = 0.0
    unit: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.5
    humanise: Annotated[float, msgspec.Meta(ge=0, le=2)] = 1.0
    """Scale of all chance in timing and velocity: 0 is a machine."""
    lean_ms: dict[str, Milliseconds] = {}
    """How late a drum always is (early where negative)."""


class EffectCue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An effect at a border: in the bars before it, or on its first beat.

    change says which border: the beginning of the piece, a section of more energy, one of less, any, or the last
    chord. kinds are those of the section that begins, all if none is named.
    """

    effect: str
    place: Literal["before", "on"]
    change: Literal["start", "rise", "fall", "any", "end"]
    kinds: tuple[str, ...] = ()
    bars: Annotated[float, msgspec.Meta(gt=0, le=8)] = 1.0
    least: Share = 0.08
    """Change of energy that counts as a rise or a fall."""


class EffectRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cues of a style; all that fit a border are given."""

    cues: tuple[EffectCue, ...] = ()


@functools.lru_cache(maxsize=1)
def load_plain_drums() -> DrumRules:
    """Read the drums of styles that have none of their own, for who asks for drums all the same.

    Raises:
        ValueError: the file breaks the schema.
    """
    rules = msgspec.convert(tomllib.loads(PLAIN_DRUMS.read_text(encoding="utf-8")), DrumRules)
    check_drums(rules)
    return rules


def check_drums(rules: DrumRules) -> None:
    """Raise ValueError unless drums and kinds are known and lanes as long as their bars."""
    for name, pattern in rules.patterns.items():
        bar = pattern.steps_a_beat * pattern.beats
        check_lanes(f"pattern {name!r}", pattern.lanes, (bar, 2 * bar))
        check_kinds(f"pattern {name!r}", pattern.kinds)
        check_following(name, rules)
    for name, fill in rules.fills.items():
        check_lanes(f"fill {name!r}", fill.lanes, (fill.steps_a_beat * fill.beats,))
        check_kinds(f"fill {name!r}", fill.kinds)
        check_names(f"fill {name!r}", fill.keeps, DRUM_KEYS)
    check_names("heard_from", rules.heard_from, DRUM_KEYS)
    check_names("ghosts", rules.ghosts, DRUM_KEYS)
    check_kinds("silent_before", rules.silent_before)


def check_groove(groove: Groove) -> None:
    """Raise ValueError unless what leans is known."""
    check_names("lean_ms", groove.lean_ms, DRUM_KEYS)


def check_effects(rules: EffectRules) -> None:
    """Raise ValueError unless effects and kinds are known."""
    for cue in rules.cues:
        check_names("cue", (cue.effect,), EFFECT_KEYS)
        check_kinds(f"cue {cue.effect!r}", cue.kinds)


def check_lanes(owner: str, lanes: dict[str, str], lengths: tuple[int, ...]) -> None:
    """Raise ValueError unless drums are known and lanes have one of the lengths."""
    check_names(owner, lanes, DRUM_KEYS)
    for drum, lane in lanes.items():
        if not set(lane) <= set(".123456789") or len(lane) not in lengths:
            raise ValueError(f"lane {drum!r} of {owner} is not {' or '.join(map(str, lengths))} steps of . and 1-9")


def check_kinds(owner: str, kinds: tuple[str, ...]) -> None:
    """Raise ValueError unless all kinds of sections are known."""
    check_names(owner, kinds, KINDS)


def check_following(name: str, rules: DrumRules) -> None:
    """Raise ValueError unless the patterns that follow one another are there and come to an end."""
    passed: list[str] = []
    while name:
        if name in passed or name not in rules.patterns:
            raise ValueError(f"pattern {name!r} is followed by itself or not there")
        passed.append(name)
        name = rules.patterns[name].then
