"""What mood words mean for the music. Words that are not listed change nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("moods.toml")


class Mood(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mood's influence, 0 for none.

    energy lifts every section; register moves the melody (semitones); motion makes the
    melody busier; colour makes borrowed and applied chords likelier; legato lengthens.
    """

    energy: float = 0.0
    register: float = 0.0
    motion: float = 0.0
    colour: float = 0.0
    legato: float = 0.0


class MoodTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Moods by name, and other words for them."""

    moods: dict[str, Mood]
    words: dict[str, tuple[str, ...]]


def load_moods() -> MoodTable:
    """Read the table.

    Raises:
        ValueError: it breaks the schema.
    """
    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), MoodTable)


def known_moods(words: tuple[str, ...], table: MoodTable) -> tuple[str, ...]:
    """Return the moods that some words name, in order, each once."""
    found = (
        name
        for word in words
        for name, others in table.words.items()
        if word.casefold() == name or any(other in word.casefold() for other in others)
    )
    return tuple(dict.fromkeys(found))


def blend_moods(words: tuple[str, ...], table: MoodTable) -> Mood:
    """Average the influences of all moods named; none leaves everything as it is."""
    moods = [table.moods[name] for name in known_moods(words, table)]
    if not moods:
        return Mood()
    fields = Mood.__struct_fields__
    return Mood(**{field: sum(getattr(mood, field) for mood in moods) / len(moods) for field in fields})
