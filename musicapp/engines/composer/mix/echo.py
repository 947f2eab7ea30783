"""Echoes in time with the music, from side to side, each duller than the one before."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import band
from musicapp.engines.composer.sound.effects.equaliser import filter_whole

LONGEST_S = 4.0
SILENT = 0.004
"""Gain at which echoes end (-48 dB)."""
ACROSS = 0.35
"""How much of an echo is heard on the other side too."""
DULL_HZ, THIN_HZ = 3800.0, 200.0
CLICK = RATE // 20
"""Samples that a filtered echo may last."""


def echo_response(delay_s: float, feedback: float) -> Samples:
    """Return the echoes as an impulse response, float32 (2, samples)."""
    delay = round(delay_s * RATE)
    count = max(1, min(echo_count(feedback), int(LONGEST_S / delay_s)))
    response = np.zeros((2, count * delay + CLICK))
    echo = np.zeros((1, CLICK), np.float32)
    echo[0, 0] = 1.0
    worn = [band(THIN_HZ, DULL_HZ)]
    for number in range(count):
        echo = filter_whole(worn, echo)
        at = slice((number + 1) * delay, (number + 1) * delay + CLICK)
        near = number % 2
        response[near, at] += echo[0] * feedback**number
        response[1 - near, at] += echo[0] * feedback**number * ACROSS
    return response.astype(np.float32)


def echo_count(feedback: float) -> int:
    """Return how many echoes there are until they cannot be heard."""
    return 1 + int(np.log(SILENT) / np.log(feedback)) if feedback > SILENT else 1
