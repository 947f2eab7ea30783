"""Clean ends: a start without a click, and the fade that an ending asks for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE

FIRST_FADE_S = 0.0005


def fade_gain(places: npt.NDArray[np.int64], frames: int, last: float) -> npt.NDArray[np.float64]:
    """Return the gain at samples of a piece whose last samples fade (raised cosines)."""
    rising = np.clip((places + 1) / (FIRST_FADE_S * RATE), 0.0, 1.0)
    falling = np.clip((frames - 1 - places) / max(1.0, last), 0.0, 1.0)
    return np.asarray(np.sin(np.pi / 2 * rising) ** 2 * np.sin(np.pi / 2 * falling) ** 2)
