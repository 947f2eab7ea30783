"""The words of a sentence, as they are read one after the other."""

from __future__ import annotations

import msgspec

from musicapp.brief.vocabulary import EFFECTS, Meaning

SAID_SUBJECTS = frozenset((*EFFECTS, "keys", "absent", "parts", "numbers"))


class Token(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A word or phrase between two places of the folded sentence.

    roles are what the grammar makes of it; tail is the Hangul that follows it in the same word;
    number a number's value; word the letters of a word that is not known; mark a sign.
    """

    start: int
    end: int
    meanings: tuple[Meaning, ...] = ()
    roles: frozenset[str] = frozenset()
    tail: str = ""
    number: float | None = None
    word: str = ""
    mark: str = ""

    def has_role(self, *names: str) -> bool:
        """True where the grammar gives it one of these roles."""
        return bool(self.roles) and not self.roles.isdisjoint(names)

    def is_about(self, *subjects: str) -> bool:
        """True where one of its meanings belongs to one of these subjects."""
        return bool(self.meanings) and any(meaning.subject in subjects for meaning in self.meanings)

    @property
    def says(self) -> tuple[Meaning, ...]:
        """Its meanings for the music; the min of 3 min is a unit, no mode."""
        if self.is_about("units"):
            return ()
        return tuple(meaning for meaning in self.meanings if meaning.subject in SAID_SUBJECTS)

    @property
    def is_known(self) -> bool:
        """True for a word of the lexicons."""
        return bool(self.meanings)

    @property
    def stem_end(self) -> int:
        """Where it ends without its tail."""
        return self.end - len(self.tail)

    @property
    def is_instrument(self) -> bool:
        """True where it names instruments."""
        return self.is_about("instruments")

    @property
    def is_thing(self) -> bool:
        """True where it can be taken out: an instrument, a style, what cannot be made, a part."""
        return self.is_about("instruments", "styles", "genres", "absent", "parts", "loops", "endings")
