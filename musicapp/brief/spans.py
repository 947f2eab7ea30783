"""Puts quantities together: the parts of one length, the two ends of a range."""

from __future__ import annotations

from musicapp.brief.quantities import Quantity
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import read_subject

RANGE_TAILS = ("에서", "부터")


def group_times(tokens: tuple[Token, ...], quantities: tuple[Quantity, ...]) -> list[list[Quantity]]:
    """Put the parts of one length together: an hour, its minutes, their seconds."""
    groups: list[list[Quantity]] = []
    for quantity in quantities:
        last = groups[-1][-1] if groups else None
        if last is not None and continues(tokens, last, quantity):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def continues(tokens: tuple[Token, ...], last: Quantity, quantity: Quantity) -> bool:
    """True where a quantity is a smaller part of the length before it."""
    sizes = unit_sizes()
    between = tokens[last.last : quantity.first]
    is_smaller = sizes.get(quantity.unit, 0.0) < sizes.get(last.unit, 0.0) and quantity.unit in sizes
    return is_smaller and len(between) <= 1 and all(token.has_role("and") or token.mark == "," for token in between)


def join_ranges(tokens: tuple[Token, ...], groups: list[list[Quantity]]) -> list[list[list[Quantity]]]:
    """Put the two ends of a range such as "30 seconds to a minute" or 1분에서 1분 반 together."""
    spans: list[list[list[Quantity]]] = []
    for group in groups:
        if spans and len(spans[-1]) == 1 and is_range_of(tokens, spans[-1][0], group):
            spans[-1].append(group)
        else:
            spans.append([group])
    return spans


def is_range_of(tokens: tuple[Token, ...], first: list[Quantity], second: list[Quantity]) -> bool:
    """True where two quantities of one kind are the ends of a range."""
    units = {first[0].unit, second[0].unit}
    between = tokens[first[-1].last : second[0].first]
    before = tokens[first[0].first - 1] if first[0].first else None
    if len(units) > 1 and not units <= unit_sizes().keys():
        return False
    if not between:
        return tokens[first[-1].last - 1].tail in RANGE_TAILS
    is_between = before is not None and before.has_role("between") and between[0].has_role("and")
    return len(between) == 1 and (is_between or between[0].has_role("to") or between[0].mark in ("-", "~"))


def unit_sizes() -> dict[str, float]:
    """Return the units of time and their lengths in s."""
    return {meaning.name: meaning.seconds for meaning in read_subject("units") if meaning.seconds is not None}
