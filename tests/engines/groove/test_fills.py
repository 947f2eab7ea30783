"""Fills lead from phrase to phrase and from section to section."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from musicapp.engines.composer.arrangement.fills import Fill, plan_fills
from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.seeds import child
from musicapp.engines.composer.styles.grooves import DrumRules
from tests.engines.groove.scores import (
    BREAK_BEAT,
    DRUM_NAMES,
    FOUR_ON_THE_FLOOR,
    METERS,
    drum,
    form_of,
    rules_of,
    within,
)

BEAT = 480
SEEDS = range(1, 13)


def fills_of(form: Form, rules: DrumRules, seed: int) -> list[Fill]:
    """Plan the fills of a whole form."""
    return [f for s in form.sections for f in plan_fills(s, rules, form, child(seed, s.name))]


def shape(fill: Fill) -> frozenset[tuple[str, int]]:
    """Return what a fill plays, counted from its end."""
    return frozenset((hit.drum, hit.start - fill.end) for hit in fill.hits)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("meter", ["4/4", "3/4"])
@pytest.mark.parametrize(
    "plan",
    [
        "verse:4x3@0.5 chorus:4x2@0.8 verse:4x1@0.8 chorus:4x1@0.8 verse:4x4@0.8",
        "chorus:4x3@0.8 verse:4x3@0.5 chorus:4x2@0.8 verse:4x2@0.5 chorus:4x2@0.8",
    ],
)
def test_no_fill_comes_twice_in_succession(plan: str, seed: int, meter: str) -> None:
    rules = msgspec.structs.replace(rules_of(BREAK_BEAT), fill_share=0.9)
    shapes = [shape(fill) for fill in fills_of(form_of(plan, meter), rules, seed)]
    assert len(shapes) >= 5
    assert all(before != after for before, after in pairwise(shapes))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fill_is_as_large_as_what_comes(seed: int) -> None:
    form = form_of("verse:4x2@0.5 chorus:4x2@0.8 chorus:4x1@0.8 verse:4x1@0.4")
    rules = msgspec.structs.replace(rules_of(BREAK_BEAT), fill_share=1.0)
    lengths = [(fill.end // BEAT, (fill.end - fill.start) // BEAT) for fill in fills_of(form, rules, seed)]
    assert lengths == [(16, 1), (32, 4), (48, 1), (64, 2), (96, 2)]


def test_fills_come_as_often_as_the_style_says() -> None:
    form = form_of("verse:4x40@0.5")
    for share in (0.0, 0.5, 1.0):
        rules = msgspec.structs.replace(rules_of(BREAK_BEAT), fill_share=share)
        inside = fills_of(form, rules, 3)[:-1]
        assert abs(len(inside) / 39 - share) < 0.2


def test_drums_fall_silent_before_a_drop() -> None:
    form = form_of("build:4x2@0.5 drop:4x2@0.9")
    notes = drum(form, rules_of(BREAK_BEAT))
    end = form.sections[0].end
    assert within(notes["build 0"], end - BEAT, end) == []
    assert within(notes["build 0"], end - 2 * BEAT, end - BEAT) != []
    assert (0, "kick") in within(notes["drop 1"], end, end + BEAT)


def test_nothing_rushes_into_a_quiet_section() -> None:
    form = form_of("chorus:4x1@0.8 breakdown:4x1@0.3")
    assert plan_fills(form.sections[0], rules_of(BREAK_BEAT), form, child(1, "x")) == ()


def test_a_loop_leads_back_to_its_beginning() -> None:
    form = form_of("drop:4x1@0.8 verse:4x1@0.5", ending="loop")
    fill = plan_fills(form.sections[1], rules_of(BREAK_BEAT), form, child(1, "x"))
    assert [(f.hits, f.end - f.start) for f in fill] == [((), BEAT)]


def test_a_piece_that_fades_has_no_fill_and_no_crash_at_its_end() -> None:
    rules = rules_of(BREAK_BEAT)
    fading = form_of("verse:4x1@0.9 chorus:4x1@0.9", ending="fade")
    notes = drum(fading, rules)
    assert "crash" in {DRUM_NAMES[note.pitch] for note in notes["verse 0"]}
    assert "crash" not in {DRUM_NAMES[note.pitch] for note in notes["chorus 1"]}
    assert plan_fills(fading.sections[1], rules, fading, child(1, "x")) == ()


@pytest.mark.parametrize("energy", [0.4, 0.55, 0.65, 0.9])
def test_a_strong_section_begins_with_a_crash(energy: float) -> None:
    notes = drum(form_of(f"verse:4x1@0.3 chorus:4x2@{energy}"), rules_of(BREAK_BEAT))["chorus 1"]
    crashes = [note.start for note in notes if DRUM_NAMES[note.pitch] == "crash"]
    assert crashes == ([4 * 4 * BEAT] if energy >= 0.6 else [])


def test_kept_drums_play_on_under_a_fill() -> None:
    form = form_of("verse:4x4@0.6 chorus:4x1@0.6")
    rules = msgspec.structs.replace(rules_of(FOUR_ON_THE_FLOOR), fill_share=1.0)
    notes = drum(form, rules)["verse 0"]
    kicks = [note.start for note in notes if DRUM_NAMES[note.pitch] == "kick"]
    assert kicks == list(range(0, form.sections[0].end, BEAT))
    last = {name for _, name in within(notes, 15 * BEAT, 16 * BEAT)}
    assert last in ({"kick", "clap"}, {"kick", "closed_hat"})


@pytest.mark.parametrize("meter", METERS)
@pytest.mark.parametrize("bars", [1, 2, 3])
def test_no_fill_leaves_its_section(meter: str, bars: int) -> None:
    form = form_of(f"verse:{bars}x2@0.5 chorus:{bars}x1@0.9", meter)
    rules = msgspec.structs.replace(rules_of(BREAK_BEAT), fill_share=1.0)
    for seed in SEEDS:
        for section in form.sections:
            for fill in plan_fills(section, rules, form, child(seed, section.name)):
                assert section.start < fill.start < fill.end <= section.end
                assert all(fill.start <= hit.start < fill.end for hit in fill.hits)
                assert fill.hits


def test_a_fill_that_finds_no_room_begins_later() -> None:
    rules = rules_of(BREAK_BEAT)
    rules = msgspec.structs.replace(rules, fills={"long_toms": rules.fills["long_toms"]})
    form = form_of("verse:1x1@0.5 chorus:4x1@0.9")
    notes = drum(form, rules)["verse 0"]
    toms = [(place // BEAT, name) for place, name in within(notes, 0, 4 * BEAT) if name.endswith("tom")]
    assert toms == [(2, "low_tom")] * 4 + [(3, "floor_tom")] * 4


def test_a_fill_in_a_compound_meter_is_made_for_it() -> None:
    form = form_of("verse:4x8@0.5", "6/8")
    rules = rules_of(BREAK_BEAT)
    used = {shape(fill) for seed in SEEDS for fill in fills_of(form, rules, seed)}
    assert used == {
        frozenset({("snare", -720), ("snare", -480), ("snare", -240)}),
        frozenset(("low_tom", -240 * n) for n in range(1, 7)),
    }
