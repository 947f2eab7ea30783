"""How pitch, cutoff and volume of a voice move: its slow oscillators, its modulation envelope, bend and wheel."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.sound.instrument import CONTROL
from musicapp.engines.composer.sound.soundfont.envelope import Points
from musicapp.engines.composer.sound.soundfont.voice import Motion, Swing


def pitch_cents(motion: Motion, points: int) -> Points | None:
    """Return how far the pitch is moved at points of the grid, None where it rests."""
    if not (motion.vibrato_to_pitch or motion.swell_to_pitch or motion.envelope_to_pitch):
        return None
    times = _times(points)
    cents = motion.vibrato_to_pitch * triangle(motion.vibrato, times)
    cents += motion.swell_to_pitch * triangle(motion.swell, times)
    return cents + motion.envelope_to_pitch * _envelope(motion, times)


def cutoff_cents(motion: Motion, points: int) -> Points | None:
    """Return how far the cutoff is moved at points of the grid, None where it rests."""
    if not (motion.swell_to_cutoff or motion.envelope_to_cutoff):
        return None
    times = _times(points)
    moved = motion.swell_to_cutoff * triangle(motion.swell, times)
    return moved + motion.envelope_to_cutoff * _envelope(motion, times)


def cutoff_bounds(motion: Motion) -> tuple[float, float]:
    """Return between what the cutoff moves at most, in cents from where it rests."""
    swing, turned = abs(motion.swell_to_cutoff), motion.envelope_to_cutoff
    return min(0.0, turned) - swing, max(0.0, turned) + swing


def volume_gains(motion: Motion, points: int) -> Points | None:
    """Return the gains of a tremolo at points of the grid, None where there is none."""
    if not motion.swell_to_volume:
        return None
    return np.asarray(10 ** (motion.swell_to_volume * triangle(motion.swell, _times(points)) / 200))


def triangle(swing: Swing, times: Points) -> Points:
    """Return a slow oscillator at times in samples: 0 until its delay is over, then up first."""
    turns = np.maximum(times - swing.delay, 0.0) * (swing.rate_hz / RATE)
    return np.asarray(1 - 4 * np.abs((turns + 0.75) % 1 - 0.5))


def _times(points: int) -> Points:
    return np.arange(points, dtype=np.float64) * CONTROL


def _envelope(motion: Motion, times: Points) -> Points:
    """Return the modulation envelope of a held note; its attack is bent, as the standard asks."""
    values = motion.envelope.values(times)
    convex = np.clip(1 + 400 / 960 * np.log10(np.maximum(values, 1e-9)), 0.0, 1.0)
    return np.where(times < motion.envelope.delay + motion.envelope.attack, convex, values)
