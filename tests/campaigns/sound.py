"""A finished WAV measured block by block: an hour needs no more memory than a second.

Nothing here knows how it was made: scipy's polyphase resampler for true peaks, pyloudnorm's filters for loudness.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import pyloudnorm
import soundfile
from scipy import signal

Sound = npt.NDArray[np.float64]
"""Samples, (frames, channels)."""
BLOCK = 1 << 19
OVERSAMPLING, AROUND = 8, 256
QUIET_PEAK = 0.35
"""Blocks below are not oversampled: no filter of music makes 8 dB between two samples."""
GRAIN_S = 0.01
ABSOLUTE_GATE_LUFS, RELATIVE_GATE_LU = -70.0, -10.0


class Heard(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a file is: levels_db are those of each 10 ms, means those of each channel."""

    frames: int
    rate: int
    peak: float
    true_peak_db: float
    means: tuple[float, ...]
    lufs: float
    levels_db: npt.NDArray[np.float64]

    @property
    def seconds(self) -> float:
        """Length in s."""
        return self.frames / self.rate


def hear(path: Path) -> Heard:
    """Measure a file."""
    info = soundfile.info(path)
    sums, squares = np.zeros(info.channels), []
    peak = true_peak = 0.0
    grain = round(GRAIN_S * info.samplerate)
    for start, sound in blocks(path, AROUND):
        inside = sound[min(start, AROUND) :][: min(BLOCK, info.frames - start)]
        sums += inside.sum(axis=0)
        peak = max(peak, float(np.abs(inside).max()))
        true_peak = max(true_peak, true_peak_of(sound))
        squares.append(grains(inside, grain))
    return Heard(
        frames=info.frames,
        rate=info.samplerate,
        peak=peak,
        true_peak_db=to_db(true_peak),
        means=tuple(float(value) for value in sums / info.frames),
        lufs=loudness(path),
        levels_db=10 * np.log10(np.concatenate(squares) + 1e-15),
    )


def blocks(path: Path, around: int = 0) -> Iterator[tuple[int, Sound]]:
    """Yield where each block starts and its samples, with some of those before and after."""
    with soundfile.SoundFile(path) as file:
        for start in range(0, file.frames, BLOCK):
            first = max(0, start - around)
            file.seek(first)
            yield start, np.asarray(file.read(start + BLOCK + around - first, dtype="float64", always_2d=True))


def grains(sound: Sound, size: int) -> npt.NDArray[np.float64]:
    """Return the mean square of each so many samples; a rest at the end is one of its own."""
    starts = np.arange(0, len(sound), size)
    counts = np.diff(np.append(starts, len(sound)))
    return np.asarray(np.add.reduceat((sound**2).mean(axis=1), starts) / counts)


def true_peak_of(sound: Sound) -> float:
    """Return the highest value between samples, eight times oversampled."""
    if np.abs(sound).max(initial=0.0) < QUIET_PEAK:
        return float(np.abs(sound).max(initial=0.0))
    return float(np.abs(signal.resample_poly(sound, OVERSAMPLING, 1, axis=0)).max())


def to_db(value: float) -> float:
    """Return an amplitude in dB."""
    return 20 * math.log10(max(value, 1e-9))


def loudness(path: Path) -> float:
    """Return the integrated loudness after BS.1770 in LUFS, -inf for silence."""
    rate = soundfile.info(path).samplerate
    filters = pyloudnorm.Meter(rate)._filters.values()
    states = [np.zeros((2, soundfile.info(path).channels)) for _ in filters]
    steps, rest = [], np.zeros((0, soundfile.info(path).channels))
    size = rate // 10
    for _, sound in blocks(path):
        for number, stage in enumerate(filters):
            sound, states[number] = signal.lfilter(stage.b, stage.a, sound, axis=0, zi=states[number])  # noqa: PLW2901
        joined = np.concatenate([rest, sound])
        whole = len(joined) // size * size
        steps.append((joined[:whole] ** 2).reshape(-1, size * joined.shape[1]).sum(axis=1) / size)
        rest = joined[whole:]
    return gated(np.concatenate(steps))


def gated(steps: npt.NDArray[np.float64]) -> float:
    """Return the loudness of weighted powers of each 100 ms."""
    windows = np.convolve(steps, np.full(4, 0.25), mode="valid")
    for gate in (0.0, RELATIVE_GATE_LU):
        floor = ABSOLUTE_GATE_LUFS if gate == 0.0 else to_lufs(float(windows.mean())) + gate
        windows = windows[10 * np.log10(np.maximum(windows, 1e-15)) - 0.691 > floor]
        if not len(windows):
            return -math.inf
    return to_lufs(float(windows.mean()))


def to_lufs(power: float) -> float:
    """Return the loudness of a weighted power."""
    return -0.691 + 10 * math.log10(max(power, 1e-15))
