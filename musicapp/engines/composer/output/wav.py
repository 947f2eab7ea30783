"""WAV files of 32-bit floats, written block by block.

Not by libsndfile: it puts the time of writing into a PEAK chunk, and the same request must
give the same bytes.
"""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from types import TracebackType

import numpy as np

from musicapp.engines.composer.audio import Samples

IEEE_FLOAT = 3
BYTES_A_SAMPLE = 4


class WavWriter:
    """Writes a stereo float WAV of a length that is known beforehand; a context manager."""

    def __init__(self, path: Path, rate: int, frames: int, channels: int = 2) -> None:
        self._file = path.open("wb")
        self._hash = hashlib.sha256()
        self._write(wav_header(rate, frames, channels))

    def __enter__(self) -> WavWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def sha256(self) -> str:
        """SHA-256 of what was written, in hexadecimal."""
        return self._hash.hexdigest()

    def add(self, sound: Samples) -> None:
        """Append float32 (channels, samples)."""
        self._write(np.ascontiguousarray(sound.T, dtype="<f4").tobytes())

    def _write(self, data: bytes) -> None:
        self._hash.update(data)
        self._file.write(data)


def wav_header(rate: int, frames: int, channels: int) -> bytes:
    """Return RIFF header, format, fact and data chunk head (Microsoft's WAVE, IEEE float)."""
    frame = channels * BYTES_A_SAMPLE
    size = frames * frame
    form = struct.pack("<HHIIHHH", IEEE_FLOAT, channels, rate, rate * frame, frame, 8 * BYTES_A_SAMPLE, 0)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"fact" + struct.pack("<II", 4, frames)
    return b"RIFF" + struct.pack("<I", len(body) + 8 + size) + body + b"data" + struct.pack("<I", size)
