"""Drum patterns, fills and swing as a style writes them. Part of the one schema of all styles."""

from __future__ import annotations

from typing import Annotated

import msgspec

from musicapp.engines.composer.styles.values import Share

DRUM_KEYS = {
    "kick": 36, "rim": 37, "snare": 38, "clap": 39, "closed_hat": 42, "pedal_hat": 44, "open_hat": 46,
    "low_tom": 45, "mid_tom": 47, "high_tom": 50, "crash": 49, "ride": 51, "ride_bell": 53, "tambourine": 54,
    "splash": 55, "cowbell": 56, "second_crash": 57, "high_bongo": 60, "low_bongo": 61, "mute_conga": 62,
    "open_conga": 63, "low_conga": 64, "cabasa": 69, "shaker": 70, "claves": 75, "triangle": 81,
}  # fmt: skip
"""Names of the keys of the General MIDI drum map."""


class DrumPattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pattern of one or two bars: for each drum a string with one character a step.

    1-9 is how hard (5 plain, 1-2 a ghost), ``.`` nothing. Steps divide a counted beat; energy and kinds say
    which sections it suits. A bar of other length than the pattern's takes its beats as far as they go.
    """

    energy: tuple[Share, Share] = (0.0, 1.0)
    kinds: tuple[str, ...] = ()
    steps_a_beat: Annotated[int, msgspec.Meta(ge=1, le=6)] = 4
    beats: Annotated[int, msgspec.Meta(ge=1, le=12)] = 4
    lanes: dict[str, str]


class DrumRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All patterns and fills of a style by name. A fill takes the place of the last beats of a phrase."""

    patterns: dict[str, DrumPattern]
    fills: dict[str, DrumPattern] = {}
    crash_from: Share = 0.5
    """Energy from which on a new section begins with a crash."""
    fill_share: Share = 0.6
    """How often a phrase inside a section ends with a fill; a section always does where fills suit it."""
    ghost_share: Share = 0.25
    """How often a soft hit is left out or added."""


class Groove(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Swing: the second half of every so long pair is late.

    swing 0 is straight, 1 a triplet (the second of a pair two thirds in); unit is the length of half a pair
    in quarters (0.5 an eighth, 0.25 a sixteenth).
    """

    swing: Annotated[float, msgspec.Meta(ge=0, le=1.2)] = 0.0
    unit: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.5
    humanise: Annotated[float, msgspec.Meta(ge=0, le=2)] = 1.0
    """Scale of all chance in timing and velocity: 0 is a machine."""


def check_drums(rules: DrumRules) -> None:
    """Raise ValueError unless drums are known and their lanes as long as whole bars."""
    for name, pattern in (*rules.patterns.items(), *rules.fills.items()):
        bar = pattern.steps_a_beat * pattern.beats
        for drum, lane in pattern.lanes.items():
            if drum not in DRUM_KEYS:
                raise ValueError(f"drum {drum!r} of pattern {name!r} is not known")
            if not set(lane) <= set(".123456789") or len(lane) not in (bar, 2 * bar):
                raise ValueError(f"lane {drum!r} of pattern {name!r} is not one or two bars of {bar} steps")
