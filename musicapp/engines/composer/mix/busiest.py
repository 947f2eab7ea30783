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


def busiest_start(track: Track, length_s: float) -> float:
    """Return where the busiest WINDOW_S begin, in s; 0 where the whole piece is no longer.

    How busy a stretch is, is the sum of its notes' squared velocities and expression over the time they sound.
    """
    steps = int((length_s - WINDOW_S) / STEP_S)
    if steps <= 0 or not track.notes:
        return 0.0
    starts = np.array([note.start_s for note in track.notes])
    ends = np.maximum([note.end_s for note in track.notes], starts + SHORTEST_S)
    power = np.array([float(note.velocity) ** 2 for note in track.notes]) * expression_power(track, starts)
    edges = np.arange(int(length_s / STEP_S) + 2) * STEP_S
    sounded = np.array([np.dot(power, np.clip(edge - starts, 0.0, ends - starts)) for edge in edges])
    window = round(WINDOW_S / STEP_S)
    busy = sounded[window:] - sounded[:-window]
    return float(edges[int(np.argmax(np.round(busy[: steps + 1], 6)))])


def notes_heard(track: Track, start_s: float, end_s: float) -> Track:
    """Return a track with only the notes that are struck in a stretch or sound into it."""
    notes = tuple(note for note in track.notes if note.start_s < end_s and note.end_s > start_s)
    return msgspec.structs.replace(track, notes=notes)


def expression_power(
    track: Track, times_s: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return how strong the expression pedal lets the sound through at each time (0-1)."""
    if not track.expression:
        return np.ones(len(times_s))
    at, value = zip(*track.expression, strict=True)
    power: np.ndarray[tuple[int], np.dtype[np.float64]] = (np.interp(times_s, at, value) / 127.0) ** 4
    return power
