"""Planing: chords of one kind are one shape, moved."""

from __future__ import annotations

import msgspec
import pytest

from musicapp.engines.composer.arrangement.planing import plane
from musicapp.engines.composer.arrangement.voicing import Hand, Voicing, voice_phrase
from musicapp.engines.composer.piece import compose
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key

from ..orders import brief_with, notes_of

HAND = Hand(lowest=52, highest=76, is_open=False, voices=4)


def planed(text: str, hand: Hand = HAND) -> list[Voicing]:
    """Voice chords of C minor and let them plane."""
    chords = [parse_chord(numeral, parse_key("C minor")) for numeral in text.split()]
    return plane(chords, voice_phrase(chords, hand, None), hand)


@pytest.mark.parametrize(
    ("chords", "steps"),
    [
        ("i7 ii7 i7", [0, 2, 0]),
        ("i7 iv7 ii7 iv7", [0, 5, 2, 5]),
        ("i9 v9 i9", [0, -5, 0]),
        ("VImaj7 bIImaj7 IIImaj7", [0, 5, -5]),
    ],
)
def test_one_shape_is_moved_with_the_roots(chords: str, steps: list[int]) -> None:
    uppers = [voicing.upper for voicing in planed(chords)]
    moves = [[(pitch - first) for pitch, first in zip(upper, uppers[0], strict=True)] for upper in uppers]
    assert all(len(set(move)) == 1 for move in moves)
    assert [move[0] % 12 for move in moves] == [step % 12 for step in steps]
    assert all(HAND.lowest <= pitch <= HAND.highest for upper in uppers for pitch in upper)


def test_another_kind_of_chord_has_a_shape_of_its_own() -> None:
    chords = "i7 VImaj7 iv7"
    numerals = [parse_chord(numeral, parse_key("C minor")) for numeral in chords.split()]
    for chord, voicing in zip(numerals, planed(chords), strict=True):
        assert {pitch % 12 for pitch in voicing.upper} <= set(chord.classes)


def test_without_room_a_chord_stays_as_it_is_voiced() -> None:
    narrow = msgspec.structs.replace(HAND, highest=63, voices=3)
    assert all(52 <= pitch <= 63 for voicing in planed("i7 iv7 ii7", narrow) for pitch in voicing.upper)


def test_only_a_part_that_planes_does_so() -> None:
    style = load_style("house")
    brief = brief_with(style="house", seconds=40.0, tempo=122.0, mood=(), without=(), instruments=("piano", "drums"))

    def stabs(*, planes: bool) -> list[int]:
        parts = tuple(
            msgspec.structs.replace(part, planes=planes) if part.name == "stabs" else part for part in style.parts
        )
        piece = compose(brief, msgspec.structs.replace(style, parts=parts), Seeds(seed=1, takes={}))
        return [note.pitch for note in notes_of(piece, "stabs")]

    assert stabs(planes=True) != stabs(planes=False)
