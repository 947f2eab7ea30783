"""How players join, breathe, swell, shake and slide."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicapp.engines.composer.performance.expression import (
    bend_curve,
    expression_curve,
    modulation_curve,
)
from musicapp.engines.composer.performance.idioms import load_idioms
from musicapp.engines.composer.performance.shaping import PhraseSpan, shape_notes
from musicapp.engines.composer.performance.track import Curve, PlayedNote

IDIOMS = load_idioms()
SINGLE = sorted(name for name, idiom in IDIOMS.items() if idiom.is_single)
BREATHING = sorted(name for name, idiom in IDIOMS.items() if idiom.breath_s)
STRUCK = ["piano", "harp", "plucked_guitar", "mallet", "bell", "drum", "plucked_bass", "timpani"]
PHRASES = tuple(PhraseSpan(start_s=at, end_s=at + 8.0, level=level) for at, level in ((0.0, 0.2), (8.0, 0.9)))


def note(start_s: float, seconds: float, pitch: int = 72, velocity: int = 80) -> PlayedNote:
    """Return a note."""
    return PlayedNote(start_s=start_s, end_s=start_s + seconds, pitch=pitch, velocity=velocity)


def scale(count: int, seconds: float) -> tuple[PlayedNote, ...]:
    """Return notes that follow one another without a rest."""
    return tuple(note(2 + index * seconds, 0.97 * seconds, 60 + index % 12) for index in range(count))


def at(curve: Curve, times: list[float]) -> list[float]:
    """Return a curve's values."""
    points, values = zip(*curve, strict=True)
    return [float(value) for value in np.interp(times, points, values)]


music = st.lists(
    st.builds(note, st.floats(0, 15.9), st.floats(0.05, 12), st.integers(40, 90), st.integers(1, 127)),
    min_size=1,
    max_size=30,
).map(lambda notes: tuple(sorted(notes, key=lambda n: (n.start_s, n.pitch))))


@pytest.mark.parametrize("name", SINGLE)
@given(notes=music)
@settings(max_examples=40, deadline=None)
def test_a_single_voice_never_sounds_two_notes_beyond_the_overlap(name: str, notes: tuple[PlayedNote, ...]) -> None:
    shaped = shape_notes(notes, IDIOMS[name], PHRASES)
    assert shaped
    for before, after in pairwise(shaped):
        assert before.end_s <= after.start_s + IDIOMS[name].overlap_s + 1e-6
        assert after.start_s > before.start_s


@pytest.mark.parametrize("name", sorted(IDIOMS))
@given(notes=music)
@settings(max_examples=25, deadline=None)
def test_shaped_notes_are_in_order_with_possible_values(name: str, notes: tuple[PlayedNote, ...]) -> None:
    shaped = shape_notes(notes, IDIOMS[name], PHRASES)
    assert [n.start_s for n in shaped] == sorted(n.start_s for n in shaped)
    softest, hardest = IDIOMS[name].velocities
    for one in shaped:
        assert 0 <= one.start_s < one.end_s
        assert softest <= one.velocity <= hardest
    assert shape_notes(notes, IDIOMS[name], PHRASES) == shaped


@pytest.mark.parametrize("name", ["bowed", "wind", "synth_lead", "gugak_bowed"])
def test_notes_without_a_rest_are_slurred(name: str) -> None:
    shaped = shape_notes(scale(4, 0.5), IDIOMS[name], ())
    for before, after in pairwise(shaped):
        assert before.end_s - after.start_s == pytest.approx(IDIOMS[name].overlap_s)


def test_a_rest_stays_a_rest() -> None:
    shaped = shape_notes((note(1, 0.5), note(2, 0.5, 74)), IDIOMS["bowed"], ())
    assert shaped[0].end_s == pytest.approx(1.5)


@pytest.mark.parametrize("name", BREATHING)
def test_players_breathe_before_their_breath_is_over(name: str) -> None:
    idiom = IDIOMS[name]
    for notes in (scale(80, 0.5), scale(12, 4.0), (note(1, 40.0),)):
        shaped = shape_notes(notes, idiom, ())
        since, last = shaped[0].start_s, shaped[0].end_s
        for one in shaped[1:]:
            if one.start_s - last >= 0.5 * idiom.breath_s:
                since = one.start_s
            last = max(last, one.end_s)
            assert last - since <= idiom.longest_breath_s + 4.0
        assert shaped[-1].end_s == pytest.approx(max(n.end_s for n in notes), abs=0.1)


@pytest.mark.parametrize("name", BREATHING)
def test_players_breathe_at_the_end_of_a_phrase(name: str) -> None:
    notes = tuple(note(0.5 * index, 0.48, 60 + index % 7) for index in range(32))
    shaped = shape_notes(notes, IDIOMS[name], PHRASES)
    last = max(one.end_s for one in shaped if one.start_s < 7.9)
    first = min(one.start_s for one in shaped if one.start_s > 7.9)
    assert min(0.9 * IDIOMS[name].breath_s, 0.24) <= first - last <= 0.31


@pytest.mark.parametrize("name", STRUCK)
def test_what_is_struck_has_no_curves(name: str) -> None:
    notes = scale(20, 0.5)
    assert expression_curve(notes, PHRASES, IDIOMS[name]) == ()
    assert modulation_curve(notes, PHRASES, IDIOMS[name]) == ()
    assert bend_curve(notes, IDIOMS[name]) == ()


@pytest.mark.parametrize("name", sorted(set(IDIOMS) - set(STRUCK)))
@given(notes=music)
@settings(max_examples=25, deadline=None)
def test_curves_never_step(name: str, notes: tuple[PlayedNote, ...]) -> None:
    idiom = IDIOMS[name]
    shaped = shape_notes(notes, idiom, PHRASES)
    for curve in (expression_curve(shaped, PHRASES, idiom), modulation_curve(shaped, PHRASES, idiom)):
        for (earlier, _), (later, _) in pairwise(curve):
            assert later - earlier >= 0.0499
        assert all(0 <= value <= 127 for _, value in curve)
    for (earlier, low), (later, high) in pairwise(bend_curve(shaped, idiom)):
        assert later > earlier
        assert later - earlier >= 0.0199 or low == high
        assert abs(high) <= 3


def test_a_phrase_is_loudest_past_its_middle_and_a_strong_section_louder() -> None:
    notes = tuple(note(0.25 * index, 0.25) for index in range(64))
    curve = expression_curve(notes, PHRASES, IDIOMS["bowed_section"])
    times = list(np.linspace(0.2, 7.6, 75))
    values = at(curve, times)
    assert times[int(np.argmax(values))] == pytest.approx(0.62 * 8, abs=0.2)
    assert max(values) - values[0] > 20
    assert at(curve, [13.0])[0] > at(curve, [5.0])[0] + 5


def test_a_long_note_swells_and_a_short_one_does_not() -> None:
    flat = (PhraseSpan(start_s=0.0, end_s=200.0, level=0.5),)
    long = at(expression_curve((note(1, 4.0),), flat, IDIOMS["bowed"]), [1.05, 3.2])
    assert long[1] - long[0] > 10
    short = at(expression_curve((note(1, 0.5), note(1.5, 0.5)), flat, IDIOMS["bowed"]), [1.05, 1.3])
    assert short[1] - short[0] < 2


def test_brass_grows_towards_the_end_of_a_long_note() -> None:
    flat = (PhraseSpan(start_s=0.0, end_s=200.0, level=0.5),)
    early, late = at(expression_curve((note(1, 4.0),), flat, IDIOMS["brass"]), [3.0, 4.4])
    assert late > early


def test_vibrato_comes_late_and_is_gone_with_the_next_note() -> None:
    curve = modulation_curve((note(1, 3.0), note(4, 0.25, 74), note(4.25, 3.0)), PHRASES, IDIOMS["bowed"])
    first, later, short, again = at(curve, [1.3, 2.5, 4.15, 6.0])
    assert first == 0
    assert later > 20
    assert short == 0
    assert again > 20


def test_gugak_slides_into_long_notes_from_below() -> None:
    curve = bend_curve((note(1, 2.0), note(3, 0.3), note(4, 2.0)), IDIOMS["gugak_wind"])
    assert at(curve, [0.9, 1.0, 1.3, 3.0, 4.0]) == pytest.approx([0.0, -1.0, 0.0, 0.0, -1.0])


def test_ringing_strings_are_not_bent_with_the_next() -> None:
    assert bend_curve((note(1, 4.0), note(2, 2.0, 60)), IDIOMS["gugak_plucked"])[-1][0] < 2


def test_a_lead_glides_from_the_note_before() -> None:
    curve = bend_curve((note(1, 0.5, 60), note(1.5, 0.5, 67)), IDIOMS["synth_lead"])
    assert at(curve, [1.5])[0] == pytest.approx(-0.5)
