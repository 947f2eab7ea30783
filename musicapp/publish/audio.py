"""Reads sound in blocks, so that an hour takes no more memory than a minute."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

from musicapp.publish.refusal import Refusal

BLOCK_FRAMES = 1 << 16

Block = npt.NDArray[np.float32]
"""Shape (frames, channels), full scale is -1 to 1."""


@contextlib.contextmanager
def open_sound(path: Path) -> Iterator[Any]:
    """Open a sound file for reading.

    Yields:
        The soundfile.SoundFile.

    Raises:
        Refusal: it cannot be read as sound, at once or later on.
    """
    try:
        with soundfile.SoundFile(path) as file:
            yield file
    except soundfile.LibsndfileError as error:
        raise Refusal(f"{path.name} cannot be read as sound: {error}") from error


def blocks_of(file: Any) -> Iterator[Block]:
    """Read a sound file from where it stands to its end."""
    while len(block := file.read(BLOCK_FRAMES, dtype="float32", always_2d=True)):
        yield block
