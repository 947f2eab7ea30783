"""The generators of a zone: their numbers, what they are unless said, and their limits (SoundFont 2.04, 8.1)."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

Amounts = npt.NDArray[np.float64]
"""float64 (COUNT,): one amount a generator, in the units of the standard (cents, timecents, centibels, 0.1 %)."""
COUNT = 60


class G(IntEnum):
    """Numbers of the generators that are played."""

    START, END, LOOP_START, LOOP_END, START_COARSE = 0, 1, 2, 3, 4
    SWELL_TO_PITCH, VIBRATO_TO_PITCH, ENVELOPE_TO_PITCH = 5, 6, 7
    CUTOFF, RESONANCE, SWELL_TO_CUTOFF, ENVELOPE_TO_CUTOFF = 8, 9, 10, 11
    END_COARSE, SWELL_TO_VOLUME, PAN = 12, 13, 17
    SWELL_DELAY, SWELL_RATE, VIBRATO_DELAY, VIBRATO_RATE = 21, 22, 23, 24
    MOD_DELAY, MOD_ATTACK, MOD_HOLD, MOD_DECAY, MOD_SUSTAIN, MOD_RELEASE = 25, 26, 27, 28, 29, 30
    KEY_TO_MOD_HOLD, KEY_TO_MOD_DECAY = 31, 32
    DELAY, ATTACK, HOLD, DECAY, SUSTAIN, RELEASE = 33, 34, 35, 36, 37, 38
    KEY_TO_HOLD, KEY_TO_DECAY = 39, 40
    INSTRUMENT, KEYS, VELOCITIES, LOOP_START_COARSE = 41, 43, 44, 45
    KEY, VELOCITY, ATTENUATION, LOOP_END_COARSE = 46, 47, 48, 50
    COARSE_TUNE, FINE_TUNE, SAMPLE, LOOP_MODE = 51, 52, 53, 54
    SCALE_TUNING, CHOKE_GROUP, ROOT = 56, 57, 58


_QUICK = -12000.0
_PLAIN = {
    G.CUTOFF: 13500.0,
    G.SCALE_TUNING: 100.0,
    G.KEY: -1.0,
    G.VELOCITY: -1.0,
    G.ROOT: -1.0,
    **dict.fromkeys((G.SWELL_DELAY, G.VIBRATO_DELAY), _QUICK),
    **dict.fromkeys((G.MOD_DELAY, G.MOD_ATTACK, G.MOD_HOLD, G.MOD_DECAY, G.MOD_RELEASE), _QUICK),
    **dict.fromkeys((G.DELAY, G.ATTACK, G.HOLD, G.DECAY, G.RELEASE), _QUICK),
}
_LIMITS: dict[int, tuple[float, float]] = {
    **dict.fromkeys((G.SWELL_TO_PITCH, G.VIBRATO_TO_PITCH, G.ENVELOPE_TO_PITCH), (-12000.0, 12000.0)),
    **dict.fromkeys((G.SWELL_TO_CUTOFF, G.ENVELOPE_TO_CUTOFF), (-12000.0, 12000.0)),
    **dict.fromkeys((G.MOD_DELAY, G.MOD_HOLD, G.DELAY, G.HOLD, G.SWELL_DELAY, G.VIBRATO_DELAY), (_QUICK, 5000.0)),
    **dict.fromkeys((G.MOD_ATTACK, G.MOD_DECAY, G.ATTACK, G.DECAY), (_QUICK, 8000.0)),
    **dict.fromkeys((G.MOD_RELEASE, G.RELEASE), (-7200.0, 8000.0)),
    **dict.fromkeys((G.MOD_SUSTAIN,), (0.0, 1000.0)),
    **dict.fromkeys((G.SWELL_RATE, G.VIBRATO_RATE), (-16000.0, 4500.0)),
    G.SUSTAIN: (0.0, 1440.0),
    G.CUTOFF: (1500.0, 13500.0),
    G.RESONANCE: (0.0, 960.0),
    G.SWELL_TO_VOLUME: (-960.0, 960.0),
    G.PAN: (-500.0, 500.0),
    G.ATTENUATION: (0.0, 1440.0),
    G.COARSE_TUNE: (-120.0, 120.0),
    G.FINE_TUNE: (-9900.0, 9900.0),
    G.SCALE_TUNING: (0.0, 1200.0),
}
_LOWEST, _HIGHEST = np.array([_LIMITS.get(kind, (-np.inf, np.inf)) for kind in range(COUNT)]).T
INSTRUMENT_ONLY = frozenset(
    {
        *(G.START, G.END, G.LOOP_START, G.LOOP_END, G.START_COARSE, G.END_COARSE, G.LOOP_START_COARSE),
        *(G.LOOP_END_COARSE, G.KEY, G.VELOCITY, G.LOOP_MODE, G.CHOKE_GROUP, G.ROOT),
    }
)
"""What a preset may not change."""


def plain_amounts() -> Amounts:
    """Return what generators are where a bank says nothing."""
    amounts = np.zeros(COUNT)
    for kind, amount in _PLAIN.items():
        amounts[kind] = amount
    return amounts


def within_limits(amounts: Amounts) -> Amounts:
    """Return amounts held within what the standard allows."""
    return np.clip(amounts, _LOWEST, _HIGHEST)
