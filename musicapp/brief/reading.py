"""A sentence made comparable, in which every place still knows where it was written.

Two spellings of one word (upper case, full width, Hangul taken apart into letters,
typographic marks, invisible marks) must be found as one, and reported as written.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import msgspec

from musicapp.core.model import Language

GAPS = frozenset(" \t\u00a0\u3000-_'")
PLAIN_MARKS = {
    "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'", "“": '"', "”": '"', "″": '"', "′": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": ",", "−": "-", "〜": "~", "∼": "~", "～": "~",
    "♯": "#", "♭": "b", "⁄": "/", "∕": "/", "\r": "\n", "、": ",", "。": ".",
}  # fmt: skip
FRACTIONS = "½¼¾"
FIRST_MEDIAL, LAST_FINAL = "\u1160", "\u11ff"


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A folded sentence and its way back.

    folded is lower case, composed, without invisible marks; starts and ends say where each
    of its characters was written in source. flat is folded without gaps; places says where
    each of its characters stands in folded, flat_at the reverse, for every place in folded
    the number of flat characters before it.
    """

    source: str
    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    flat: str
    places: tuple[int, ...]
    flat_at: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """Return the words between two places of folded as they were written."""
        return self.source[self.starts[start] : self.ends[end - 1]]


def read_sentence(source: str) -> Reading:
    """Fold a sentence."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in clusters_of(source):
        folded = fold_cluster(source[start:end])
        letters.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return placed(source, "".join(letters), tuple(starts), tuple(ends))


def placed(source: str, folded: str, starts: tuple[int, ...], ends: tuple[int, ...]) -> Reading:
    """Make a reading of a folded text, and find its gaps."""
    places = tuple(place for place, letter in enumerate(folded) if letter not in GAPS)
    flat = "".join(folded[place] for place in places)
    flat_at = count_letters(folded)
    return Reading(source=source, folded=folded, starts=starts, ends=ends, flat=flat, places=places, flat_at=flat_at)


def count_letters(text: str) -> tuple[int, ...]:
    """Count for every place of a text the characters before it that are no gaps."""
    counts = [0]
    for letter in text:
        counts.append(counts[-1] + (letter not in GAPS))
    return tuple(counts)


def clusters_of(source: str) -> list[tuple[int, int]]:
    """Divide a text into characters with the marks and letters that belong to them."""
    cuts = [place for place, letter in enumerate(source) if place == 0 or not belongs_to_last(letter)]
    return list(pairwise([*cuts, len(source)])) if source else []


def belongs_to_last(letter: str) -> bool:
    """True for combining marks and for vowels and finals of Hangul taken apart."""
    return letter > "\u02ff" and (FIRST_MEDIAL <= letter <= LAST_FINAL or unicodedata.combining(letter) != 0)


def fold_cluster(cluster: str) -> str:
    """Return what a character is compared as; nothing for an invisible mark."""
    if cluster.isascii():
        return PLAIN_MARKS.get(cluster, cluster.lower())
    if cluster in FRACTIONS:
        return cluster
    plain = unicodedata.normalize("NFKC", PLAIN_MARKS.get(cluster, cluster)).lower()
    return "".join(letter for letter in plain if unicodedata.category(letter) not in ("Cf", "Mn"))


def is_hangul(letter: str) -> bool:
    """True for a syllable or a letter of Hangul."""
    return "가" <= letter <= "힣" or "ㄱ" <= letter <= "ㆎ" or "\u1100" <= letter <= LAST_FINAL


def detect_language(prompt: str) -> Language:
    """Return the language a sentence is written in: Korean as soon as it holds Hangul."""
    return "ko" if any(is_hangul(letter) for letter in prompt) else "en"
