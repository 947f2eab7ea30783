"""Where a track is busiest: its loudness is measured there, not over its rests."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.performance.track import Track

WINDOW_S = 3.0
"""Long enough for a loudness (400 ms blocks), short enough to cost little."""
STEP_S = 0.5
SHORTEST_S = 0.25
"""A drum's note is over at once, its sound is not."""
STILL_SHARE = 0.1
"""How much a stretch counts in which nothing is struck, beside the one in which most is."""

Times = np.ndarray[tuple[int], np.dtype[np.float64]]


def busiest_start(track: Track, length_s: float) -> float:
    """Return where the busiest WINDOW_S begin, in s; 0 where the whole piece is no longer.

    A stretch is busy where much sounds and much is struck, each by its squared velocity and expression: a held
    chord of strings is loud as long as it lasts, one that was plucked only when it is struck.
    """
    steps = int((length_s - WINDOW_S) / STEP_S)
    if steps <= 0 or not track.notes:
        return 0.0
    starts = np.array([note.start_s for note in track.notes])
    ends = np.maximum([note.end_s for note in track.notes], starts + SHORTEST_S)
    power = np.array([float(note.velocity) ** 2 for note in track.notes]) * expression_power(track, starts)
    edges = np.arange(int(length_s / STEP_S) + 2) * STEP_S
    sounded = np.array([np.dot(power, np.clip(edge - starts, 0.0, ends - starts)) for edge in edges])
    struck = np.array([power[starts < edge].sum() for edge in edges])
    busy = share_of_most(sounded) * (STILL_SHARE + share_of_most(struck))
    return float(edges[int(np.argmax(np.round(busy[: steps + 1], 6)))])


def share_of_most(counted: Times) -> Times:
    """Return how much each stretch of WINDOW_S holds, beside the one that holds most, of what is counted up."""
    window = round(WINDOW_S / STEP_S)
    held = counted[window:] - counted[:-window]
    shares: Times = held / max(float(held.max()), 1e-9)
    return shares


def notes_heard(track: Track, start_s: float, end_s: float) -> Track:
    """Return a track with only the notes that are struck in a stretch or sound into it."""
    notes = tuple(note for note in track.notes if note.start_s < end_s and note.end_s > start_s)
    return msgspec.structs.replace(track, notes=notes)


def expression_power(track: Track, times_s: Times) -> Times:
    """Return how strong the expression pedal lets the sound through at each time (0-1)."""
    if not track.expression:
        return np.ones(len(times_s))
    at, value = zip(*track.expression, strict=True)
    power: Times = (np.interp(times_s, at, value) / 127.0) ** 4
    return power
