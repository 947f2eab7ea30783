"""Turns a title into a file or folder name that Linux, Windows and macOS all take.

The rules are the union of what the three refuse: Windows' nine characters, device names
and trailing dots, and 255 bytes a name on Linux. What a person reads stays readable.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

NAME_LIMIT_BYTES = 180
"""Leaves room below 255 bytes for a date, `` (99)``, an extension and a temp suffix."""

NAME_LIMIT_UNITS = 80
"""In UTF-16 units: Windows counts 260 of them over a whole path."""

UNTITLED = "Untitled"

_LOOK_ALIKES = str.maketrans({
    ":": "：",
    "?": "？",
    "/": "／",
    "\\": "＼",
    "*": "＊",
    "<": "＜",
    ">": "＞",
    "|": "｜",
    # Letters that are drawn as nothing: a name made of them could not be seen.
    "\u115f": " ",
    "\u1160": " ",
    "\u2800": " ",
    "\u3164": " ",
    "\uffa0": " ",
})  # fmt: skip
_OPENING_QUOTE = re.compile(r'(?:(?<=^)|(?<=[\s(\[{“]))"')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"}
    | {f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"}
)


def safe_name(title: str, limit_bytes: int = NAME_LIMIT_BYTES) -> str:
    """Name a file or folder after a title.

    Args:
        title: anything, also what cannot be seen, written or trusted.
        limit_bytes: the most UTF-8 bytes the name may have, at least 8.

    Returns:
        A name in NFC that is never empty, hidden, an option, a device of Windows or a
        step to another folder. The same title always gives the same name.

    Raises:
        ValueError: limit_bytes is under 8.
    """
    if limit_bytes < len(UNTITLED):
        raise ValueError(f"a name needs {len(UNTITLED)} bytes, not {limit_bytes}")
    readable = _readable(title)
    name = _shortened(readable, limit_bytes) or UNTITLED
    if _is_device(name):
        return _shortened("_" + readable, limit_bytes)
    return name


def folder_name(day: date, title: str, n: int = 1, limit_bytes: int = NAME_LIMIT_BYTES) -> str:
    """Name a track's folder: ``2026-11-24 Spring rain``, the second ``… (2)``.

    Args:
        day: the local day on which the track was asked for.
        title: any title.
        n: 1 for the first folder of this name, which carries no number.
        limit_bytes: the most UTF-8 bytes the title's part may have, at least 8.
    """
    number = f" ({n})" if n > 1 else ""
    return f"{day.isoformat()} {safe_name(title, limit_bytes)}{number}"


def _readable(title: str) -> str:
    """Replace what a system refuses by what looks like it; drop what cannot be seen."""
    spaced = " ".join(unicodedata.normalize("NFC", title).split())
    quoted = _OPENING_QUOTE.sub("“", spaced).replace('"', "”")
    seen = (sign for sign in quoted.translate(_LOOK_ALIKES) if unicodedata.category(sign) not in _INVISIBLE)
    composed = unicodedata.normalize("NFC", "".join(seen))
    return " ".join(composed.split()).lstrip(". -")


def _shortened(name: str, limit_bytes: int) -> str:
    """Keep as many whole letters as fit, and no dot or space at the end."""
    kept: list[str] = []
    room_bytes, room_units = limit_bytes, NAME_LIMIT_UNITS
    for letter in _letters(name):
        room_bytes -= len(letter.encode())
        room_units -= len(letter.encode("utf-16-le")) // 2
        if room_bytes < 0 or room_units < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip(". ")


def _letters(name: str) -> list[str]:
    """Split a name where it may be cut: marks, jamo and flags stay with their letter."""
    letters: list[str] = []
    for sign in name:
        if letters and _continues(letters[-1], sign):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


def _continues(letter: str, sign: str) -> bool:
    if unicodedata.category(sign).startswith("M"):
        return True
    if "\u1161" <= sign <= "\u11ff" or "\ud7b0" <= sign <= "\ud7fb":  # vowels and finals of old Hangul
        return True
    if "\U0001f3fb" <= sign <= "\U0001f3ff":  # skin tones
        return True
    return _is_flag_half(sign) and len(letter) == 1 and _is_flag_half(letter)


def _is_flag_half(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _is_device(name: str) -> bool:
    """Windows takes ``nul``, ``NUL.txt`` and ``NUL .txt`` for the device."""
    return name.split(".", maxsplit=1)[0].rstrip().upper() in _DEVICES
