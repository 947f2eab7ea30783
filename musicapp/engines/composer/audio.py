"""What all sound here is: 48 kHz, 32-bit floats, channels first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""float32 (channels, samples), or (samples,) where a docstring says so."""
RATE = 48_000
"""Samples a second."""
BLOCK = 1 << 18
"""Samples of sound that are made and mixed at a time: what is as long as the piece goes by in these."""


def is_silent(sound: Samples) -> bool:
    """Say whether there is nothing but zeros; the extremes of a long block are found in a tenth of any()'s time."""
    return bool(sound.max() == 0 == sound.min())
