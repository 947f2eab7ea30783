"""Spelling: the letter and the accidental of a note, by its degree in the key."""

from __future__ import annotations

from musicapp.engines.composer.theory.keys import NATURALS, Key

LETTERS = "CDEFGAB"
ACCIDENTALS = {-1: "b", 0: "", 1: "#"}
STEPS = {0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 4, 7: 4, 8: 4, 9: 5, 10: 6, 11: 6}
"""How many letters above a chord's root an interval is written: eight semitones are a raised fifth."""


def spell(pitch_class: int, degree: int, key: Key) -> str:
    """Write a pitch class with the letter of a degree (0 for the tonic); as the signature would where that is odd.

    So bVII of C is Bb, not A#. Double accidentals are avoided, and so are keys that are themselves written oddly.
    """
    letter = LETTERS[(LETTERS.index(key.tonic[0]) + degree) % 7]
    shift = (pitch_class - NATURALS[letter] + 6) % 12 - 6
    if shift not in ACCIDENTALS or key.name_class(key.tonic_class) != key.tonic:
        return key.name_class(pitch_class)
    return letter + ACCIDENTALS[shift]
