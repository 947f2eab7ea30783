"""Patterns keep their sense in every meter."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from musicapp.engines.composer.arrangement.drum_steps import beats_of_bar
from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.styles.grooves import DrumRules
from musicapp.engines.composer.theory.meters import shortened
from tests.engines.groove.scores import (
    BREAK_BEAT,
    DRUM_NAMES,
    FOUR_ON_THE_FLOOR,
    METERS,
    bars_of,
    drum,
    form_of,
    rules_of,
    within,
)

EIGHTH, QUARTER = 240, 480
ANSWERS = {"snare", "clap"}
PATTERNS = [(text, name) for text in (BREAK_BEAT, FOUR_ON_THE_FLOOR) for name in rules_of(text).patterns]


def only(text: str, name: str) -> DrumRules:
    """Return rules with one pattern, played as it is written."""
    rules = rules_of(text)
    pattern = msgspec.structs.replace(rules.patterns[name], kinds=(), then="")
    return msgspec.structs.replace(rules, patterns={name: pattern}, fills={}, ghost_share=0.0)


@pytest.mark.parametrize("meter", METERS)
@pytest.mark.parametrize(("text", "name"), PATTERNS)
def test_a_pattern_keeps_its_downbeat_and_its_answer(text: str, name: str, meter: str) -> None:
    form = form_of("verse:4x2@1.0", meter)
    notes = drum(form, only(text, name))["verse 0"]
    section = form.sections[0]
    assert all(section.start <= note.start < note.end <= section.end for note in notes)
    for bar in bars_of(section):
        struck = within(notes, bar.start, bar.end)
        assert (0, "kick") in struck
        if len(beats_of_bar(bar)) > 1:
            assert any(drum_name in ANSWERS and place > 0 for place, drum_name in struck)


@pytest.mark.parametrize("meter", ["6/8", "9/8", "12/8", "3/8"])
@pytest.mark.parametrize("name", ["verse", "chorus", "jig"])
def test_compound_meters_have_three_steps_a_beat(name: str, meter: str) -> None:
    notes = drum(form_of("verse:4x1@1.0", meter), only(BREAK_BEAT, name))["verse 0"]
    assert notes
    assert all(note.start % EIGHTH == 0 for note in notes)


def test_a_backbeat_becomes_a_waltz() -> None:
    form = form_of("verse:2x1@1.0", "3/4")
    notes = drum(form, only(FOUR_ON_THE_FLOOR, "floor"))["verse 0"]
    struck = within(notes, 0, 3 * QUARTER)
    assert [place // QUARTER for place, name in struck if name == "kick"] == [0, 1, 2]
    assert [place // QUARTER for place, name in struck if name == "clap"] == [2]


def test_five_is_three_and_two() -> None:
    notes = drum(form_of("verse:2x1@1.0", "5/4"), only(BREAK_BEAT, "halftime"))["verse 0"]
    struck = within(notes, 0, 5 * QUARTER)
    assert {0, 3 * QUARTER} <= {place for place, name in struck if name == "kick"}
    assert {QUARTER, 4 * QUARTER} <= {place for place, name in struck if name == "snare"}


@pytest.mark.parametrize("meter", ["5/8", "7/8"])
def test_a_long_beat_is_filled_to_its_end(meter: str) -> None:
    form = form_of("verse:2x1@1.0", meter)
    notes = drum(form, only(BREAK_BEAT, "halftime"))["verse 0"]
    hats = sorted({note.start for note in notes if DRUM_NAMES[note.pitch] == "closed_hat"})
    assert all(after - before <= EIGHTH for before, after in pairwise([*hats, form.sections[0].end]))


@pytest.mark.parametrize(("meter", "units"), [("4/4", 1), ("4/4", 3), ("7/8", 1), ("7/8", 5), ("12/8", 1)])
def test_a_short_last_bar_is_played_as_far_as_it_goes(meter: str, units: int) -> None:
    form = cut_short(form_of("verse:3x1@0.9", meter), units)
    section = form.sections[0]
    notes = drum(form, rules_of(BREAK_BEAT))["verse 0"]
    assert all(note.end <= section.end for note in notes)
    assert any(note.start == bars_of(section)[-1].start for note in notes)


def test_a_hit_ends_with_its_section() -> None:
    form = cut_short(form_of("verse:2x1@0.9", "7/8"), 1)
    rules = only(FOUR_ON_THE_FLOOR, "floor")
    plain = msgspec.structs.replace(rules.patterns["floor"], steps_a_beat=1, lanes={"kick": "9999"})
    notes = drum(form, msgspec.structs.replace(rules, patterns={"plain": plain}))["verse 0"]
    assert max(note.end for note in notes) == form.sections[0].end


def cut_short(form: Form, units: int) -> Form:
    """Return a form whose last bar has only so many units."""
    section = form.sections[0]
    last = section.phrases[0].bars[-1]
    short = Bar(start=last.start, meter=shortened(last.meter, units * last.meter.unit))
    phrase = msgspec.structs.replace(section.phrases[0], bars=(*section.phrases[0].bars[:-1], short))
    return msgspec.structs.replace(form, sections=(msgspec.structs.replace(section, phrases=(phrase,)),))


def test_the_pattern_of_the_meters_own_kind_is_preferred() -> None:
    rules = rules_of(BREAK_BEAT)
    jig = drum(form_of("verse:4x1@0.5", "6/8"), msgspec.structs.replace(rules, fills={}))["verse 0"]
    assert (5 * EIGHTH, "kick") in within(jig, 0, 6 * EIGHTH)
    slow_jig = drum(form_of("verse:4x1@0.5", "12/8"), msgspec.structs.replace(rules, fills={}))["verse 0"]
    assert {(5 * EIGHTH, "kick"), (11 * EIGHTH, "kick")} <= set(within(slow_jig, 0, 12 * EIGHTH))
    straight = drum(form_of("verse:4x1@0.5", "4/4"), msgspec.structs.replace(rules, fills={}))["verse 0"]
    assert (7 * EIGHTH // 2, "kick") in within(straight, 0, 4 * QUARTER)
