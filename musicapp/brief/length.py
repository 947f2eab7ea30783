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
    exact = {place: length_of(clue, bar_seconds) for place, clue in enumerate(clues) if is_exact(clue)}
    shortest, longest = length_limits(palette)
    outside = {place for place, length in exact.items() if not shortest <= length <= longest}
    first = first_length(clues, exact)
    if wish is not None or first is None:
        seconds = min(max(DEFAULT_S, shortest), longest) if wish is None else float(wish)
        return Choice(value=seconds, impossible=tuple(clues[place] for place in sorted(outside)))
    asked = exact.get(first, clues[first].meaning.seconds or DEFAULT_S)
    others = {place for place, length in exact.items() if first in exact and length != asked}
    seconds = round(min(max(asked, shortest), longest), 3)
    return Choice(
        value=seconds,
        said=said_by((clues[first],), "seconds", seconds),
        impossible=tuple(clues[place] for place in sorted(outside | others)),
    )


def first_length(clues: tuple[Clue, ...], exact: dict[int, float]) -> int | None:
    """Return the place of the first length in numbers, else of the first word such as jingle."""
    rough = (place for place, clue in enumerate(clues) if clue.meaning.seconds and not clue.is_negated)
    return next((place for place, length in exact.items() if length > 0), next(rough, None))


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
