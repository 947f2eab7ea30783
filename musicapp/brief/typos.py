"""Finds the word that a misspelled English one was meant to be: one letter wrong, missing, too many or out of place."""

from __future__ import annotations

from functools import cache

from musicapp.brief.phrases import Phrase, phrase_index

SUBJECTS = ("instruments", "styles", "genres", "units")
"""What a misspelled word is searched among: moods have too many neighbours."""
SHORTEST, LONGEST = 6, 24
"""Shorter words are too near to others, longer ones are none."""


def correct(word: str) -> Phrase | None:
    """Return the phrase that a misspelled word was meant to be, None where there is none or more than one."""
    if not SHORTEST < len(word) <= LONGEST:
        return None
    singular = word.removesuffix("s")
    meant = {*near(word), *near(singular)}
    return phrase_index().phrases[meant.pop()] if len(meant) == 1 else None


def near(word: str) -> set[str]:
    """Return the known words that differ by one slip between the same first and last letters, or by the last letter."""
    found = {letters for slip in slips_of(word) for letters in known_by_slips().get(slip, ())}
    alike = {letters for letters in found if letters[-1] == word[-1] and abs(len(letters) - len(word)) <= 1}
    return alike | {letters for letters in known_by_slips().get(word, ()) if letters[:-1] == word}


def slips_of(word: str) -> set[str]:
    """Return a word as it is, and without each of its inner letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(1, len(word) - 1))}


@cache
def known_by_slips() -> dict[str, tuple[str, ...]]:
    """Return the known words by themselves and by what is left of them without a letter."""
    known: dict[str, tuple[str, ...]] = {}
    for letters, phrase in phrase_index().phrases.items():
        is_word = letters.isascii() and letters.isalpha() and len(letters) >= SHORTEST
        if is_word and any(meaning.subject in SUBJECTS for meaning in phrase.meanings):
            for slip in (*slips_of(letters), letters[:-1]):
                known[slip] = (*known.get(slip, ()), letters)
    return known
