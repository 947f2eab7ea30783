"""Chords from Roman numerals, with figured bass, extensions, suspensions, pedals and applied dominants.

A numeral's degree belongs to the key's own seven notes (in minor, VI is the flat sixth);
its case is the third (V major, v minor). ``b`` and ``#`` shift the root by a semitone, ``°`` is diminished,
``ø`` half-diminished, ``+`` augmented. Then follow an extension (see EXTENSIONS and REPLACED; sevenths are minor
unless ``maj`` is written: ``ii9``, ``V13``, ``Imaj9``, ``imaj7``, ``V7sus4``, ``i5``), its alterations
(``V7b9``, ``IVmaj7#11``) and a figured bass (``ii65``). ``V9/ii`` is the dominant ninth of the chord on ii,
``IV^V`` a IV over the fifth degree in the bass.
"""

from __future__ import annotations

import re

import msgspec

from musicapp.engines.composer.theory.keys import Key
from musicapp.engines.composer.theory.spelling import STEPS, spell

DEGREES = ("i", "ii", "iii", "iv", "v", "vi", "vii")
TRIADS = {"major": (0, 4, 7), "minor": (0, 3, 7), "°": (0, 3, 6), "ø": (0, 3, 6), "+": (0, 4, 8)}
EXTENSIONS = {
    "": (),
    "7": (10,),
    "maj7": (11,),
    "add6": (9,),
    "69": (9, 14),
    "add9": (14,),
    "9": (10, 14),
    "maj9": (11, 14),
    "11": (10, 14, 17),
    "13": (10, 14, 21),
    "maj13": (11, 14, 21),
}
"""What an extension adds to a triad."""
REPLACED = {
    "5": (0, 7),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "7sus4": (0, 5, 7, 10),
    "9sus4": (0, 5, 7, 10, 14),
    "13sus4": (0, 5, 7, 10, 14, 21),
    "7alt": (0, 4, 8, 10, 15),
}
"""What stands in a triad's place."""
ALTERATIONS = {"b5": (7, 6), "#5": (7, 8), "b9": (14, 13), "#9": (14, 15), "#11": (17, 18), "b13": (21, 20)}
"""The interval that an alteration takes away, and the one it brings."""
BASS_OF_FIGURE = {"6": 1, "64": 2, "65": 1, "43": 2, "42": 3}
SEVENTH_FIGURES = ("65", "43", "42")
SPELLED = {"add6": "6", "69": "6/9"}


def choice_of(words: tuple[str, ...]) -> str:
    """Write a regular expression for one of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


SHIFTED_DEGREE = "[b#]?(?:" + choice_of((*DEGREES, *(degree.upper() for degree in DEGREES))) + ")"
PATTERN = re.compile(
    rf"(?P<degree>{SHIFTED_DEGREE})(?P<quality>[°ø+]?)"
    rf"(?P<extension>{choice_of((*EXTENSIONS, *REPLACED))})(?P<alterations>(?:{choice_of(tuple(ALTERATIONS))})*)"
    rf"(?P<figure>{choice_of(tuple(BASS_OF_FIGURE))})?"
    rf"(?:/(?P<target>{SHIFTED_DEGREE}))?(?:\^(?P<pedal>{SHIFTED_DEGREE}))?"
)


class Chord(msgspec.Struct, frozen=True, kw_only=True):
    """A chord. root and bass are pitch classes, intervals semitones above the root, ascending (a ninth is 14).

    classes are the pitch classes of the intervals, so the root comes first. The bass may be none of them.
    """

    numeral: str
    name: str
    root: int
    bass: int
    intervals: tuple[int, ...]
    classes: tuple[int, ...]

    @property
    def is_tonic(self) -> bool:
        """True of a chord on the first degree, applied to none other."""
        return re.match(r"[iI](?![iIvV])", self.numeral) is not None and "/" not in self.numeral

    @property
    def seventh(self) -> int | None:
        """The pitch class of the seventh, if there is one."""
        return next(((self.root + interval) % 12 for interval in (10, 11) if interval in self.intervals), None)

    @property
    def leading_tone(self) -> int | None:
        """The pitch class of the third where it leads: in major chords of the fifth degree and dominant sevenths."""
        is_dominant = self.numeral.startswith("V") and not self.numeral.startswith("VI")
        is_leading = 4 in self.intervals and (is_dominant or 10 in self.intervals)
        return (self.root + 4) % 12 if is_leading else None

    @property
    def tendencies(self) -> frozenset[int]:
        """The pitch classes that want to move on and are not doubled."""
        return frozenset(tone for tone in (self.seventh, self.leading_tone) if tone is not None)


def parse_chord(numeral: str, key: Key) -> Chord:
    """Build the chord of a Roman numeral in a key.

    Raises:
        ValueError: the numeral cannot be read.
    """
    match = PATTERN.fullmatch(numeral)
    if match is None:
        raise ValueError(f"chord {numeral!r} is not a Roman numeral")
    root = step_of(match["degree"], key) + (step_of(match["target"], key) if match["target"] else 0)
    root = (root + key.tonic_class) % 12
    intervals = intervals_of(match)
    bass = bass_of(match, key, tuple((root + interval) % 12 for interval in intervals))
    return Chord(
        numeral=numeral,
        name=name_of(match, key, (root, bass)),
        root=root,
        bass=bass,
        intervals=intervals,
        classes=tuple((root + interval) % 12 for interval in intervals),
    )


def bass_of(match: re.Match[str], key: Key, classes: tuple[int, ...]) -> int:
    """Return the pitch class of the bass: a pedal, or the tone that the figured bass names."""
    if match["pedal"]:
        return (step_of(match["pedal"], key) + key.tonic_class) % 12
    place = BASS_OF_FIGURE.get(match["figure"] or "", 0)
    if place >= len(classes):
        raise ValueError(f"chord {match[0]!r} has no tone for its bass")
    return classes[place]


def name_of(match: re.Match[str], key: Key, root_and_bass: tuple[int, int]) -> str:
    """Name a chord as a lead sheet would: ``Dm7/F``."""
    root, bass = root_and_bass
    degree = number_of(match["degree"]) + (number_of(match["target"]) if match["target"] else 0)
    name = spell(root, degree, key) + suffix_of(match)
    if bass == root:
        return name
    bass_degree = number_of(match["pedal"]) if match["pedal"] else degree + STEPS[(bass - root) % 12]
    return f"{name}/{spell(bass, bass_degree, key)}"


def number_of(degree: str) -> int:
    """Return a degree's number, 0 for the tonic."""
    return DEGREES.index(degree.lstrip("b#").lower())


def step_of(degree: str, key: Key) -> int:
    """Return the semitones from the tonic up to a degree such as ``bVI``."""
    shift = {"b": -1, "#": 1}.get(degree[0], 0)
    return key.mode.parent[number_of(degree)] + shift


def quality_of(match: re.Match[str]) -> str:
    """Return the key of a numeral's triad."""
    return match["quality"] or ("major" if match["degree"].lstrip("b#").isupper() else "minor")


def extension_of(match: re.Match[str]) -> str:
    """Return a numeral's extension; figures of a seventh chord bring one."""
    return match["extension"] or ("7" if match["figure"] in SEVENTH_FIGURES else "")


def intervals_of(match: re.Match[str]) -> tuple[int, ...]:
    """Return the intervals that a numeral asks for, ascending."""
    quality, extension = quality_of(match), extension_of(match)
    intervals = set(REPLACED.get(extension, (*TRIADS[quality], *EXTENSIONS.get(extension, ()))))
    if quality == "°" and extension == "7":
        intervals = {*TRIADS[quality], 9}
    if quality == "major" and extension == "11":
        intervals -= {4}
    for alteration in re.findall(choice_of(tuple(ALTERATIONS)), match["alterations"]):
        taken, brought = ALTERATIONS[alteration]
        intervals = intervals - {taken} | {brought}
    return tuple(sorted(intervals))


def suffix_of(match: re.Match[str]) -> str:
    """Return what a lead sheet writes after a chord's root: ``m7b5``, ``6/9``, ``maj7#11``."""
    quality, extension = quality_of(match), extension_of(match)
    spelled = SPELLED.get(extension, extension)
    if extension in REPLACED or quality == "major":
        suffix = spelled
    elif quality == "minor":
        suffix = f"m({spelled})" if spelled.startswith(("maj", "add")) else f"m{spelled}"
    elif quality == "+":
        suffix = f"{spelled}#5" if spelled else "aug"
    else:
        suffix = f"m{spelled}b5" if quality == "ø" and spelled else f"dim{spelled}"
    return suffix + (match["alterations"] if extension or not match["alterations"] else f"({match['alterations']})")
