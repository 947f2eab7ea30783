"""Stem files: what each part gives to the mix, before the master. Their sum is the mix."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import numpy as np
import soundfile

from musicapp.engines.composer.audio import BLOCK, RATE, Samples
from musicapp.engines.composer.output.wav import WavWriter

FULL_SCALE = 0.999


class StemFiles:
    """Writes stems block by block; a context manager. All are made softer together should one exceed full scale."""

    def __init__(self, paths: Sequence[Path], frames: int) -> None:
        self._paths, self._frames = paths, frames
        self._peak = 0.0
        self._stack = ExitStack()
        self._files = [self._stack.enter_context(WavWriter(path, RATE, frames)) for path in paths]

    def __enter__(self) -> StemFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, start: int, stems: Sequence[Samples]) -> None:
        """Append float32 (2, samples) of each stem from a sample on; what lies outside the piece is left out."""
        for file, stem in zip(self._files, stems, strict=True):
            inside = stem[:, max(0, -start) : max(0, self._frames - start)]
            self._peak = max(self._peak, float(np.abs(inside).max(initial=0.0)))
            file.add(inside)

    def finish(self) -> list[str]:
        """Close the files and return their SHA-256."""
        self._stack.close()
        if self._peak <= FULL_SCALE:
            return [file.sha256 for file in self._files]
        return [scale_file(path, FULL_SCALE / self._peak) for path in self._paths]


def scale_file(path: Path, gain: float) -> str:
    """Write a WAV anew with a gain; return its SHA-256."""
    louder = path.rename(path.with_suffix(".loud"))
    with soundfile.SoundFile(louder) as sound, WavWriter(path, RATE, sound.frames) as softer:
        for block in sound.blocks(BLOCK, dtype="float32", always_2d=True):
            softer.add(block.T * np.float32(gain))
    louder.unlink()
    return softer.sha256
