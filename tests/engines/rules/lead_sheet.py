"""Chord symbols as a musician reads them off a lead sheet: ``Dm7/F`` is D F A C over an F."""

from __future__ import annotations

import re

import msgspec

NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
NOTES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
SYMBOL = re.compile(r"(?P<root>[A-G][b#]?)(?P<kind>[^/]*(?:6/9[^/]*)?)(?:/(?P<bass>[A-G][b#]?))?")
TRIADS = (
    (re.compile(r"m\(maj|m\(add|m(?!aj)"), (0, 3, 7)),
    (re.compile(r"dim"), (0, 3, 6)),
    (re.compile(r"aug"), (0, 4, 8)),
    (re.compile(r"5"), (0, 7)),
    (re.compile(r"sus2"), (0, 2, 7)),
    (re.compile(r"(7|9|13)?sus4"), (0, 5, 7)),
)
"""What a symbol begins with, and its triad; a major one where nothing of it is written."""
SEVENTHS = ((re.compile(r"dim7"), 9), (re.compile(r"maj(7|9|13)"), 11), (re.compile(r"(?<!add)(7|9|11|13)"), 10))
TENSIONS = ((re.compile(r"(?<![b#])9|add9"), 2), (re.compile(r"(?<![b#])11"), 5), (re.compile(r"(?<![b#])13"), 9))
ALTERED = {"b5": (7, 6), "#5": (7, 8), "b9": (2, 1), "#9": (2, 3), "#11": (5, 6), "b13": (9, 8)}


class Symbol(msgspec.Struct, frozen=True, kw_only=True):
    """A chord symbol: pitch classes of root and bass, all its notes, and what is written behind the root."""

    root: int
    bass: int
    notes: frozenset[int]
    kind: str

    @property
    def is_dominant(self) -> bool:
        """True of a major third with a minor seventh."""
        return {(self.root + 4) % 12, (self.root + 10) % 12} <= self.notes

    @property
    def is_major(self) -> bool:
        """True where the third is major."""
        return (self.root + 4) % 12 in self.notes

    @property
    def is_minor(self) -> bool:
        """True where the third is minor."""
        return (self.root + 3) % 12 in self.notes and not self.is_major

    @property
    def size(self) -> int:
        """How many different notes it has."""
        return len(self.notes)


def read_symbol(text: str) -> Symbol:
    """Read a chord symbol.

    Raises:
        ValueError: it is none.
    """
    match = SYMBOL.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no chord symbol")
    root, kind = class_of(match["root"]), match["kind"]
    bass = class_of(match["bass"]) if match["bass"] else root
    return Symbol(
        root=root, bass=bass, kind=kind, notes=frozenset((root + step) % 12 for step in steps_of(kind)) | {bass}
    )


def steps_of(kind: str) -> set[int]:
    """Return the semitones above the root of what is written behind it."""
    steps = set(next((triad for pattern, triad in TRIADS if pattern.match(kind)), (0, 4, 7)))
    if kind == "7alt":
        return {0, 4, 8, 10, 3}
    if "6" in kind:
        return steps | {9} | ({2} if "9" in kind else set())
    seventh = next((step for pattern, step in SEVENTHS if pattern.search(kind)), None)
    is_stacked = bool(re.match(r"(maj|m|m\(maj)?(9|11|13)", kind))
    steps |= {seventh} if seventh is not None and kind != "5b5" and "add" not in kind else set()
    steps |= {step for pattern, step in TENSIONS if pattern.search(kind)}
    steps |= {2} if is_stacked else set()
    for alteration, (taken, brought) in ALTERED.items():
        if alteration in kind:
            steps = steps - {taken} | {brought}
    return steps


def class_of(name: str) -> int:
    """Return the pitch class of a note's name."""
    return (NATURALS[name[0]] + name.count("#") - name[1:].count("b")) % 12


def names_of(classes: frozenset[int]) -> str:
    """Write pitch classes as notes."""
    return " ".join(NOTES[one] for one in sorted(classes))
