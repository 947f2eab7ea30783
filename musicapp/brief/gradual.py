"""What words such as 점점 or gradually make of the mood after them."""

from __future__ import annotations

from musicapp.brief.clues import Clue, quoted_end
from musicapp.brief.reading import Reading
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import Meaning

REACH = 3
"""How many words further the mood may stand."""


def find_changes(reading: Reading, tokens: tuple[Token, ...]) -> tuple[Clue, ...]:
    """Return "gradually" with the mood it leads to as rising or falling energy."""
    found = (change_after(reading, tokens, at) for at, token in enumerate(tokens) if token.has_role("gradually"))
    return tuple(clue for clue in found if clue is not None)


def change_after(reading: Reading, tokens: tuple[Token, ...], place: int) -> Clue | None:
    """Return where one "gradually" leads, None where no livelier or calmer mood follows."""
    for token in tokens[place + 1 : place + 1 + REACH]:
        arousal = sum(meaning.arousal for meaning in token.says)
        if token.mark:
            return None
        if arousal:
            start, end = tokens[place].start, quoted_end(token)
            meaning = Meaning(name="gradually", subject="energy", energy="rising" if arousal > 0 else "falling")
            return Clue(place=place, start=start, end=end, text=reading.quote(start, end), meaning=meaning)
    return None
