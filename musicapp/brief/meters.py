"""Finds meters written in numbers, and lengths written like a clock's."""

from __future__ import annotations

import re

from musicapp.brief.numbers import sino_value
from musicapp.brief.phrases import may_follow
from musicapp.brief.reading import Reading
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import Meaning

NUMERAL = r"\d{1,2}|[이삼사오육칠팔구십]{1,3}"
WRITTEN = re.compile(r"(?P<top>\d{1,2})\s?/\s?(?P<bottom>\d{1,2})(?![\d/])")
SPOKEN = re.compile(rf"(?P<bottom>{NUMERAL})\s?분의\s?(?P<top>{NUMERAL})(?:\s?박자?)?")
COUNTED = re.compile(r"(?P<top>\d{1,2})\s?박자")
COUNTED_IN = re.compile(r"in\s(?P<top>[3-7])(?=\s?(?:$|[,.;\n]))")
CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3})(?::([0-5]\d)|'\s?([0-5]?\d)(?:\"|'')?)(?![\d:])(?!\s?[ap]\.?m\b)")
TOPS = range(2, 14)
EIGHTH_METERS = (6, 7, 9, 12)


def scan_meter(reading: Reading, start: int) -> Token | None:
    """Read a meter such as ``3/4``, 4분의 3박자, 3박자 or ``in 3``."""
    text = reading.folded
    patterns = (WRITTEN, SPOKEN, COUNTED, COUNTED_IN)
    match = next((found for pattern in patterns if (found := pattern.match(text, start))), None)
    if match is None:
        return None
    top = whole(match["top"])
    bottom = whole(match["bottom"]) if "bottom" in match.re.groupindex else 8 if top in EIGHTH_METERS else 4
    if top not in TOPS or bottom not in (2, 4, 8) or not may_follow(reading, match.end()):
        return None
    meaning = Meaning(name="meter", subject="meters", meter=f"{top}/{bottom}")
    return Token(start=start, end=match.end(), meanings=(meaning,))


def whole(numeral: str) -> int:
    """Return the value of digits or of a Korean numeral."""
    return int(numeral) if numeral.isdigit() else int(sino_value(numeral))


def scan_clock(reading: Reading, start: int) -> Token | None:
    """Read a length such as ``1:30``, ``1:02:30`` or ``2'30``."""
    match = CLOCK.match(reading.folded, start)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in (match[1], match[2], match[3] or match[4]))
    meaning = Meaning(name="clock", subject="lengths", seconds=float(hours * 3600 + minutes * 60 + seconds))
    return Token(start=start, end=match.end(), meanings=(meaning,))
