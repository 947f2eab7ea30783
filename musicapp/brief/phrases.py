"""Finds known words in a sentence, whatever their spacing and endings."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from musicapp.brief.numbers import scan_number
from musicapp.brief.reading import GAPS, Reading, is_hangul
from musicapp.brief.vocabulary import EFFECTS, OTHERS, Meaning, read_endings, read_subject

ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
DIGITS = frozenset("0123456789")
LONGEST_WORD = 24
LACKING = re.compile("less(?![a-z])")
"""What makes a thing one that is not there: guitarless."""
MISSPELLED, SHORTEST_MISSPELLED = ("instruments", "styles"), 3
VOWELS, CODAS = 21, 28
ALIKE_VOWELS = {1: 5, 5: 1}
"""ㅐ and ㅔ by their places among the vowels of Hangul syllables."""
CAN_BE_LACKED = ("instruments", "absent")
NO_ROLES: frozenset[str] = frozenset()
WITHOUT_GAPS = str.maketrans("", "", "".join(GAPS))


class Phrase(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A word or several: its meanings, its roles in the grammar, its spaces, how it may begin and end.

    gaps says before how many of its letters a space may stand.
    """

    meanings: tuple[Meaning, ...]
    roles: frozenset[str]
    gaps: tuple[int, ...]
    begins_words: bool
    takes_any_ending: bool

    @property
    def may_begin_inside(self) -> bool:
        """True where it is also found in the middle of a run of Hangul."""
        return self.takes_any_ending and not self.begins_words


class Match(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A phrase found between two places of the folded sentence."""

    start: int
    end: int
    phrase: Phrase


class PhraseIndex(msgspec.Struct, frozen=True, kw_only=True):
    """All phrases by their letters, and for each first letter the lengths there are, longest first."""

    phrases: dict[str, Phrase]
    lengths: dict[str, tuple[int, ...]]


@cache
def phrase_index() -> PhraseIndex:
    """Index the vocabulary."""
    phrases: dict[str, Phrase] = {}
    for subject in (*EFFECTS, *OTHERS):
        for meaning in read_subject(subject):
            for word in (*meaning.en, *meaning.ko):
                add_phrase(phrases, word, meaning)
    add_misspelled(phrases)
    lengths: dict[str, set[int]] = {}
    for letters in phrases:
        lengths.setdefault(letters[0], set()).add(len(letters))
    ordered = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
    return PhraseIndex(phrases=phrases, lengths=ordered)


def add_misspelled(phrases: dict[str, Phrase]) -> None:
    """Add names of instruments and styles with ㅐ for every ㅔ and the reverse, which sound alike."""
    for letters, phrase in tuple(phrases.items()):
        is_name = any(meaning.subject in MISSPELLED for meaning in phrase.meanings)
        if is_name and len(letters) >= SHORTEST_MISSPELLED:
            phrases.setdefault("".join(swap_vowel(letter) for letter in letters), phrase)


def swap_vowel(letter: str) -> str:
    """Return a syllable of Hangul with ㅔ for ㅐ or the reverse, any other letter as it is."""
    if not "가" <= letter <= "힣":
        return letter
    place = ord(letter) - ord("가")
    vowel = place // CODAS % VOWELS
    return chr(ord(letter) + (ALIKE_VOWELS.get(vowel, vowel) - vowel) * CODAS)


def add_phrase(phrases: dict[str, Phrase], word: str, meaning: Meaning) -> None:
    """Put one word of the lexicon, which is written as sentences are folded, into the index."""
    plain = (word.removeprefix("^").rstrip("~=") or word).strip().lower()
    letters = plain.translate(WITHOUT_GAPS)
    before = phrases.get(letters)
    if before is None:
        phrases[letters] = phrase_of(word, letters, gaps_of(plain, letters), meaning)
        return
    phrases[letters] = msgspec.structs.replace(
        before,
        meanings=(*before.meanings, *(() if meaning in before.meanings else (meaning,))),
        roles=before.roles | roles_of(meaning),
        gaps=tuple({*before.gaps, *gaps_of(plain, letters)}),
    )


def phrase_of(word: str, letters: str, gaps: tuple[int, ...], meaning: Meaning) -> Phrase:
    """Make the phrase of one word of the lexicon."""
    is_short = len(letters) == 1 and is_hangul(letters)
    return Phrase(
        meanings=(meaning,),
        roles=roles_of(meaning),
        gaps=gaps,
        begins_words=word.startswith("^"),
        takes_any_ending=not word.endswith("=") and (word.endswith("~") or not is_short),
    )


def roles_of(meaning: Meaning) -> frozenset[str]:
    """Return the role a meaning has in the grammar."""
    return frozenset((meaning.name,)) if meaning.subject == "grammar" else NO_ROLES


def gaps_of(word: str, letters: str) -> tuple[int, ...]:
    """Return before how many of its letters a word has a gap."""
    if len(word) == len(letters):
        return ()
    return tuple(len(word[:place].translate(WITHOUT_GAPS)) for place, letter in enumerate(word) if letter in GAPS)


def match_phrase(reading: Reading, start: int, *, is_inside: bool) -> Match | None:
    """Find the longest phrase that begins at a place of the folded sentence.

    Args:
        is_inside: the place is in the middle of a run of Hangul, where short words are chance.
    """
    index = phrase_index()
    first = reading.flat_at[start]
    left = len(reading.flat) - first
    for length in index.lengths.get(reading.folded[start], ()):
        phrase = index.phrases.get(reading.flat[first : first + length]) if length <= left else None
        if phrase is None or (is_inside and not phrase.may_begin_inside):
            continue
        match = Match(start=start, end=reading.places[first + length - 1] + 1, phrase=phrase)
        if has_right_spaces(reading, match, first) and (end := end_of_word(reading, match)) is not None:
            return Match(start=start, end=end, phrase=phrase)
    return None


def has_right_spaces(reading: Reading, match: Match, first: int) -> bool:
    """True where every gap in the sentence is one the phrase has too."""
    last = reading.flat_at[match.end]
    if match.end - match.start == last - first:
        return True
    return all(
        place - first in match.phrase.gaps
        for place in range(first + 1, last)
        if reading.places[place] - reading.places[place - 1] > 1
    )


def end_of_word(reading: Reading, match: Match) -> int | None:
    """Return where the word ends, a plural s included, or None where the phrase is only a part of it."""
    text, end = reading.folded, match.end
    last, rest = text[end - 1], text[end : end + 2]
    if last in ASCII_LETTERS:
        end += rest.startswith("s") and last != "s"
        return end if text[end : end + 1] not in ASCII_LETTERS or is_lacking(match, text, end) else None
    if last in DIGITS:
        return None if rest[:1] in DIGITS else end
    if match.phrase.takes_any_ending or not is_hangul(last):
        return end
    return end if may_follow(reading, end) else None


def is_lacking(match: Match, text: str, end: int) -> bool:
    """True for the instrument of a word such as guitarless."""
    is_thing = any(meaning.subject in CAN_BE_LACKED for meaning in match.phrase.meanings)
    return is_thing and LACKING.match(text, end) is not None


def may_follow(reading: Reading, end: int) -> bool:
    """True where what follows a short Korean word is nothing, a particle, another known word or a number."""
    rest = reading.folded[end : end_of_hangul(reading.folded, end)]
    if not rest or rest in read_endings().particles:
        return True
    return match_phrase(reading, end, is_inside=True) is not None or scan_number(reading, end) is not None


def end_of_hangul(text: str, start: int) -> int:
    """Return where the run of Hangul that begins here ends; no further than any word is long."""
    end, furthest = start, min(len(text), start + LONGEST_WORD)
    while end < furthest and is_hangul(text[end]):
        end += 1
    return end
