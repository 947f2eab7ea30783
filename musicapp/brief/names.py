"""Finds titles in quotes and names of artists, whose words say nothing of the music."""

from __future__ import annotations

import re

from musicapp.brief.reading import GAPS, Reading
from musicapp.brief.tokens import Token

WORKS = r"(?:called|titled|entitled|named|title|film|movie|game|book|novel|제목|이름|타이틀|영화|게임|소설|드라마|앨범)"
OPENS, CLOSES = "[\"「『《〈]|(?<![a-z0-9])'", "[\"」』》〉]|'(?![a-z])"
TITLE = re.compile(rf"{WORKS}(?:은|는|이|가)?[\s:,]{{0,3}}(?:{OPENS})(?P<title>[^\"」』》〉\n]{{1,80}}?)(?:{CLOSES})")
NAMED = re.compile(rf"(?:{OPENS})(?P<title>[^\"」』》〉\n]{{1,80}}?)(?:{CLOSES})(?:이?라는|이?란)\s")
"""A title, with a word for what bears it before, and one with 라는 behind."""
LONGEST_NAME = 4


def hush_names(reading: Reading, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with the words of titles left empty, and each name of several words as one unknown word."""
    titles = [match.span("title") for pattern in (TITLE, NAMED) for match in pattern.finditer(reading.folded)]
    if titles:
        tokens = tuple(empty(token) if is_within(token, titles) else token for token in tokens)
    return join_names(reading, tokens)


def empty(token: Token) -> Token:
    """Return a token that says nothing in place of another."""
    return Token(start=token.start, end=token.end)


def is_within(token: Token, spans: list[tuple[int, int]]) -> bool:
    """True for a token inside one of some spans."""
    return any(first <= token.start < last for first, last in spans)


def join_names(reading: Reading, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make one unknown word of each name such as Daft Punk, where it stands for a manner of playing."""
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        last = end_of_name(reading, tokens, place)
        is_manner = last > place + 1 and is_beside_manner(tokens, place, last)
        last = last if is_manner else place + 1
        start, end = tokens[place].start, tokens[last - 1].end
        joined.append(Token(start=start, end=end, word=reading.folded[start:end]) if is_manner else tokens[place])
        place = last
    return tuple(joined)


def end_of_name(reading: Reading, tokens: tuple[Token, ...], place: int) -> int:
    """Return the place behind the words with capitals that begin with an unknown one."""
    if not tokens[place].word:
        return place
    at = place
    while at < min(place + LONGEST_NAME, len(tokens)) and is_capital(reading, tokens[at]):
        if at > place and any(letter not in GAPS for letter in reading.folded[tokens[at - 1].end : tokens[at].start]):
            return at
        at += 1
    return at


def is_capital(reading: Reading, token: Token) -> bool:
    """True for a word that begins with a capital."""
    return not token.mark and reading.quote(token.start, token.start + 1).isupper()


def is_beside_manner(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """True for the name of "in the style of Daft Punk" and "Daft Punk style"."""
    before = first > 0 and tokens[first - 1].has_role("style of", "like")
    return before or (last < len(tokens) and tokens[last].has_role("kind", "alike"))
