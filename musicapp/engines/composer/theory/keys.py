"""Keys: a tonic and a mode, their scale and their signature."""

from __future__ import annotations

import re

import msgspec

NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
LINE_OF_FIFTHS = "FCGDAEB"
SHARP_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
FLAT_NAMES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """A mode: what melodies use, the seven notes that chords are built from, its place.

    scale and parent in semitones above the tonic; fifths is how many sharps the signature
    has more than that of the major key on the same tonic; family names the progressions.
    """

    scale: tuple[int, ...]
    parent: tuple[int, ...]
    fifths: int
    family: str


MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
DORIAN = (0, 2, 3, 5, 7, 9, 10)
PHRYGIAN = (0, 1, 3, 5, 7, 8, 10)
LYDIAN = (0, 2, 4, 6, 7, 9, 11)
MIXOLYDIAN = (0, 2, 4, 5, 7, 9, 10)
MODES = {
    "major": Mode(scale=MAJOR, parent=MAJOR, fifths=0, family="major"),
    "minor": Mode(scale=MINOR, parent=MINOR, fifths=-3, family="minor"),
    "dorian": Mode(scale=DORIAN, parent=DORIAN, fifths=-2, family="dorian"),
    "phrygian": Mode(scale=PHRYGIAN, parent=PHRYGIAN, fifths=-4, family="phrygian"),
    "lydian": Mode(scale=LYDIAN, parent=LYDIAN, fifths=1, family="lydian"),
    "mixolydian": Mode(scale=MIXOLYDIAN, parent=MIXOLYDIAN, fifths=-1, family="mixolydian"),
    "pentatonic": Mode(scale=(0, 2, 4, 7, 9), parent=MAJOR, fifths=0, family="pentatonic"),
    "minor pentatonic": Mode(scale=(0, 3, 5, 7, 10), parent=MINOR, fifths=-3, family="minor pentatonic"),
}
ALSO_CALLED = {
    "ionian": "major",
    "aeolian": "minor",
    "natural minor": "minor",
    "harmonic minor": "minor",
    "melodic minor": "minor",
    "major pentatonic": "pentatonic",
    "blues": "minor pentatonic",
}


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A key. tonic is its spelling, tonic_class its pitch class 0-11, classes those of the scale."""

    tonic: str
    tonic_class: int
    mode_name: str
    mode: Mode
    classes: frozenset[int]

    @property
    def signature(self) -> int:
        """Sharps (positive) or flats (negative) of the key signature, -7 to 7."""
        fifths = LINE_OF_FIFTHS.index(self.tonic[0]) - 1 + self.mode.fifths
        fifths += 7 * self.tonic.count("#") - 7 * self.tonic.count("b")
        return (fifths + 5) % 12 - 5 if abs(fifths) > 7 else fifths

    @property
    def is_minor(self) -> bool:
        """True where the third is minor."""
        return self.mode.parent[2] == 3

    def name_class(self, pitch_class: int) -> str:
        """Spell a pitch class as the signature would."""
        return (FLAT_NAMES if self.signature < 0 else SHARP_NAMES)[pitch_class % 12]


def with_scale(key: Key, scale: tuple[int, ...]) -> Key:
    """Return a key whose melodies keep to some notes, in semitones above the tonic."""
    classes = frozenset((key.tonic_class + step) % 12 for step in scale)
    return msgspec.structs.replace(key, mode=msgspec.structs.replace(key.mode, scale=scale), classes=classes)


def transposed(key: Key, semitones: int) -> Key:
    """Return the key of the same mode so many semitones higher, spelled with the fewer accidentals."""
    tonic = (key.tonic_class + semitones) % 12
    named = [parse_key(f"{names[tonic]} {key.mode_name}") for names in (FLAT_NAMES, SHARP_NAMES)]
    return min(named, key=lambda other: abs(other.signature)) if semitones else key


def parse_key(text: str) -> Key:
    """Read a key such as ``"Bb major"``.

    Raises:
        ValueError: tonic or mode is not known.
    """
    match = re.fullmatch(r"([A-G][b#]?) ([a-z ]+)", text)
    if match is None:
        raise ValueError(f"key {text!r} is not a tonic and a mode")
    name = ALSO_CALLED.get(match[2], match[2])
    if name not in MODES:
        raise ValueError(f"mode {match[2]!r} is not known")
    tonic = match[1]
    tonic_class = (NATURALS[tonic[0]] + tonic.count("#") - tonic.count("b")) % 12
    return Key(
        tonic=tonic,
        tonic_class=tonic_class,
        mode_name=name,
        mode=MODES[name],
        classes=frozenset((tonic_class + step) % 12 for step in MODES[name].scale),
    )
