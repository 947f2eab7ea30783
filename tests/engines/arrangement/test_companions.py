"""Second voices: thirds that fit the chords, and bars that are answered."""

from __future__ import annotations

import pytest

from musicapp.engines.composer.arrangement.companions import below, best_answer
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.notes import Note
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key

C_MAJOR = parse_key("C major")


@pytest.mark.parametrize(
    ("sung", "numeral", "second"),
    [(64, "I", 60), (67, "I", 64), (72, "I", 67), (69, "IV", 65), (71, "V", 67), (65, "V7", 62), (74, "I", 71)],
)
def test_the_voice_below(sung: int, numeral: str, second: int) -> None:
    assert below(sung, parse_chord(numeral, C_MAJOR), C_MAJOR) == second


def test_an_answer_keeps_the_rhythm_and_fits_its_chord() -> None:
    said = [Note(start=480 * i, length=480, pitch=pitch) for i, pitch in enumerate((72, 76, 79, 76))]
    dominant = (ChordSpan(chord=parse_chord("V", C_MAJOR), start=0, end=1920),)
    answer = best_answer(said, dominant, C_MAJOR)
    assert [(note.start, note.length) for note in answer] == [(note.start, note.length) for note in said]
    assert [note.pitch for note in answer] == [67, 71, 74, 71]
