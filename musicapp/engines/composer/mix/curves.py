"""Gain curves of the whole piece, computed for any stretch: section by section, kick by kick.

Each is a function of time alone, so it does not matter in which blocks it is asked for.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.mix.mixdown import Mixdown, SectionEnergy
from musicapp.engines.composer.sound.instrument import CONTROL

Curve64 = npt.NDArray[np.float64]
SHORTEST_RAMP_S = 0.3
DUCK_DOWN_S = 0.005
DUCK_HOLD_S = 0.02


def smooth_step(share: Curve64) -> Curve64:
    """Return a raised cosine from 0 to 1, held outside."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0)))


def control_times(start: int, size: int) -> Curve64:
    """Return the times in s of the control points over a block, its end included."""
    return (start + np.arange(0, size + CONTROL, CONTROL)) / RATE


def energy_curve(mixdown: Mixdown, times_s: Curve64) -> Curve64:
    """Return the music's energy (0-1), gliding over a beat or more where one section becomes the next."""
    sections = mixdown.sections
    if not sections:
        return np.ones(len(times_s))
    length_s = mixdown.frames / RATE
    ramp_s = max(mixdown.beat_s, SHORTEST_RAMP_S)
    before = sections[-1].energy if mixdown.is_loop else sections[0].energy
    end = (SectionEnergy(start_s=length_s, energy=sections[0].energy),) if mixdown.is_loop else ()
    times = times_s % length_s if mixdown.is_loop else times_s
    energy = np.full(len(times), before)
    for section in (*sections, *end):
        energy += (section.energy - before) * smooth_step((times - section.start_s) / ramp_s + 0.5)
        before = section.energy
    return energy


def duck_curve(kicks_s: Curve64, release_s: float, times_s: Curve64) -> Curve64:
    """Return how far kicks push down (0-1): down when a kick sounds, then up within release_s."""
    if not len(kicks_s):
        return np.zeros(len(times_s))
    edges = np.concatenate([[-np.inf], kicks_s, [np.inf]])
    following = np.searchsorted(kicks_s, times_s, side="right") + 1
    until, since = edges[following] - times_s, times_s - edges[following - 1]
    down = 1 - smooth_step(until / DUCK_DOWN_S)
    up = 1 - smooth_step((since - DUCK_HOLD_S) / release_s)
    return np.maximum(down, up)
