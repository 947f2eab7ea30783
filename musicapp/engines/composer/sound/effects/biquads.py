"""Second-order sections after Robert Bristow-Johnson, "Audio EQ Cookbook"."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE

Section = npt.NDArray[np.float64]
"""float64 (6,): b0 b1 b2 1 a1 a2, as ``scipy.signal`` has its sections."""
FLAT_Q = math.sqrt(0.5)
"""The quality of a second-order filter without a hump (Butterworth)."""
HIGHEST_HZ = 0.48 * RATE


def low_pass(hz: float, q: float = FLAT_Q, rate: int = RATE) -> Section:
    """Return a low-pass of 12 dB an octave."""
    cos, alpha = _angle(hz, q, rate)
    return _section((0.5 - cos / 2, 1 - cos, 0.5 - cos / 2), (1 + alpha, -2 * cos, 1 - alpha))


def high_pass(hz: float, q: float = FLAT_Q, rate: int = RATE) -> Section:
    """Return a high-pass of 12 dB an octave."""
    cos, alpha = _angle(hz, q, rate)
    return _section((0.5 + cos / 2, -1 - cos, 0.5 + cos / 2), (1 + alpha, -2 * cos, 1 - alpha))


def band_pass(hz: float, q: float) -> Section:
    """Return a band-pass that leaves its middle as it is."""
    cos, alpha = _angle(hz, q)
    return _section((alpha, 0.0, -alpha), (1 + alpha, -2 * cos, 1 - alpha))


def band(low_hz: float, high_hz: float) -> Section:
    """Return a band-pass of 6 dB an octave below and above a band, whose edges lose 3 dB."""
    low, high = (math.tan(math.pi * hz / RATE) for hz in (low_hz, high_hz))
    middle = math.sqrt(low * high)
    return band_pass(math.atan(middle) * RATE / math.pi, middle / (high - low))


def peak(hz: float, gain_db: float, q: float) -> Section:
    """Return a bell that lifts or lowers its middle by gain_db."""
    cos, alpha = _angle(hz, q)
    root = 10 ** (gain_db / 40)
    return _section((1 + alpha * root, -2 * cos, 1 - alpha * root), (1 + alpha / root, -2 * cos, 1 - alpha / root))


def low_shelf(hz: float, gain_db: float) -> Section:
    """Return a shelf that lifts or lowers all below hz by gain_db."""
    return _shelf(hz, gain_db, 1.0)


def high_shelf(hz: float, gain_db: float) -> Section:
    """Return a shelf that lifts or lowers all above hz by gain_db."""
    return _shelf(hz, gain_db, -1.0)


def _shelf(hz: float, gain_db: float, side: float) -> Section:
    """Return a shelf of slope 1; side is 1 for a low and -1 for a high one, which mirrors the cosine."""
    cos, alpha = _angle(hz, FLAT_Q)
    root = 10 ** (gain_db / 40)
    wide, more, less = 2 * math.sqrt(root) * alpha, root + 1, side * (root - 1) * cos
    swing = side * (root - 1)
    return _section(
        (root * (more - less + wide), 2 * root * (swing - more * cos), root * (more - less - wide)),
        (more + less + wide, -2 * (swing + more * cos), more + less - wide),
    )


def _angle(hz: float, q: float, rate: int = RATE) -> tuple[float, float]:
    """Return the cosine of a frequency's angle and the cookbook's alpha."""
    omega = 2 * math.pi * min(hz, HIGHEST_HZ * rate / RATE) / rate
    return math.cos(omega), math.sin(omega) / (2 * q)


def _section(upper: tuple[float, float, float], lower: tuple[float, float, float]) -> Section:
    """Return numerator and denominator as a row with a leading one."""
    return np.array(upper + lower) / lower[0]
