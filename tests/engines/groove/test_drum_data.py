"""Drums, fills and effects are data, and bad data is refused by name."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from musicapp.engines.composer.arrangement.drum_steps import pulses
from musicapp.engines.composer.styles.grooves import DrumRules
from musicapp.engines.composer.styles.style import FOLDER, known_styles, load_style
from musicapp.engines.composer.theory.meters import parse_meter
from tests.engines.groove.scores import BREAK_BEAT, METERS, drum, form_of, rules_of, within

COURSE = "intro:4x1@0.1 verse:4x3@0.4 build:4x2@0.5 drop:4x4@0.9 breakdown:4x2@0.2 return:4x3@0.7 outro:2x1@0.1"
WITH_DRUMS = [style for style in sorted(known_styles()) if "[drums]" in (FOLDER / f"{style}.toml").read_text("utf-8")]

WITHOUT_BEAT = {"ambient", "horror"}
"""Styles whose drums are sounds, not a beat."""


def drums_of(style: str) -> DrumRules:
    """Return a style's drums."""
    rules = load_style(style).drums
    assert rules is not None
    return rules


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (
            'kick = "9......5..8.....9.6....5..8....."',
            'kick = "9......5..8....."  \nkazoo = "9..............."',
            "kazoo",
        ),
        ('kick = "9.....6.8.6....."', 'kick = "9.....6.8.6...."', "'kick' of pattern 'chorus'"),
        ('kick = "9.....6.8.6....."', 'kick = "x.....6.8.6....."', "'kick' of pattern 'chorus'"),
        ('snare = "1.57"', 'snare = "1.57...."', "'snare' of fill 'drag'"),
        ('keeps = ["closed_hat"]', 'keeps = ["hat"]', "hat"),
        ('kinds = ["breakdown"]', 'kinds = ["break"]', "break"),
        ('then = "faster_roll"', 'then = "roll"', "roll"),
        ('then = "faster_roll"', 'then = "none"', "none"),
        ('ghosts = ["snare"]', 'ghosts = ["snares"]', "snares"),
        ("heard_from = { snare = 0.2", "heard_from = { bell = 0.2", "bell"),
        ("fill_share = 0.7", 'silent_before = ["hush"]', "hush"),
        ("fill_share = 0.7", "fill_share = 7", "fill_share"),
    ],
)
def test_bad_drums_are_refused_by_name(old: str, new: str, named: str) -> None:
    assert old in BREAK_BEAT
    with pytest.raises((ValueError, msgspec.ValidationError), match=named):
        rules_of(BREAK_BEAT.replace(old, new, 1))


@pytest.mark.parametrize("meter", METERS)
@pytest.mark.parametrize("style", WITH_DRUMS)
def test_every_styles_drums_play_in_every_meter(style: str, meter: str) -> None:
    rules = drums_of(style)
    form = form_of(COURSE, meter)
    written = drum(form, rules)
    for section in form.sections:
        notes = written[section.name]
        assert all(section.start <= note.start < note.end <= section.end for note in notes)
        assert all(-1 <= note.accent <= 1 for note in notes)
    assert len(written["drop 3"]) > 2 * len(written["intro 0"])
    if style in WITHOUT_BEAT:
        return
    places = sorted({note.start for note in written["drop 3"]})
    assert all(after - before <= 2 * max(pulses(parse_meter(meter))) for before, after in pairwise(places))


@pytest.mark.parametrize("style", WITH_DRUMS)
def test_every_styles_drums_live_by_four_bars(style: str) -> None:
    rules = drums_of(style)
    if not rules.ghost_share:
        pytest.skip("a machine's beat repeats as written")
    for seed in range(1, 6):
        form = form_of("drop:4x6@0.9 verse:4x6@0.5", "4/4")
        for section in form.sections:
            notes = drum(form, rules, seeds={section.name: seed})[section.name]
            groups = [frozenset(within(notes, phrase.start, phrase.end)) for phrase in section.phrases]
            assert all(before != after for before, after in pairwise(groups))
