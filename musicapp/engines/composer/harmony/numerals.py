"""Bars of Roman numerals, and how they are fitted to a number of bars."""

from __future__ import annotations

Numerals = list[list[str]]
"""The numerals of each bar."""


def bars_of(text: str) -> Numerals:
    """Split a progression such as ``"ii6 V7 | I"`` into bars."""
    return [bar.split() for bar in text.split("|")]


def stretch(numerals: Numerals, bars: int) -> Numerals:
    """Fit bars of chords to another number: start and cadence stay, the middle is cut or the head repeated."""
    if bars < len(numerals):
        return numerals[-1:] if bars == 1 else [numerals[0], *numerals[len(numerals) - bars + 1 :]]
    extra = bars - len(numerals)
    head = numerals[:2]
    repeated = (head * (extra // len(head) + 1))[:extra]
    return numerals[:2] + repeated + numerals[2:]


def with_end(numerals: Numerals, end: Numerals) -> Numerals:
    """Put other bars in place of the last ones; of an end that is too long, the close is kept."""
    kept = end[-len(numerals) :]
    return [*numerals[: len(numerals) - len(kept)], *kept]
