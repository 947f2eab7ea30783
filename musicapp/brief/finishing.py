"""What a mood says of the end alone: "an explosive finale", 조용한 마무리, "ends on a loud chord"."""

from __future__ import annotations

from musicapp.brief.clues import Clue, quoted_end
from musicapp.brief.gradual import is_only_filler
from musicapp.brief.reading import Reading
from musicapp.brief.shape import Ending
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import Meaning

REACH = 4
"""How many words after "ends" may tell how."""
LIVELY, CALM = 0.8, -0.9
"""From what arousal on a mood makes an end sudden, or lets it fade."""


def find_finishes(reading: Reading, tokens: tuple[Token, ...]) -> tuple[Clue, ...]:
    """Return the endings that moods beside a word for the end ask for, in order."""
    found = (finish_at(reading, tokens, place) for place in range(len(tokens)) if tokens[place].has_role("finish"))
    return tuple(clue for clue in found if clue is not None)


def finish_at(reading: Reading, tokens: tuple[Token, ...], place: int) -> Clue | None:
    """Return how one word for the end is meant, None where nothing beside it tells."""
    told = next((at for at in places_beside(tokens, place) if manner_of(tokens[at])), None)
    if told is None or is_ended(tokens, place):
        return None
    first, last = min(place, told), max(place, told)
    start, end = tokens[first].start, quoted_end(tokens[last])
    meaning = Meaning(name="finish", subject="endings", ending=manner_of(tokens[told]))
    return Clue(place=told, start=start, end=end, text=reading.quote(start, end), meaning=meaning)


def is_ended(tokens: tuple[Token, ...], place: int) -> bool:
    """True where a word for the end already says how, as "fading" and 쾅 do."""
    return tokens[place].is_about("endings")


def places_beside(tokens: tuple[Token, ...], place: int) -> list[int]:
    """Return where a word may tell how it ends: right before, or a few words after."""
    before = place - 2 if is_only_filler(tokens, place - 1) else place - 1
    after = range(place + 1, min(place + 1 + REACH, len(tokens)))
    stop = next((at for at in after if tokens[at].mark), after.stop)
    return [*([before] if before >= 0 else []), *range(place + 1, stop)]


def manner_of(token: Token) -> Ending | None:
    """Return the ending that a word makes, None for most."""
    arousal = sum(meaning.arousal for meaning in token.says if meaning.subject == "moods")
    if token.has_role("impact") or arousal >= LIVELY:
        return "hit"
    return "fade" if arousal <= CALM else None
