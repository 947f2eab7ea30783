"""The plan of a master: glue and gain of the whole piece, found without hearing it again."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.master.ceiling import CEILING, MOST_LIMITING_DB
from musicapp.engines.composer.master.fades import fade_gain
from musicapp.engines.composer.master.glue import Gains, glue_gains
from musicapp.engines.composer.master.loudness import HOP, Energies, integrate, to_power
from musicapp.engines.composer.master.oversampling import NEAR, true_peaks
from musicapp.engines.composer.master.premaster import Premaster
from musicapp.engines.composer.master.target import Target

LARGEST_GAIN_DB = 40.0
AROUND = 64
"""Samples read before and after such a hop."""
TIGHTER = (1.0, 1.5, 2.0)
"""How much more glue is tried, in turn, while peaks are too high for the wanted loudness."""


class Plan(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Glue for each hop, the gain of the whole, how high it may be at most, and what comes out before the limiter."""

    glue: Gains
    gain: float
    most_gain: float
    lufs: float
    peak: float

    @property
    def must_limit(self) -> bool:
        """Whether peaks exceed the ceiling."""
        return self.peak > CEILING

    def with_gain(self, gain: float) -> Plan:
        """Return the plan with another gain, as far as peaks let it."""
        gain = min(gain, self.most_gain)
        change = gain / self.gain
        return msgspec.structs.replace(
            self, gain=gain, peak=self.peak * change, lufs=self.lufs + 20 * math.log10(change)
        )


class Measured(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a plan is made from: weighted energy and true peak of each hop, and the fades on it."""

    energies: Energies
    peaks: npt.NDArray[np.float64]
    fades: npt.NDArray[np.float64]


def plan_master(premaster: Premaster, target: Target) -> Plan:
    """Return the plan with the least glue that reaches the target, or the nearest to it."""
    energies = premaster.energies
    fades = hop_fades(target, len(energies))
    measured = Measured(energies=energies, peaks=true_hop_peaks(premaster), fades=fades)
    for tighter in TIGHTER:
        plan = plan_with_glue(measured, target, min(1.0, target.glue * tighter))
        if plan.lufs >= target.lufs - 0.01:
            break
    return plan


def plan_with_glue(measured: Measured, target: Target, amount: float) -> Plan:
    """Return the plan for an amount of glue; silence stays as it is."""
    energies, lufs = measured.energies, integrate(measured.energies)
    powers = np.zeros(len(energies)) if math.isinf(lufs) else energies / HOP / to_power(lufs)
    glue = glue_gains(powers, amount, target.is_loop)
    heard = integrate(energies * (glue * measured.fades) ** 2)
    peak = float((measured.peaks * glue).max(initial=0.0))
    flat = Plan(glue=glue, gain=1.0, most_gain=most_gain(peak), lufs=heard, peak=peak)
    return flat if math.isinf(heard) else flat.with_gain(10 ** ((target.lufs - heard) / 20))


def most_gain(peak: float) -> float:
    """Return the gain at which clip and limiter have as much to do as they may."""
    largest = 10 ** (LARGEST_GAIN_DB / 20)
    return min(largest, CEILING * 10 ** (MOST_LIMITING_DB / 20) / max(peak, 1e-9))


def hop_fades(target: Target, hops: int) -> npt.NDArray[np.float64]:
    """Return the fades' gain in the middle of each hop."""
    middles = np.arange(hops) * HOP + HOP // 2
    return np.ones(hops) if target.is_loop else fade_gain(middles, target.frames, target.fade_s * RATE)


def true_hop_peaks(premaster: Premaster) -> npt.NDArray[np.float64]:
    """Return the true peak of each hop, oversampled wherever it may be among the highest."""
    peaks = premaster.peaks
    highest = max(1e-9, peaks.max(initial=0.0))
    near = np.concatenate([[0], (peaks > NEAR * highest).astype(np.int8), [0]])
    for first, last in np.flatnonzero(np.diff(near)).reshape(-1, 2):
        sound = premaster.read(int(first) * HOP - AROUND, int(last - first) * HOP + 2 * AROUND)
        true = true_peaks(sound, highest)[AROUND:-AROUND].reshape(-1, HOP).max(axis=1)
        peaks[first:last] = np.maximum(peaks[first:last], true)
    return peaks
