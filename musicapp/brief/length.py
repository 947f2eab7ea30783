"""Chooses the length in seconds."""

from __future__ import annotations

from musicapp.brief.checks import length_limits
from musicapp.brief.choices import Choice, said_by
from musicapp.brief.clues import Clue
from musicapp.core.manifest import Capabilities

DEFAULT_S = 120.0


def choose_seconds(
    clues: tuple[Clue, ...], wish: float | None, palette: Capabilities, bar_seconds: float
) -> Choice[float]:
    """Choose by option, by a length in numbers, by a word such as jingle, in this order.

    Args:
        bar_seconds: what a bar lasts, for lengths in bars.
    """
    exact = tuple(clue for clue in clues if is_exact(clue))
    shortest, longest = length_limits(palette)
    lengths = [length_of(clue, bar_seconds) for clue in exact]
    outside = tuple(clue for clue, length in zip(exact, lengths, strict=True) if not shortest <= length <= longest)
    if wish is not None:
        return Choice(value=float(wish), impossible=outside)
    rough = (clue for clue in clues if clue.meaning.seconds and not is_exact(clue) and not clue.is_negated)
    first = next((clue for clue, length in zip(exact, lengths, strict=True) if length > 0), None) or next(rough, None)
    if first is None:
        return Choice(value=min(max(DEFAULT_S, shortest), longest), impossible=outside)
    asked = length_of(first, bar_seconds)
    seconds = round(min(max(asked, shortest), longest), 3)
    others = tuple(clue for clue, length in zip(exact, lengths, strict=True) if asked != length and clue not in outside)
    return Choice(
        value=seconds,
        said=said_by((first,), "seconds", seconds),
        impossible=(*outside, *(others if is_exact(first) else ())),
    )


def is_exact(clue: Clue) -> bool:
    """True for a length in numbers."""
    is_number = clue.meaning.subject == "numbers" or clue.meaning.name == "clock"
    return is_number and (clue.meaning.seconds is not None or clue.meaning.bars is not None)


def length_of(clue: Clue, bar_seconds: float) -> float:
    """Return the length a clue asks for in s."""
    return (clue.meaning.seconds or 0.0) + (clue.meaning.bars or 0.0) * bar_seconds


def bar_length(meter: str, tempo: float) -> float:
    """Return what a bar lasts in s; in compound meters the tempo counts dotted quarters."""
    top, bottom = (int(part) for part in meter.split("/"))
    beats = top / 3 if bottom == 8 and top % 3 == 0 and top > 3 else top * 4 / bottom
    return beats * 60 / tempo
