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
    numbers = tuple(
        clue for clue in clues if length_of(clue, bar_seconds) and clue.meaning.subject in ("numbers", "lengths")
    )
    exact = tuple(clue for clue in numbers if clue.meaning.subject == "numbers" or clue.meaning.name == "clock")
    shortest, longest = length_limits(palette)
    outside = tuple(clue for clue in exact if not shortest <= length_of(clue, bar_seconds) <= longest)
    if wish is not None:
        return Choice(value=float(wish), impossible=outside)
    wanted = tuple(clue for clue in (*exact, *numbers) if not clue.is_negated)
    if not wanted:
        return Choice(value=min(max(DEFAULT_S, shortest), longest))
    first = wanted[0]
    seconds = round(min(max(length_of(first, bar_seconds), shortest), longest), 3)
    others = tuple(
        clue for clue in exact if clue is not first and clue not in outside and not is_same(clue, first, bar_seconds)
    )
    return Choice(value=seconds, said=said_by((first,), "seconds", seconds), impossible=(*outside, *others))


def is_same(clue: Clue, first: Clue, bar_seconds: float) -> bool:
    """True where two clues mean one length."""
    return length_of(clue, bar_seconds) == length_of(first, bar_seconds)


def length_of(clue: Clue, bar_seconds: float) -> float:
    """Return the length a clue asks for in s, 0 where it asks for none."""
    return clue.meaning.seconds or (clue.meaning.bars or 0.0) * bar_seconds


def bar_length(meter: str, tempo: float) -> float:
    """Return what a bar lasts in s; in compound meters the tempo counts dotted quarters."""
    top, bottom = (int(part) for part in meter.split("/"))
    beats = top / 3 if bottom == 8 and top % 3 == 0 and top > 3 else top * 4 / bottom
    return beats * 60 / tempo
