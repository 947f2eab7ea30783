"""Reads a sentence into tokens, longest words first, from left to right."""

from __future__ import annotations

import msgspec

from musicapp.brief.keys import scan_key
from musicapp.brief.meters import scan_clock, scan_meter
from musicapp.brief.numbers import scan_number
from musicapp.brief.phrases import LACKING, Match, end_of_hangul, match_phrase
from musicapp.brief.reading import GAPS, Reading, is_hangul
from musicapp.brief.tokens import Token
from musicapp.brief.typos import correct
from musicapp.brief.vocabulary import read_endings


def read_tokens(reading: Reading) -> tuple[Token, ...]:
    """Return the tokens of a sentence in order."""
    tokens: list[Token] = []
    place = 0
    while place < len(reading.folded):
        if reading.folded[place] in GAPS:
            place += 1
            continue
        tail = tail_length(reading, tokens[-1], place) if tokens and tokens[-1].end == place else 0
        if tail:
            ending = reading.folded[place : place + tail]
            tokens[-1] = msgspec.structs.replace(tokens[-1], tail=tokens[-1].tail + ending, end=place + tail)
        else:
            tokens.append(exact_after_unit(reading, tokens, place) or next_token(reading, place))
        place = tokens[-1].end
    return tuple(tokens)


def exact_after_unit(reading: Reading, tokens: list[Token], place: int) -> Token | None:
    """Read the 삼십 of 이분삼십초 or the key of 2분라단조, which no space parts from the unit before."""
    is_glued_to_unit = bool(tokens) and tokens[-1].end == place and tokens[-1].is_about("units")
    return (scan_number(reading, place) or scan_key(reading, place)) if is_glued_to_unit else None


def tail_length(reading: Reading, last: Token, place: int) -> int:
    """Return how much of the Hangul here belongs to the word before it."""
    text = reading.folded
    if last.is_thing and LACKING.match(text, place):
        return len("less")
    if not is_hangul(text[place]) or last.mark or last.tail:
        return 0
    end = end_of_hangul(text, place)
    if text[place:end] in read_endings().particles:
        return end - place
    return 0 if is_number_after(reading, last, place) else next_inner_word(reading, place, end) - place


def is_number_after(reading: Reading, last: Token, place: int) -> bool:
    """True where Hangul right after a number, a unit or a foreign word begins with a number or what it counts."""
    if last.is_about("units"):
        return scan_number(reading, place) is not None or scan_key(reading, place) is not None
    is_apart = last.number is not None or not is_hangul(reading.folded[place - 1])
    return is_apart and best_scan(reading, place) is not None


def next_inner_word(reading: Reading, place: int, end: int) -> int:
    """Return where, between two places of a run of Hangul, the next known word begins, or its end."""
    inner = (at for at in range(place, end) if match_phrase(reading, at, is_inside=True) is not None)
    return next(inner, end)


def next_token(reading: Reading, place: int) -> Token:
    """Read the token that begins at a place."""
    text = reading.folded
    letter = text[place]
    is_inside = place > 0 and is_hangul(letter) and is_hangul(text[place - 1])
    found = inner_token(reading, place) if is_inside else best_scan(reading, place)
    if found is not None:
        return found
    if is_hangul(letter):
        end = next_inner_word(reading, place + 1, end_of_hangul(text, place))
        return Token(start=place, end=end, word=text[place:end])
    if not letter.isalnum():
        return Token(start=place, end=place + 1, mark=letter)
    end = place
    while end < len(text) and text[end].isalnum() and not is_hangul(text[end]):
        end += 1
    return foreign_word(reading, place, end)


def foreign_word(reading: Reading, start: int, end: int) -> Token:
    """Read a word that is not known: a name where a capital stands in the middle, else perhaps a misspelled one."""
    word = reading.folded[start:end]
    is_name = start > 0 and reading.quote(start, start + 1).isupper()
    meant = None if is_name else correct(word)
    if meant is None:
        return Token(start=start, end=end, word=word)
    return Token(start=start, end=end, meanings=meant.meanings, roles=meant.roles)


def inner_token(reading: Reading, place: int) -> Token | None:
    """Read a known word in the middle of a run of Hangul; after a number a unit may be short."""
    match = match_phrase(reading, place, is_inside=True) or match_phrase(reading, place, is_inside=False)
    return None if match is None else token_of(match)


def best_scan(reading: Reading, place: int) -> Token | None:
    """Return the longest of what can be read here; of equals the most precise."""
    match = None if is_glued(reading, place) else match_phrase(reading, place, is_inside=False)
    phrase = None if match is None else token_of(match)
    if not reading.folded[place].isalnum():
        return phrase
    scans = (scan_meter(reading, place), scan_clock(reading, place), scan_key(reading, place))
    found = [token for token in (*scans, scan_number(reading, place), phrase) if token is not None]
    return max(found, key=lambda token: token.end, default=None)


def is_glued(reading: Reading, place: int) -> bool:
    """True for the 50 of 1m50s, which is no decade."""
    before, here = reading.folded[max(place - 1, 0) : place], reading.folded[place]
    return here.isdigit() and before.isascii() and before.isalpha()


def token_of(match: Match) -> Token:
    """Make the token of a known phrase."""
    phrase = match.phrase
    return Token(start=match.start, end=match.end, meanings=phrase.meanings, roles=phrase.roles)
