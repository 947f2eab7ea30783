"""Keys in their usual spelling."""

from __future__ import annotations

LINE_OF_FIFTHS = "FCGDAEB"
MODE_FIFTHS = {
    "major": 0,
    "minor": -3,
    "dorian": -2,
    "phrygian": -4,
    "lydian": 1,
    "mixolydian": -1,
    "pentatonic": 0,
    "minor pentatonic": -3,
}
"""How many sharps a mode's signature has more than that of the major key on the same tonic."""


def spell_key(tonic: str, mode: str) -> str:
    """Return a key with the tonic spelled so that its signature has the fewer accidentals.

    ``A# major`` (ten sharps) becomes ``Bb major`` (two flats); where both spellings have six,
    as ``F#`` and ``Gb major``, the one that was said stays.
    """
    place = LINE_OF_FIFTHS.index(tonic[0]) + 7 * (tonic.count("#") - tonic.count("b"))
    sharps = place - 1 + MODE_FIFTHS[mode]
    respelled = place + (12 if sharps < 0 else -12)
    is_simpler = abs(respelled - 1 + MODE_FIFTHS[mode]) < abs(sharps)
    return f"{name_fifth(respelled) if is_simpler else tonic} {mode}"


def name_fifth(place: int) -> str:
    """Name the note at a place on the line of fifths, F being 0."""
    octave, letter = divmod(place, 7)
    return LINE_OF_FIFTHS[letter] + ("#" * octave if octave > 0 else "b" * -octave)
