"""The mix before the master: kept on disk, with what the master must know of every 10 ms of it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.master.loudness import HOP, Energies, LoudnessMeter
from musicapp.engines.composer.master.oversampling import sample_peaks
from musicapp.engines.composer.master.target import Target
from musicapp.engines.composer.master.tone import Tone

BYTES_A_FRAME = 8


class Premaster:
    """Takes the mix, block by block, and gives any stretch of it back; a context manager that leaves no file."""

    def __init__(self, path: Path, target: Target) -> None:
        self._path = path
        self._file = path.open("w+b")
        self._tone = Tone(target.tone)
        self._meter = LoudnessMeter()
        self._peaks: list[npt.NDArray[np.float32]] = []
        self._rest = np.zeros(0, np.float32)
        self._frames, self._is_loop = target.frames, target.is_loop

    def __enter__(self) -> Premaster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink()

    def add(self, start: int, sound: Samples) -> None:
        """Append float32 (2, samples) from a sample on; what lies outside the piece only warms the filters up."""
        toned = self._tone.add(sound)[:, max(0, -start) : max(0, self._frames - start)]
        self._file.write(np.ascontiguousarray(toned.T).tobytes())
        self._meter.add(toned)
        peaks = np.concatenate([self._rest, sample_peaks(toned)])
        whole = len(peaks) // HOP * HOP
        self._peaks.append(peaks[:whole].reshape(-1, HOP).max(axis=1))
        self._rest = peaks[whole:]

    @property
    def energies(self) -> Energies:
        """The weighted energy of each whole HOP."""
        return self._meter.energies

    @property
    def peaks(self) -> npt.NDArray[np.float64]:
        """The highest sample of each whole HOP; the last one's includes the rest."""
        peaks = np.concatenate(self._peaks).astype(np.float64)
        peaks[-1:] = max(peaks[-1:].max(initial=0.0), self._rest.max(initial=0.0))
        return peaks

    def read(self, first: int, size: int) -> Samples:
        """Return float32 (2, size) from a sample on: round and round in a loop, silence outside anything else."""
        if not self._is_loop:
            low, high = max(0, first), min(first + size, self._frames)
            around = ((0, 0), (low - first, first + size - high))
            return np.pad(self._inside(low, high), around)
        pieces, at = [], first
        while at < first + size:
            low = at % self._frames
            high = min(self._frames, low + first + size - at)
            pieces.append(self._inside(low, high))
            at += high - low
        return np.concatenate(pieces, axis=1)

    def _inside(self, low: int, high: int) -> Samples:
        self._file.seek(low * BYTES_A_FRAME)
        data = self._file.read((high - low) * BYTES_A_FRAME)
        return np.frombuffer(data, np.float32).reshape(-1, 2).T
