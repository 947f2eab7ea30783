"""What each word of a sentence says about the music."""

from __future__ import annotations

import msgspec

from musicapp.brief.only import find_only, is_featured
from musicapp.brief.reading import Reading
from musicapp.brief.scope import find_negated, is_kind_of_next
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import Meaning, read_endings

INFLECTED = ("moods", "tempos", "energy", "endings")
STRENGTHS = {"too": 1.5, "very": 1.5, "slightly": 0.5}
MANNER_TAILS = ("풍", "처럼", "같이")
DENIAL = 0.6
"""How far a denied quality leans the other way."""


class Clue(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One meaning of one word: where it stands in the folded sentence, and how it was meant.

    text is the word as written, denial the words that take it back. strength is 1 as it is,
    1.5 after "very", below 0 when denied. is_manner is true for the jazz of 재즈풍의 왈츠.
    """

    place: int
    start: int
    end: int
    text: str
    meaning: Meaning
    denial: str = ""
    strength: float = 1.0
    is_only: bool = False
    is_manner: bool = False

    @property
    def is_negated(self) -> bool:
        """True where it is not wanted."""
        return self.denial != ""


def find_clues(reading: Reading, tokens: tuple[Token, ...]) -> tuple[Clue, ...]:
    """Return the clues of the known words, in order."""
    negated = find_negated(tokens)
    only = find_only(tokens, negated)
    places = (place for place, token in enumerate(tokens) if token.says)
    return tuple(clue for place in places for clue in clues_of(reading, tokens, place, negated, only))


def clues_of(
    reading: Reading, tokens: tuple[Token, ...], place: int, negated: dict[int, int], only: frozenset[int]
) -> list[Clue]:
    """Return what one token says, a clue for each of its meanings."""
    token, end = tokens[place], quoted_end(tokens[place])
    denial = quote_denial(reading, tokens, place, negated[place]) if place in negated else ""
    return [
        Clue(
            place=place,
            start=token.start,
            end=end,
            text=reading.quote(token.start, end),
            meaning=as_meant(tokens, place, meaning),
            denial=denial,
            strength=-DENIAL if denial else strength_of(tokens, place),
            is_only=place in only,
            is_manner=is_manner(tokens, place),
        )
        for meaning in token.says
    ]


def is_manner(tokens: tuple[Token, ...], place: int) -> bool:
    """True for what only colours what follows: 재즈풍의, 메탈처럼, 힙합 느낌의, "jazz-style", "funky", "rock drums"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    is_followed = after is not None and after.has_role("kind", "tinge") and not after.says
    return (
        tokens[place].tail.startswith(MANNER_TAILS)
        or tokens[place].has_role("tinge")
        or is_followed
        or is_kind_of_next(tokens, place)
    )


def as_meant(tokens: tuple[Token, ...], place: int, meaning: Meaning) -> Meaning:
    """Return a meaning; "with a piano solo" is no style but an instrument that is asked for."""
    if meaning.only and is_featured(tokens, place):
        return Meaning(name=meaning.name, subject="instruments", instruments=meaning.only)
    return meaning


def quoted_end(token: Token) -> int:
    """Return where the words to show end: with an adjective's ending, without a noun's particle."""
    is_particle = token.tail in read_endings().particles and not token.is_about(*INFLECTED)
    return token.stem_end if is_particle else token.end


def quote_denial(reading: Reading, tokens: tuple[Token, ...], place: int, by: int) -> str:
    """Return a word together with what takes it back, if nothing else that matters stands between."""
    first, last = min(place, by), max(place, by)
    if any(tokens[at].says for at in range(first + 1, last)):
        return reading.quote(tokens[place].start, quoted_end(tokens[place]))
    end = tokens[last].end if last == by else quoted_end(tokens[last])
    return reading.quote(tokens[first].start, end)


def strength_of(tokens: tuple[Token, ...], place: int) -> float:
    """Return how strongly a word is meant, from the word before it."""
    before = tokens[place - 1] if place else None
    found = (value for role, value in STRENGTHS.items() if before is not None and before.has_role(role))
    return next(found, 1.0)
