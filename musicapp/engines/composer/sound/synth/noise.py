"""Noise through a moving filter: wind, breath, risers, rain."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.effects.biquads import Section, band_pass, high_pass, low_pass
from musicapp.engines.composer.sound.effects.block_filter import State, block_filter
from musicapp.engines.composer.sound.instrument import CONTROL
from musicapp.engines.composer.sound.synth.filter_motion import MovingFilter, cutoff_curve
from musicapp.engines.composer.sound.synth.patch import NoiseLayer
from musicapp.engines.composer.sound.synth.sounding import Sounding

SHORTEST, LONGEST = 16, 256
"""Control points between two settings of the filter: the less, the faster it moves."""
FINE_OCTAVES = 1 / 8
SETTING_OCTAVES = 1 / 24
"""Settings of the filter are so far apart, so that sounds share them."""
SECTIONS = {"low": low_pass, "high": high_pass, "band": band_pass}


def hiss(layer: NoiseLayer, sounding: Sounding) -> Samples:
    """Return filtered noise before its envelope, float32 (2, samples); width 0 is mono, 1 two noises."""
    noise = white(sounding.chance, 2, sounding.count)
    noise[1] = np.sqrt(1 - layer.width**2) * noise[0] + layer.width * noise[1]
    if layer.filter is None:
        return noise
    return sweep(noise, layer.filter, cutoff_curve(layer.filter, sounding))


def white(chance: np.random.Generator, channels: int, count: int) -> Samples:
    """Return white noise of RMS 1, float32 (channels, count)."""
    return np.asarray((chance.random((channels, count), dtype=np.float32) - 0.5) * np.float32(np.sqrt(12)))


def sweep(sound: Samples, moving: MovingFilter, curve: npt.NDArray[np.float64]) -> Samples:
    """Filter a sound (2, samples) along a cutoff curve in Hz, its state carried on from setting to setting."""
    steps = _steps(curve)
    settings = np.round(np.log2(curve[::steps]) / SETTING_OCTAVES) * SETTING_OCTAVES
    out = np.empty_like(sound)
    state: State | None = None
    size = steps * CONTROL
    for index, start in enumerate(range(0, sound.shape[1], size)):
        current = block_filter(_sections(moving, 2 ** float(settings[min(index, len(settings) - 1)])))
        before = current.silence(len(sound)) if state is None else state
        out[:, start : start + size], state = current.run(sound[:, start : start + size], before)
    return out


def _steps(curve: npt.NDArray[np.float64]) -> int:
    """Return after how many control points the filter is set anew, to move by an eighth of an octave at most."""
    fastest = float(np.abs(np.diff(np.log2(curve))).max())
    if fastest == 0:
        return len(curve)
    return int(np.clip(FINE_OCTAVES / fastest, SHORTEST, LONGEST))


def _sections(moving: MovingFilter, cutoff_hz: float) -> list[Section]:
    """Return the sections of a filter at a cutoff."""
    make = SECTIONS[moving.shape.kind]
    sections: list[Section] = [make(cutoff_hz, moving.shape.resonance)]
    if moving.shape.poles == 4:
        sections.append(make(cutoff_hz, 0.54))
    return sections
