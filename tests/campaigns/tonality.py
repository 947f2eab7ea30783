"""Key and mode as the notes of a score have them: how long each pitch class sounds, beside what listeners expect.

The profiles are C. Krumhansl's and E. Kessler's (1982). A mode is told by the degrees in which it differs.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tests.engines.rules.lead_sheet import NOTES, class_of
from tests.engines.rules.midi_score import Score

Weights = npt.NDArray[np.float64]
MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
SURE_SHARE = 2 / 3
"""Of the piece: after this a lift may come."""
TELLING: dict[str, tuple[tuple[int, int], ...]] = {
    "major": ((4, 3),),
    "minor": ((3, 4),),
    "dorian": ((3, 4), (9, 8)),
    "phrygian": ((3, 4), (1, 2)),
    "lydian": ((4, 3), (6, 5)),
    "mixolydian": ((4, 3), (10, 11)),
    "pentatonic": ((4, 3),),
    "minor pentatonic": ((3, 4),),
}
"""Degrees, in semitones above the tonic, of which the first is heard for longer than the second."""


def weights_of(score: Score) -> Weights:
    """Return how long each pitch class sounds, in quarters, as long as no lift is to be feared."""
    weights = np.zeros(12)
    for note in (note for staff in score.pitched for note in staff.notes):
        if note.start < SURE_SHARE * score.total:
            weights[note.pitch % 12] += note.end - note.start
    return weights


def keys_heard(score: Score) -> list[str]:
    """Return all keys, the likeliest first."""
    weights = weights_of(score)
    likeness = {
        f"{NOTES[tonic]} {mode}": float(np.corrcoef(weights, np.roll(profile, tonic))[0, 1])
        for tonic in range(12)
        for mode, profile in (("major", MAJOR), ("minor", MINOR))
    }
    return sorted(likeness, key=lambda key: -likeness[key])


def is_like(heard: str, asked: str) -> bool:
    """True for the same key or its relative."""
    return major_tonic(heard) == major_tonic(asked)


def major_tonic(key: str) -> int:
    """Return the tonic of the major key with the same notes."""
    tonic, mode = key.split(" ", 1)
    return (class_of(tonic) + (3 if mode == "minor" else 0)) % 12


def tells_mode(score: Score, tonic: str, mode: str) -> bool:
    """True where the degrees that tell a mode from others are heard for longer than those in their place."""
    weights = np.roll(weights_of(score), -class_of(tonic))
    return all(weights[one] > weights[other] for one, other in TELLING[mode])
