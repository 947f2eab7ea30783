"""Chords from Roman numerals, with figured bass, sevenths, suspensions and applied dominants.

A numeral's degree belongs to the key's own seven notes (in minor, VI is the flat sixth);
its case is the third (V major, v minor). ``b`` and ``#`` shift the root by a semitone.
``V7/ii`` is the dominant seventh of the chord on ii.
"""

from __future__ import annotations

import re

import msgspec

from musicapp.engines.composer.theory.keys import Key

DEGREES = ("i", "ii", "iii", "iv", "v", "vi", "vii")
PATTERN = re.compile(
    r"(?P<shift>[b#]?)(?P<degree>VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(?P<quality>°|ø)?"
    r"(?P<colour>maj7|sus4|sus2|add9)?(?P<figure>64|65|43|42|6|7)?(?:/(?P<target>[b#]?[iIvV]+))?"
)
TRIADS = {"major": (0, 4, 7), "minor": (0, 3, 7), "°": (0, 3, 6), "ø": (0, 3, 6)}
COLOURS = {"sus4": (0, 5, 7), "sus2": (0, 2, 7)}
BASS_OF_FIGURE = {"6": 1, "64": 2, "65": 1, "43": 2, "42": 3}
SEVENTH_FIGURES = ("7", "65", "43", "42")
SUFFIXES = {
    (0, 4, 7): "",
    (0, 3, 7): "m",
    (0, 3, 6): "dim",
    (0, 5, 7): "sus4",
    (0, 2, 7): "sus2",
    (0, 4, 7, 10): "7",
    (0, 4, 7, 11): "maj7",
    (0, 3, 7, 10): "m7",
    (0, 3, 6, 10): "m7b5",
    (0, 3, 6, 9): "dim7",
    (0, 4, 7, 14): "add9",
    (0, 3, 7, 14): "m(add9)",
}


class Chord(msgspec.Struct, frozen=True, kw_only=True):
    """A chord. root and bass are pitch classes, intervals semitones above the root.

    classes are the pitch classes of its notes, the root first.
    """

    numeral: str
    name: str
    root: int
    bass: int
    intervals: tuple[int, ...]
    classes: tuple[int, ...]


def parse_chord(numeral: str, key: Key) -> Chord:
    """Build the chord of a Roman numeral in a key.

    Raises:
        ValueError: the numeral cannot be read.
    """
    match = PATTERN.fullmatch(numeral)
    if match is None:
        raise ValueError(f"chord {numeral!r} is not a Roman numeral")
    root = root_of(match["shift"], match["degree"], key)
    if match["target"]:
        root += root_of(*split_target(match["target"]), key)
    root = (root + key.tonic_class) % 12
    intervals = intervals_of(match)
    bass = (root + intervals[BASS_OF_FIGURE.get(match["figure"] or "", 0)]) % 12
    return Chord(
        numeral=numeral,
        name=name_of(root, intervals, bass, key),
        root=root,
        bass=bass,
        intervals=intervals,
        classes=tuple((root + interval) % 12 for interval in intervals),
    )


def split_target(target: str) -> tuple[str, str]:
    """Split an applied chord's target into accidental and degree."""
    return (target[0], target[1:]) if target[0] in "b#" else ("", target)


def root_of(shift: str, degree: str, key: Key) -> int:
    """Return the root in semitones above the tonic."""
    return key.mode.parent[DEGREES.index(degree.lower())] + {"b": -1, "#": 1}.get(shift, 0)


def intervals_of(match: re.Match[str]) -> tuple[int, ...]:
    """Return the intervals a numeral asks for: a triad or suspension, with or without seventh."""
    triad = TRIADS[match["quality"] or ("major" if match["degree"].isupper() else "minor")]
    colour = match["colour"]
    if colour in COLOURS:
        triad = COLOURS[colour]
    if colour == "maj7":
        return (*triad, 11)
    if colour == "add9":
        return (*triad, 14)
    if match["figure"] in SEVENTH_FIGURES:
        return (*triad, 9 if match["quality"] == "°" else 10)
    return triad


def name_of(root: int, intervals: tuple[int, ...], bass: int, key: Key) -> str:
    """Name a chord as a lead sheet would: ``Dm7/F``."""
    name = key.name_class(root) + SUFFIXES.get(intervals, "7sus4" if intervals[1] == 5 else "")
    return name if bass == root else f"{name}/{key.name_class(bass)}"
