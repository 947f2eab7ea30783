"""Chooses the tempo, in beats per minute."""

from __future__ import annotations

from musicapp.brief.checks import FASTEST_BPM, SLOWEST_BPM, is_within
from musicapp.brief.choices import Choice, said_by
from musicapp.brief.clues import Clue
from musicapp.brief.styles import Style, named_style

MOST_BY_MOOD = 1.5
MOST_BY_ALL = 3.0
BESIDE_WORDS = 0.4
"""How much moods still move beside words such as slow, which say it outright."""
BEYOND = 0.12
"""How much further than a style's slow or fast tempo "very slow" and "very fast" go."""


def choose_tempo(clues: tuple[Clue, ...], wish: float | None, style: Style) -> Choice[float]:
    """Choose by option, by number, by Italian word, by style and leanings, in this order."""
    exact = tuple(clue for clue in clues if clue.meaning.bpm is not None and not clue.is_negated)
    numbers = tuple(clue for clue in exact if clue.meaning.subject == "numbers")
    outside = tuple(clue for clue in numbers if not is_within(clue.meaning.bpm or 0, SLOWEST_BPM, FASTEST_BPM))
    if wish is not None:
        return Choice(value=float(wish), impossible=outside)
    if exact:
        first = (*numbers, *exact)[0]
        tempo = min(max(first.meaning.bpm or 0, SLOWEST_BPM), FASTEST_BPM)
        others = tuple(clue for clue in numbers if clue.meaning.bpm != first.meaning.bpm and clue not in outside)
        return Choice(value=tempo, said=said_by((first,), "tempo", tempo), impossible=(*outside, *others))
    tempo = float(round(lean(style.range, level_of(clues))))
    by = tuple(
        clue for clue in clues if leans(clue) or (named_style(clue.meaning) == style.idea and not clue.is_negated)
    )
    return Choice(value=tempo, said=said_by(by, "tempo", tempo))


def is_tempo_said(clues: tuple[Clue, ...]) -> bool:
    """True where a number or an Italian word sets the tempo."""
    return any(clue.meaning.bpm is not None and not clue.is_negated for clue in clues)


def leans(clue: Clue) -> bool:
    """True for words that make it slower or faster."""
    return clue.meaning.pace != 0


def level_of(clues: tuple[Clue, ...]) -> float:
    """Return how far words lean: -2 to a style's slow tempo, 2 to its fast one, 3 at most."""
    words = sum(clue.meaning.pace * clue.strength for clue in clues if clue.meaning.subject == "tempos")
    moods = sum(clue.meaning.pace * clue.strength for clue in clues if clue.meaning.subject != "tempos")
    level = words + min(max(moods, -MOST_BY_MOOD), MOST_BY_MOOD) * (BESIDE_WORDS if is_told(clues) else 1)
    return min(max(level, -MOST_BY_ALL), MOST_BY_ALL)


def is_told(clues: tuple[Clue, ...]) -> bool:
    """True where a word such as slow or fast says outright how fast it is."""
    return any(clue.meaning.subject == "tempos" and leans(clue) and not clue.is_negated for clue in clues)


def lean(tempos: tuple[float, float, float], level: float) -> float:
    """Return the tempo at a level between -3 and 3 of a style's (slow, usual, fast)."""
    slow, usual, fast = tempos
    if level < 0:
        return usual + (usual - slow) * max(level, -2) / 2 + slow * BEYOND * min(level + 2, 0)
    return usual + (fast - usual) * min(level, 2) / 2 + fast * BEYOND * max(level - 2, 0)
