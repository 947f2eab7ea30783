"""Crackle: short knocks at random, as of dust on a record or drops on a roof."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import band_pass, high_pass, low_pass
from musicapp.engines.composer.sound.effects.equaliser import filter_whole
from musicapp.engines.composer.sound.synth.patch import CrackleLayer
from musicapp.engines.composer.sound.synth.sounding import Sounding

LARGEST = 6.0
SOFTENED = 3.0


def crackle(layer: CrackleLayer, sounding: Sounding) -> Samples:
    """Return knocks before their envelope, float32 (2, samples); their sizes follow a power law: few are loud."""
    chance, count = sounding.chance, sounding.count
    knocks = round(layer.rate_hz * count / RATE)
    places = (chance.random(knocks) * count).astype(np.int64)
    sizes = (1 - chance.random(knocks)) ** (-1 / layer.evenness)
    pan = chance.random(knocks) * np.pi / 2
    signs = np.where(chance.random(knocks) < 0.5, -1.0, 1.0)
    impulses = np.zeros((2, count), dtype=np.float32)
    loud = np.minimum(sizes, LARGEST) * signs
    np.add.at(impulses[0], places, (loud * np.cos(pan)).astype(np.float32))
    np.add.at(impulses[1], places, (loud * np.sin(pan)).astype(np.float32))
    # A band-pass answers at once, which is a click; behind the low-pass a knock rises over some samples.
    return filter_whole([band_pass(layer.hz, layer.q), low_pass(SOFTENED * layer.hz), high_pass(60.0)], impulses)
