"""Voice leading: what it costs to go from one stack of tones to another, in semitones of motion."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.arrangement.path import Costs
from musicapp.engines.composer.arrangement.stacks import spacing_cost
from musicapp.engines.composer.theory.chords import Chord

Rows = npt.NDArray[np.int64]
STEPWISE = 4
"""Semitones from which a move of the top is a leap and costs more."""
UNRESOLVED = 5
UNDER_BASS = 8
PARALLEL = 1000
PERFECT = (0, 7)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A chord over its bass and the stacks it may be; no chord where only its tones are known."""

    chord: Chord | None
    bass: int
    stacks: tuple[tuple[int, ...], ...]


def rows_of(place: Place, voices: int) -> Rows:
    """Return a place's stacks as rows, (stacks, voices); a stack of fewer tones repeats its lowest."""
    return np.array([(stack[0],) * (voices - len(stack)) + stack for stack in place.stacks], dtype=np.int64)


def stand_cost(place: Place, home: int) -> Costs:
    """Return what each stack costs by itself, (stacks,): its spacing, its distance from home, and from the bass."""
    return np.array(
        [
            spacing_cost(stack)
            + abs(sum(stack) - home * len(stack)) // len(stack) // 2
            + UNDER_BASS * max(0, place.bass + 1 - stack[0])
            for stack in place.stacks
        ],
        dtype=np.int64,
    )


def move_cost(one: Place, other: Place, *, is_strict: bool) -> Costs:
    """Return what it costs to go from each stack to each of the next place, (stacks here, stacks there)."""
    voices = max(len(stack) for stack in (*one.stacks, *other.stacks))
    here, there = rows_of(one, voices)[:, None, :], rows_of(other, voices)[None, :, :]
    motion: Costs = np.abs(here - there).sum(axis=2)
    top = np.abs(here[..., -1] - there[..., -1])
    cost: Costs = motion + top + 2 * np.maximum(0, top - STEPWISE)
    if one.chord is not None and one.chord != other.chord:
        cost = cost + UNRESOLVED * unresolved(one.chord, here, there)
    if is_strict:
        cost = cost + PARALLEL * parallels(one, other, here[..., -1], there[..., -1])
    return cost


def unresolved(chord: Chord, here: Rows, there: Rows) -> Rows:
    """Count the sevenths that neither stay nor fall by step, and the leading tones that neither stay nor rise."""
    count: Rows = np.zeros(np.broadcast_shapes(here.shape, there.shape)[:2], dtype=np.int64)
    for pitch_class, goals in ((chord.seventh, (0, -1, -2)), (chord.leading_tone, (0, 1))):
        tone = here[..., None]
        resolved = sum(tone + goal == there[..., None, :] for goal in goals).any(axis=-1)
        count = count + ((here % 12 == pitch_class) & ~resolved).any(axis=-1)
    return count


def parallels(one: Place, other: Place, here: Rows, there: Rows) -> Rows:
    """Find where the top and the bass move from a fifth to a fifth or from an octave to an octave, as 1 or 0."""
    before, after = (here - one.bass) % 12, (there - other.bass) % 12
    moves = (here != there) & (one.bass != other.bass)
    found: Rows = (moves & (before == after) & np.isin(before, PERFECT)).astype(np.int64)
    return found
