"""Stacks: the tones of a chord that a hand takes, and all places where it may take them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from musicapp.engines.composer.theory.chords import Chord

RANKS = {3: 0, 4: 0, 2: 0, 5: 0, 10: 1, 11: 1, 9: 1, 6: 2, 8: 2, 13: 2, 15: 2, 18: 2, 20: 2, 21: 3, 14: 4, 17: 5}
"""Intervals by how much a chord needs them: thirds, sevenths, altered tones, extensions; root and fifth come last."""
HOME_RANK, ROOT_RANK, ROOTLESS_RANK, FIFTH_RANK = 2, 6, 8, 7
LOW, MIDDLE = 48, 60
"""Below these pitches close intervals blur."""
WIDE_GAP = 12


def choose_tones(chord: Chord, voices: int, *, is_rootless: bool) -> tuple[tuple[int, ...], ...]:
    """Choose the pitch classes that a number of voices may take, the most needed first; what is short is doubled.

    A leading tone or seventh that the bass has is left to it, as is the third by a single voice. Where root or fifth
    is the last that finds a place, the next in order may have it instead; a single voice has the third or the seventh.
    """
    ranks = {c: rank(chord, i, is_rootless=is_rootless) for c, i in zip(chord.classes, chord.intervals, strict=True)}
    is_bare = voices == 1 and chord.bass != chord.root
    held_below = chord.bass if is_bare or chord.bass in chord.tendencies else None
    tones = sorted((tone for tone in ranks if tone != held_below), key=lambda tone: ranks[tone])
    if len(tones) <= voices:
        return tuple((*tones, *doubled) for doubled in doublings(chord, tones, voices - len(tones)))
    last, spare = tones[voices - 1], tones[voices]
    kept = tuple(tones[:voices])
    is_plain = ranks[last] >= ROOT_RANK and ranks[spare] < ROOTLESS_RANK
    if is_plain or (voices == 1 and spare == chord.seventh):
        return kept, (*kept[:-1], spare)
    return (kept,)


def doublings(chord: Chord, tones: list[int], count: int) -> tuple[tuple[int, ...], ...]:
    """Return which tones may be doubled: root and fifth in turn, either first; nothing that wants to move on."""
    steady = [tone for tone in (chord.root, (chord.root + 7) % 12) if tone in tones and tone not in chord.tendencies]
    steady = steady or tones
    turns = range(len(steady) if count % len(steady) else 1)
    return tuple(tuple(steady[(turn + place) % len(steady)] for place in range(count)) for turn in turns)


def rank(chord: Chord, interval: int, *, is_rootless: bool) -> int:
    """Return how dispensable a tone is, 0 for the last to go; the tonic chord keeps its root, which tells the key."""
    if interval == 0:
        is_spared = is_rootless and len(chord.classes) > 3
        return ROOT_RANK if not is_spared else HOME_RANK if chord.is_tonic else ROOTLESS_RANK
    return RANKS.get(interval, FIFTH_RANK)


@lru_cache(maxsize=4096)
def stack_tones(tones: tuple[int, ...], lowest: int, highest: int, *, is_spread: bool) -> tuple[tuple[int, ...], ...]:
    """Return all stacks of some tones in a range: closed, and where wished with the second from above dropped.

    Where the range is too small for all tones, the least needed are left out.
    """
    there = tuple(tone for tone in tones if any(pitch % 12 == tone for pitch in range(lowest, highest + 1)))
    for count in range(len(there), 0, -1):
        chosen = there[:count]
        closed = [closed_below(top, chosen) for top in range(lowest, highest + 1) if top % 12 in chosen]
        dropped = [drop_second(stack) for stack in closed if count > 2] if is_spread else []
        fitting = [stack for stack in (*closed, *dropped) if stack[0] >= lowest and len(set(stack)) == count]
        if fitting:
            return tuple(fitting)
    return ()


def closed_below(top: int, tones: tuple[int, ...]) -> tuple[int, ...]:
    """Stack tones as closely below a top note as they go, lowest first; one that comes again goes an octave lower."""
    gaps = [(top - tone) % 12 + 12 * tones[:place].count(tone) for place, tone in enumerate(tones)]
    return tuple(sorted(top - gap for gap in gaps))


def drop_second(stack: tuple[int, ...]) -> tuple[int, ...]:
    """Take the second tone from above an octave lower."""
    return tuple(sorted((*stack[:-2], stack[-2] - 12, stack[-1])))


@lru_cache(maxsize=8192)
def spacing_cost(stack: tuple[int, ...]) -> int:
    """Return how ill a stack is spaced: seconds and thirds that lie low, gaps that lie open."""
    cost = 0
    for low, high in pairwise(stack):
        gap = high - low
        cost += 60 if gap == 1 and low < MIDDLE else 4 if gap < 3 and low < MIDDLE else 0
        cost += 4 if gap < 5 and low < LOW else 0
        cost += 3 * max(0, gap - WIDE_GAP)
    return cost
