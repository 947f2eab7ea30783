"""Patterns live, and remain what they are."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import msgspec
import numpy as np
import pytest

from musicapp.engines.composer.arrangement.drums import DrumContext, write_drums
from musicapp.engines.composer.seeds import child
from musicapp.engines.composer.styles.grooves import DRUM_KEYS, DrumRules
from tests.engines.groove.scores import (
    BREAK_BEAT,
    DRUM_NAMES,
    FOUR_ON_THE_FLOOR,
    bars_of,
    drum,
    form_of,
    rules_of,
    within,
)

SEEDS = range(1, 9)
BEAT, BAR = 480, 1920


def unfilled(text: str) -> DrumRules:
    """Return rules without fills and crashes."""
    return msgspec.structs.replace(rules_of(text), fills={}, crash_from=1.0)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("text", [BREAK_BEAT, FOUR_ON_THE_FLOOR])
@pytest.mark.parametrize("energy", [0.5, 0.8])
def test_four_bars_are_never_the_same_again_and_always_recognised(text: str, energy: float, seed: int) -> None:
    form = form_of(f"verse:4x6@{energy}")
    living = drum(form, unfilled(text), seeds={"verse 0": seed})["verse 0"]
    still = written(text, energy)
    groups = [frozenset(within(living, phrase.start, phrase.end)) for phrase in form.sections[0].phrases]
    assert all(before != after for before, after in pairwise(groups))
    for bar in bars_of(form.sections[0]):
        plain = still[(bar.start // bar.length) % 2]
        played = set(within(living, bar.start, bar.end))
        assert len(plain & played) >= 0.8 * len(plain | played)
        assert all(place % BEAT for place, _ in played - plain)


def written(text: str, energy: float) -> list[set[tuple[int, str]]]:
    """Read two bars of the pattern that an energy asks for straight from its lanes."""
    rules = rules_of(text)
    pattern = next(p for p in rules.patterns.values() if p.energy[0] <= energy <= p.energy[1] and not p.kinds)
    return [
        {
            (step * 120, name)
            for name, lane in pattern.lanes.items()
            for step, digit in enumerate((lane * 2)[16 * bar : 16 * bar + 16])
            if digit != "."
        }
        for bar in (0, 1)
    ]


def test_weak_music_loses_first_its_crash_then_ghosts_then_drums() -> None:
    rules = rules_of(BREAK_BEAT)

    def heard(energy: float) -> tuple[bool, bool, bool, bool]:
        notes = drum(form_of(f"verse:4x2@{energy}"), msgspec.structs.replace(rules, fills={}))["verse 0"]
        names = {DRUM_NAMES[note.pitch] for note in notes}
        return "crash" in names, any(note.accent < -0.7 for note in notes), "snare" in names, "closed_hat" in names

    assert heard(0.65) == (True, True, True, True)
    assert heard(0.5) == (False, True, True, True)
    assert heard(0.25) == (False, False, True, True)
    assert heard(0.15) == (False, False, False, True)
    assert heard(0.05) == (False, False, False, False)


def test_digits_are_accents() -> None:
    form = form_of("verse:4x1@0.5")
    notes = drum(form, unfilled(FOUR_ON_THE_FLOOR.replace('kick = "9...9...9...9...', 'kick = "9...7...5...1...')))[
        "verse 0"
    ]
    kicks = [note.accent for note in notes if DRUM_NAMES[note.pitch] == "kick"]
    assert kicks[:4] == [1.0, 0.5, 0.0, -1.0]


def test_a_pattern_of_two_bars_has_two() -> None:
    notes = drum(form_of("verse:4x1@0.5"), unfilled(BREAK_BEAT))["verse 0"]
    kicks = [
        [place // 120 for place, name in within(notes, bar * BAR, (bar + 1) * BAR) if name == "kick"]
        for bar in range(4)
    ]
    assert kicks == [[0, 7, 10], [0, 2, 7, 10]] * 2


def test_hats_breathe() -> None:
    notes = drum(form_of("verse:4x1@0.5"), unfilled(BREAK_BEAT))["verse 0"]
    on_beats = [n.accent for n in notes if DRUM_NAMES[n.pitch] == "closed_hat" and n.start % 1920 == 960]
    assert len(set(on_beats)) > 1
    assert np.ptp(on_beats) < 0.5


def test_a_build_rolls_ever_faster_and_harder() -> None:
    form = form_of("build:4x2@0.5 drop:4x2@0.9")
    rolls = [n for n in drum(form, unfilled(BREAK_BEAT))["build 0"] if DRUM_NAMES[n.pitch] == "snare"]
    bars = bars_of(form.sections[0])
    strokes = [sum(bar.start <= n.start < bar.end for n in rolls) for bar in bars]
    accents = [np.mean([n.accent for n in rolls if bar.start <= n.start < bar.end]) for bar in bars]
    assert strokes[0] >= 7
    assert strokes[4] >= 15
    assert all(after > before for before, after in pairwise(accents))


def test_the_same_seed_is_the_same_drumming_and_another_is_its_own() -> None:
    form = form_of("verse:4x4@0.5 chorus:4x4@0.8 verse:4x4@0.5 chorus:4x2@0.9")
    rules = rules_of(BREAK_BEAT)
    first, again = drum(form, rules), drum(form, rules)
    assert first == again
    other = drum(form, rules, seeds={"chorus 1": 99})
    assert other["chorus 1"] != first["chorus 1"]
    assert {k: v for k, v in other.items() if k != "chorus 1"} == {k: v for k, v in first.items() if k != "chorus 1"}


def test_sections_of_one_source_share_their_pattern() -> None:
    twin = rules_of(FOUR_ON_THE_FLOOR)
    other = msgspec.structs.replace(twin.patterns["floor"], lanes={"kick": "9.....9.....9..."})
    rules = msgspec.structs.replace(twin, patterns={**twin.patterns, "tresillo": other}, fills={}, ghost_share=0.0)
    form = form_of("verse:4x1@0.4 chorus:4x1@0.4")
    kicks = [
        Counter(note.start % 1920 for note in write_drums(section, rules, context) if note.pitch == DRUM_KEYS["kick"])
        for seed in SEEDS
        for section, context in (
            (s, DrumContext(form=form, rng=child(seed, s.name), pattern_rng=child(seed, "A"))) for s in form.sections
        )
    ]
    assert kicks[::2] == kicks[1::2]
    assert len({frozenset(k) for k in kicks}) == 2


def test_a_part_plays_only_its_own_drums() -> None:
    form = form_of("verse:4x2@0.8")
    context = DrumContext(
        form=form, rng=child(1, "a"), pattern_rng=child(1, "b"), drums=frozenset({"closed_hat", "crash"})
    )
    notes = write_drums(form.sections[0], rules_of(BREAK_BEAT), context)
    assert {DRUM_NAMES[note.pitch] for note in notes} == {"closed_hat", "crash"}
