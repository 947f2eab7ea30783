"""Numbers with their units: lengths, tempos, bars."""

from __future__ import annotations

import msgspec

from musicapp.brief.tokens import Token

COUNTED_BY_ARTICLE = ("minute", "hour")
"""Units that "a" counts; "a second guitar" and "a bar" are something else."""
FRACTION_ROLES = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75, "couple": 2.0, "few": 3.0}
MORE_ROLES = {"half more": 0.5, "quarter more": 0.25, "three quarters more": 0.75}


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number and its unit between two tokens (the last not included)."""

    first: int
    last: int
    value: float
    unit: str


def find_quantities(tokens: tuple[Token, ...]) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence in order."""
    found: list[Quantity] = []
    place = 0
    while place < len(tokens):
        quantity = read_quantity(tokens, place)
        if quantity is None:
            place += 1
            continue
        found.append(quantity)
        place = quantity.last
    return tuple(found)


def read_quantity(tokens: tuple[Token, ...], place: int) -> Quantity | None:
    """Read the quantity that begins with a token, a range such as 2-3분 as its middle."""
    read = read_amount(tokens, place)
    if read is None:
        return None
    value, at = read
    second = read_amount(tokens, at + 1 if at < len(tokens) and is_range(tokens[at]) else at)
    if second is not None and tokens[place].number is not None and tokens[second[1] - 1].number is not None:
        value, at = (value + second[0]) / 2, second[1]
    unit = unit_of(tokens, at)
    if unit is None:
        return None
    more, last = more_after(tokens, at)
    return Quantity(first=place, last=last, value=value + more, unit=unit)


def read_amount(tokens: tuple[Token, ...], place: int) -> tuple[float, int] | None:
    """Read a number, ``half a`` or ``a`` before a unit; return it and the place behind it."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    roles = (value for role, value in FRACTION_ROLES.items() if token.has_role(role))
    value = token.number if token.number is not None else next(roles, None)
    if value is None:
        is_one = token.has_role("single") and unit_of(tokens, place + 1) in COUNTED_BY_ARTICLE
        return (1.0, place + 1) if is_one else None
    at = place + 1
    if at < len(tokens) and (more := more_of(tokens[at])):
        value, at = value + more, at + 1
    while at < len(tokens) and token.number is None and tokens[at].has_role("article"):
        at += 1
    return value, at


def is_range(token: Token) -> bool:
    """True for what stands between the ends of a range."""
    return token.has_role("to", "and", "or") or token.mark in ("-", "~", "/")


def unit_of(tokens: tuple[Token, ...], place: int) -> str | None:
    """Return the unit a token names."""
    if place >= len(tokens):
        return None
    return next((meaning.name for meaning in tokens[place].meanings if meaning.subject == "units"), None)


def more_after(tokens: tuple[Token, ...], unit: int) -> tuple[float, int]:
    """Return the half of 1분 반 or "a minute and a half", and the place behind the quantity."""
    if tokens[unit].tail.startswith("반"):
        return 0.5, unit + 1
    more = more_of(tokens[unit + 1]) if unit + 1 < len(tokens) else 0.0
    return more, unit + (2 if more else 1)


def more_of(token: Token) -> float:
    """Return the fraction that a token such as "and a half" adds, 0 for others."""
    return next((value for role, value in MORE_ROLES.items() if token.has_role(role)), 0.0)
