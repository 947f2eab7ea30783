"""Oscillators: a wave read at the note's pitch, once or as several voices out of tune, through a moving filter.

The filter is not run over samples: it is put into the wave's partials, one cycle for each sixth of an octave of
its cutoff, and reading moves between them. So a sweep costs no more than a second look and nothing aliases.
"""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.synth.filter_motion import cutoff_curve
from musicapp.engines.composer.sound.synth.patch import OscillatorLayer
from musicapp.engines.composer.sound.synth.reading import WaveReader, phase_of, steady_phase
from musicapp.engines.composer.sound.synth.sounding import Sounding
from musicapp.engines.composer.sound.synth.unison import detuned, side_gains, start_phases
from musicapp.engines.composer.sound.synth.waves import (
    LOWEST_CUTOFF_HZ,
    ROWS_AN_OCTAVE,
    count_partials,
    filtered_cycle,
    plain_cycle,
)


def oscillate(layer: OscillatorLayer, sounding: Sounding) -> Samples:
    """Return a layer's sound before its envelope, float32 (2, samples) or (1, samples) if both sides are the same."""
    course = sounding.course
    ratio = 2 ** (layer.semitones / 12 + layer.cents / 1200)
    ratios = ratio * detuned(layer.unison, layer.detune_cents)
    count = count_partials(course.highest_hz * float(ratios.max()))
    sides = np.zeros((2 if layer.unison > 1 and layer.spread else 1, sounding.count), dtype=np.float32)
    if count < 1:
        return sides
    wave = _wave(layer, sounding, count, ratio)
    starts = start_phases(ratios / ratio, course.hz * ratio, sounding.chance)
    gains = side_gains(layer.unison, layer.spread)[:, : len(sides), None]
    for detune, start, gain in zip(ratios, starts, gains, strict=True):
        if course.is_steady:
            phase = steady_phase(start, course.hz * detune / RATE, sounding.count)
        else:
            phase = phase_of(course.cycles * detune + start)
        sides += gain * wave.at(phase)
    return sides


def _wave(layer: OscillatorLayer, sounding: Sounding, count: int, ratio: float) -> WaveReader:
    """Return the cycles that a note needs, and between which of them the filter stands at each sample."""
    if layer.filter is None:
        return WaveReader(plain_cycle(layer.wave, count)[None])
    curve = ROWS_AN_OCTAVE * np.log2(cutoff_curve(layer.filter, sounding) / LOWEST_CUTOFF_HZ)
    lowest, highest = int(curve.min()), int(curve.max()) + 1
    hz = sounding.course.hz * ratio
    shape = layer.filter.shape
    rows = np.stack([filtered_cycle(layer.wave, count, hz, shape, row) for row in range(lowest, highest + 1)])
    return WaveReader(rows, lowest, spread(curve)[: sounding.count])
