"""A guide line sings the thirds and sevenths of the chords and goes by step where it can."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicapp.engines.composer.arrangement.guide_line import GuideNote, guide_line
from musicapp.engines.composer.harmony.harmony import ChordSpan

from .checks import chords_of

BAR = 1920
PROGRESSIONS = (
    "I vi IV V7 I vi ii V7",
    "ii9 V13 Imaj9 VI7 ii9 V7alt Imaj9 Imaj9",
    "vi IV I V vi IV I V",
    "Imaj7 IVmaj7 viiø7 iii7 vi7 ii7 V7 Imaj7",
)


def spans_of(numerals: str, length: int = BAR, key: str = "C major") -> list[ChordSpan]:
    """Give each chord a length."""
    return [
        ChordSpan(chord=chord, start=place * length, end=(place + 1) * length)
        for place, chord in enumerate(chords_of(numerals, key))
    ]


def notes_within(span: ChordSpan, line: list[GuideNote]) -> list[GuideNote]:
    """Return the notes that begin under a chord."""
    return [note for note in line if span.start <= note.start < span.end]


@pytest.mark.parametrize("numerals", PROGRESSIONS)
@pytest.mark.parametrize(("length", "steps"), [(BAR, 0.75), (960, 0.4)])
def test_it_goes_by_step_in_long_chords_and_never_leaps(numerals: str, length: int, steps: float) -> None:
    line = guide_line(spans_of(numerals, length), 55, 76)
    moves = [abs(a.pitch - b.pitch) for a, b in pairwise(line)]
    assert sum(move <= 2 for move in moves) >= steps * len(moves)
    assert max(moves) <= 4


@pytest.mark.parametrize("numerals", PROGRESSIONS[1::2])
def test_seventh_chords_are_told_by_their_thirds_sevenths_and_tensions(numerals: str) -> None:
    spans = spans_of(numerals, 960)
    line = guide_line(spans, 55, 76)
    telling = [(n.pitch - s.chord.root) % 12 not in (0, 7) for n, s in zip(line, spans, strict=True)]
    assert sum(telling) >= 0.75 * len(telling)


def test_it_fills_the_time_without_a_gap_and_moves_within_long_chords() -> None:
    spans = spans_of("ii9 V13 Imaj9 VI7 ii9 V7alt Imaj9 Imaj9")
    line = guide_line(spans, 55, 76)
    assert line[0].start == 0
    assert all(a.start + a.length == b.start for a, b in pairwise(line))
    assert line[-1].start + line[-1].length == spans[-1].end
    assert {note.start % BAR for note in line} == {0, 960}


def test_a_fourth_is_held_up_and_falls_to_the_third() -> None:
    line = guide_line(spans_of("ii7 V7 Imaj7"), 60, 72)
    assert [(n.start / BAR, n.pitch) for n in line] == [(0.0, 65), (1.0, 65), (2.5, 64)]
    assert line[1].length == 1.5 * BAR


@pytest.mark.parametrize(("length", "halves"), [(1440, {0, 720}), (1680, {0, 960}), (2400, {0, 1440}), (480, {0})])
def test_long_chords_are_halved_on_a_beat(length: int, halves: set[int]) -> None:
    line = guide_line(spans_of("ii9 V13 Imaj9 VI7 ii9 V7alt Imaj9 Imaj9", length), 55, 76)
    assert {note.start % length for note in line} == halves


def test_nothing_comes_of_nothing() -> None:
    assert guide_line([], 55, 76) == []


TRIADS = ["I", "iii", "IV", "V", "vi", "bVII", "iv6", "I5", "IV^V", "Isus2", "I+"]
NUMERALS = [*TRIADS, "ii7", "V7", "Imaj9", "V13", "V7alt", "vii°7", "ii11"]


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(NUMERALS), min_size=1, max_size=12),
    st.sampled_from(["C major", "F# major", "A minor", "D dorian"]),
    st.integers(36, 80),
    st.integers(9, 30),
    st.sampled_from([240, 480, 960, 1440, 1680, 1920, 2160, 3840]),
)
def test_any_chords_have_a_line_in_range(numerals: list[str], key: str, lowest: int, span: int, length: int) -> None:
    spans = spans_of(" ".join(numerals), length, key)
    line = guide_line(spans, lowest, lowest + span)
    assert all(lowest <= note.pitch <= lowest + span and note.length > 0 for note in line)
    assert sum(note.length for note in line) == spans[-1].end
    for chord_span in spans:
        assert 1 <= len(notes_within(chord_span, line)) <= 2
    assert line == guide_line(tuple(spans), lowest, lowest + span)
