"""What words such as 점점, gradually or "starts" make of the mood beside them."""

from __future__ import annotations

from collections.abc import Callable

from musicapp.brief.clues import Clue, quoted_end
from musicapp.brief.only import is_alone_at_first, is_alone_at_last
from musicapp.brief.reading import Reading
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import Meaning

REACH = 3
"""How many words further the mood may stand."""
GIVING_WAY = "다가"
"""What a Korean mood ends in that gives way to another: 잔잔하다가."""


def find_changes(reading: Reading, tokens: tuple[Token, ...]) -> tuple[Clue, ...]:
    """Return what the energy comes to by moods that are said to come, or to be there only at first."""
    found = (change_at(reading, tokens, place) for place, token in enumerate(tokens) if token.is_known)
    return tuple(clue for clue in found if clue is not None)


def change_at(reading: Reading, tokens: tuple[Token, ...], place: int) -> Clue | None:
    """Return the change that begins with a token; None where it says nothing of time."""
    token = tokens[place]
    if is_alone_at_first(tokens, place):
        return change_clue(reading, tokens, (place, place), is_rising=True)
    if is_alone_at_last(tokens, place):
        return change_clue(reading, tokens, (place, place), is_rising=False)
    if token.has_role("gradually", "later"):
        return change_to(reading, tokens, place, is_lively)
    if token.has_role("begins"):
        return change_to(reading, tokens, place, is_calm)
    return change_from(reading, tokens, place) if arousal_of(token) else None


def change_from(reading: Reading, tokens: tuple[Token, ...], place: int) -> Clue | None:
    """Return where a mood leads that is there only at first: 조용하게 시작해서, 잔잔하다가."""
    last = place + 1 if is_only_filler(tokens, place + 1) else place
    is_begun = last + 1 < len(tokens) and tokens[last + 1].has_role("begun", "beginning")
    if is_begun or tokens[place].tail.endswith(GIVING_WAY):
        return change_clue(reading, tokens, (place, last + 1 if is_begun else place), is_rising=is_calm(tokens[place]))
    return None


def is_only_filler(tokens: tuple[Token, ...], place: int) -> bool:
    """True for a word that says nothing, such as the 하게 of 고요하게."""
    return place < len(tokens) and tokens[place].is_about("filler") and not tokens[place].roles


def change_to(reading: Reading, tokens: tuple[Token, ...], place: int, rises: Callable[[Token], bool]) -> Clue | None:
    """Return where one word of time leads, None where no livelier or calmer mood follows."""
    for at in range(place + 1, min(place + 1 + REACH, len(tokens))):
        if tokens[at].mark or tokens[at].has_role("with", "and"):
            return None
        if arousal_of(tokens[at]):
            return change_clue(reading, tokens, (place, at), is_rising=rises(tokens[at]))
    return None


def change_clue(reading: Reading, tokens: tuple[Token, ...], places: tuple[int, int], *, is_rising: bool) -> Clue:
    """Return a change that is said by the words from one place to another."""
    start, end = tokens[places[0]].start, quoted_end(tokens[places[1]])
    meaning = Meaning(name="change", subject="energy", energy="rising" if is_rising else "falling")
    return Clue(place=places[0], start=start, end=end, text=reading.quote(start, end), meaning=meaning)


def arousal_of(token: Token) -> float:
    """Return how lively what a word says is, below 0 for calm."""
    return sum(meaning.arousal for meaning in token.says)


def is_lively(token: Token) -> bool:
    """True for a word such as exciting."""
    return arousal_of(token) > 0


def is_calm(token: Token) -> bool:
    """True for a word such as quiet."""
    return arousal_of(token) < 0
