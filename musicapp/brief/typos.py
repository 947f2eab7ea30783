"""Finds the word that a misspelled English one was meant to be: one letter wrong, missing, too many or out of place."""

from __future__ import annotations

from functools import cache

from musicapp.brief.phrases import Phrase, phrase_index

SUBJECTS = ("instruments", "styles", "genres", "units")
"""What a misspelled word is searched among: moods have too many neighbours."""
SOUNDS = (("ck", "c"), ("k", "c"), ("ph", "f"), ("z", "s"), ("y", "i"))
SHORTEST, LONGEST = 6, 24
"""Shorter words are too near to others, longer ones are none."""


def correct(word: str) -> Phrase | None:
    """Return the phrase that a misspelled word was meant to be, None where there is none or more than one."""
    if not SHORTEST < len(word) <= LONGEST:
        return None
    plain = fold_sounds(word)
    meant = {*near(plain), *near(plain.removesuffix("s"))}
    return phrase_index().phrases[meant.pop()] if len(meant) == 1 else None


def near(word: str) -> set[str]:
    """Return the known words that differ by one slip between the same first and last letters, or by the last letter."""
    found = {known for slip in slips_of(word) for known in known_by_slips().get(slip, ())}
    exact = {letters for letters, plain in found if plain == word}
    return exact or {letters for letters, plain in found if is_near(word, plain)}


def is_near(word: str, known: str) -> bool:
    """True where a word ends as a known one does and is about as long, or lacks nothing but its last letter."""
    return word == known[:-1] or (word[-1] == known[-1] and abs(len(known) - len(word)) <= 1)


def fold_sounds(word: str) -> str:
    """Return a word with one letter for each sound that has several."""
    for letters, plain in SOUNDS:
        word = word.replace(letters, plain)
    return word


def slips_of(word: str) -> set[str]:
    """Return a word as it is, and without each of its inner letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(1, len(word) - 1))}


@cache
def known_by_slips() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the known words, each with how it sounds, by that and by what is left of it without a letter."""
    known: dict[str, tuple[tuple[str, str], ...]] = {}
    for letters, phrase in phrase_index().phrases.items():
        is_word = letters.isascii() and letters.isalpha() and len(letters) >= SHORTEST
        if is_word and any(meaning.subject in SUBJECTS for meaning in phrase.meanings):
            plain = fold_sounds(letters)
            for slip in {*slips_of(plain), plain[:-1]}:
                known[slip] = (*known.get(slip, ()), (letters, plain))
    return known
