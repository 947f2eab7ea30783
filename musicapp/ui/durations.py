"""Lengths of time as people write them: 0:25, 1:30, 1:02:03."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d)?)|(\d+(?:\.\d)?)")


def clock_text(seconds: float) -> str:
    """Write a time in s as minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def exact_clock_text(seconds: float) -> str:
    """Write a time in s as above, keeping a tenth of a second where there is one."""
    whole, tenth = divmod(round(seconds * 10), 10)
    return clock_text(whole) + (f".{tenth}" if tenth else "")


def clock_seconds(text: str) -> float | None:
    """Read ``1:30``, ``1:02:03`` or ``90`` as a time in s; None if it is neither."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, plain = match.groups()
    return float(plain) if plain else int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
