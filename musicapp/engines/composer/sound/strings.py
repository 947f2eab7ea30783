"""A struck piano string as a sum of decaying partials: frequencies, strengths, decay.

Inharmonicity after Rauhala, Lehtonen and Valimaki (2007): two exponentials over the
keyboard; partial k of a stiff string lies at ``k f0 sqrt(1 + B k^2)`` (Fletcher 1964).
Each partial has a prompt sound and a longer, weaker after-sound from strings slightly
apart (Weinreich 1977): that is where the slow beating comes from.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

HIGHEST_HZ = 14_000.0
LARGEST_COUNT = 48
STRIKE_POINT = 1 / 8.3
"""Where the hammer strikes, as a share of the string: partials with a node there are weak."""
SOFT_CUTOFF_HZ = 700.0
BRIGHT_CUTOFF_HZ = 5_000.0
SOUNDBOARD_HZ = 48.0
"""Below this the soundboard is too small to radiate."""
AFTER_SOUND = 0.3
PROMPT_DECAY = 1.3
AFTER_DECAY = 0.6
DETUNE_CENTS = 0.7


class Partials(msgspec.Struct, frozen=True, kw_only=True):
    """Partials of one key; arrays of shape (partials,).

    hertz; decay in nepers a second; soft and bright are strengths of the mellow layer and
    of what a hard blow adds.
    """

    hertz: Array
    decay: Array
    soft: Array
    bright: Array


def pitch_hertz(pitch: int) -> float:
    """Return the frequency of a MIDI pitch in equal temperament, A4 = 440 Hz."""
    return 440.0 * math.pow(2.0, (pitch - 69) / 12)


def inharmonicity(pitch: int) -> float:
    """Return B of a key's strings."""
    return math.exp(0.0926 * pitch - 13.64) + math.exp(-0.0847 * pitch - 5.82)


def partials_of(pitch: int) -> Partials:
    """Return the partials of a key."""
    fundamental, stiffness = pitch_hertz(pitch), inharmonicity(pitch)
    order = np.arange(1, LARGEST_COUNT + 1, dtype=np.float64)
    hertz = order * fundamental * np.sqrt(1.0 + stiffness * order**2) / math.sqrt(1.0 + stiffness)
    order, hertz = order[hertz < HIGHEST_HZ], hertz[hertz < HIGHEST_HZ]
    mode_shape = np.sin(np.pi * order * STRIKE_POINT)
    struck = np.copysign(0.18 + np.abs(mode_shape), mode_shape) * radiated(hertz)
    above = hertz - hertz[0]
    soft = struck * np.exp(-above / SOFT_CUTOFF_HZ)
    bright = struck * np.exp(-above / BRIGHT_CUTOFF_HZ) * order**-0.35 - soft
    loudness = math.sqrt(float(np.sum(soft**2))) * (fundamental / 262.0) ** 0.22
    return Partials(hertz=hertz, decay=decay_of(hertz), soft=soft / loudness, bright=bright / loudness)


def radiated(hertz: Array) -> Array:
    """Return how well the soundboard radiates each frequency, 0-1."""
    power: Array = np.square(hertz)
    return power / (power + SOUNDBOARD_HZ**2)


def decay_of(hertz: Array) -> Array:
    """Return each partial's decay in nepers a second: longer for low keys and low partials."""
    of_key: float = 6.91 / (17.0 * (hertz[0] / 100.0) ** -0.62)
    above: Array = (hertz / 1000.0) ** 1.4 - (hertz[0] / 1000.0) ** 1.4
    return of_key + 0.32 * above
