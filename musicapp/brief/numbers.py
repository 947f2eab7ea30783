"""Finds numbers: digits, number words in English, numerals in Korean."""

from __future__ import annotations

import re
from functools import cache

from musicapp.brief.reading import Reading
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import read_numerals

SLASHED = r"(?:1/2|1/4|3/4)(?=\s?(?:min|hour|분|시간))"
DIGITS = re.compile(
    rf"(\d{{1,6}}(?:\.\d{{1,3}})?)(?:\s?([½¼¾])|\s({SLASHED}))?(?![\d/])(?!st\b|nd\b|rd\b|th\b)(?:-?ish\b)?"
)
FRACTION = re.compile(rf"[½¼¾]|{SLASHED}")
AFTER_TEMPO = re.compile(
    r"(?:bpm|비피엠|템포|빠르기|속도)(?:은|는|을|를)?[\s:=]{0,3}(?:(?:한|약|대략|대충)\s)?(?:[일이삼사오육칠팔구십백]{1,5}(?:에서|부터)\s)?$"
)
REACH_BACK = 20
COPULA = "이(?=고|며|야|에|면|니|라|지|네|었|구|다|거|어)"
"""The end of 백이고, which is no two."""
KOREAN_UNITS = r"\s?(?:분|초|시간|마디|박|비피엠|bpm|비트|템포)"
LONGEST_NUMERAL = 7


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Build the patterns of one English number word, of Sino-Korean and native numerals, and of any Sino-Korean."""
    numerals = read_numerals()
    english = "|".join(sorted(numerals.english, key=len, reverse=True))
    native = "|".join(sorted(numerals.native, key=len, reverse=True))
    sino = "".join(numerals.sino)
    return (
        re.compile(rf"({english})(?![a-z])"),
        re.compile(rf"([{sino}]{{1,{LONGEST_NUMERAL}}})(?={KOREAN_UNITS})"),
        re.compile(rf"({native})(?={KOREAN_UNITS})"),
        re.compile(rf"(?=[{sino}]{{0,5}}[십백])((?:(?!{COPULA})[{sino}]){{1,{LONGEST_NUMERAL}}})(?![그만배])"),
    )


def scan_number(reading: Reading, start: int) -> Token | None:
    """Read the number that begins at a place."""
    text = reading.folded
    if match := FRACTION.match(text, start):
        return Token(start=start, end=match.end(), number=read_numerals().fractions[match[0]])
    if match := DIGITS.match(text, start):
        extra = read_numerals().fractions.get(match[2] or match[3] or "", 0.0)
        return Token(start=start, end=match.end(), number=float(match[1]) + extra)
    return scan_english(text, start) or scan_korean(text, start)


def scan_english(text: str, start: int) -> Token | None:
    """Read number words such as ``one hundred and twenty`` or ``one twenty``."""
    numerals = read_numerals().english
    value, end, place = 0.0, start, start
    while (match := patterns()[0].match(text, place)) and (end == start or joins(value, numerals[match[1]])):
        value = join_number(value, numerals[match[1]])
        end = match.end()
        place = end + len(re.match(r"(?:\sand\s|[\s-])?", text[end : end + 5])[0])  # type: ignore[index]  # always matches
    return Token(start=start, end=end, number=value) if end > start else None


def joins(value: float, following: float) -> bool:
    """True where a number word belongs to those before it, unlike the "eight" of "twelve eight"."""
    if following == 100:
        return 0 < value < 10
    return (
        0 < value < 10 <= following or (value >= 20 and value % 10 == 0 and following < 10) or value % 100 == 0 < value
    )


def join_number(value: float, following: float) -> float:
    """Add a number word to those before it: ``one`` ``hundred``, ``twenty`` ``five``, ``one`` ``twenty``."""
    if following == 100:
        return max(value, 1) * 100
    return value * 100 + following if 0 < value < 10 and following >= 10 else value + following


def scan_korean(text: str, start: int) -> Token | None:
    """Read numerals before a unit, such as 백이십 or 두, or after a word such as 템포."""
    is_tempo = AFTER_TEMPO.search(text[max(start - REACH_BACK, 0) : start])
    if match := patterns()[3 if is_tempo else 1].match(text, start):
        return Token(start=start, end=match.end(), number=sino_value(match[1]))
    if match := patterns()[2].match(text, start):
        return Token(start=start, end=match.end(), number=read_numerals().native[match[1]])
    return None


def sino_value(word: str) -> float:
    """Return the value of a Sino-Korean numeral: 백이십 is 120, 구십 is 90, 일이공 is 120."""
    digits = [read_numerals().sino[letter] for letter in word]
    if all(digit < 10 for digit in digits):
        return float("".join(f"{digit:g}" for digit in digits))
    total = pending = 0.0
    for digit in digits:
        if digit < 10:
            pending = digit
        else:
            total, pending = total + max(pending, 1) * digit, 0.0
    return total + pending
