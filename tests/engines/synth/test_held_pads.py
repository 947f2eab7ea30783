"""Pads that are held over the seam of a loop sound on both sides of it as one: alike wherever they start."""

from __future__ import annotations

import numpy as np
import pytest

from musicapp.engines.composer.sound.synth.synth import open_patch
from tests.engines.synth.listening import tone


@pytest.mark.parametrize("name", ["deep_drone", "evolving_pad", "air_pad"])
def test_a_held_pad_sounds_the_same_wherever_it_starts(name: str) -> None:
    first, *later = [open_patch(name).sound(tone(64, start=start)) for start in (0, 96_000, 400_000, 1_000_001)]
    for sound in later:
        np.testing.assert_array_equal(sound, first)
