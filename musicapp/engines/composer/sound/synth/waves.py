"""Waves as sums of partials: one cycle each, with no partial above what the sampling rate carries."""

from __future__ import annotations

import functools
from typing import Annotated, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples

Shape = Literal["sine", "triangle", "saw", "square", "pulse", "drawbars"]
Spectrum = npt.NDArray[np.complex128]
"""complex128 (partials,): amplitude and phase of partial 1 and its multiples."""
HIGHEST_HZ = 22_000.0
ROWS_AN_OCTAVE = 6
LOWEST_CUTOFF_HZ = 20.0
_FINEST, _COARSEST = 1024, 8192


class Wave(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wave form. width is the pulse's share of a cycle, drawbars are the amplitudes of partials 1, 2, 3 and so on."""

    shape: Shape
    width: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.5
    drawbars: tuple[float, ...] = ()


class Filtering(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An analogue filter: two or four poles (12 or 24 dB an octave), resonance as the quality of its first pair."""

    kind: Literal["low", "high", "band"] = "low"
    poles: Literal[2, 4] = 2
    resonance: Annotated[float, msgspec.Meta(ge=0.3, le=12)] = 0.7


def partials(wave: Wave, count: int) -> Spectrum:
    """Return the first partials of a wave (Fourier series with sines, a pulse's with cosines)."""
    number = np.arange(1, count + 1)
    odd = number % 2
    sines: npt.NDArray[np.float64]
    if wave.shape == "pulse":
        return np.asarray(2 / np.pi / number * np.sin(np.pi * number * wave.width), dtype=np.complex128)
    if wave.shape == "drawbars":
        sines = np.resize(np.pad(np.array(wave.drawbars), (0, count)), count)
    else:
        sines = {
            "sine": (number == 1) * 1.0,
            "triangle": 8 / np.pi**2 * odd * np.sin(np.pi * number / 2) / number**2,
            "saw": 2 / np.pi / number,
            "square": 4 / np.pi * odd / number,
        }[wave.shape]
    return np.asarray(-1j * sines)


def response(filtering: Filtering, ratio: npt.NDArray[np.floating]) -> Spectrum:
    """Return what an analogue filter makes of partials at so many times its cutoff."""
    s = 1j * ratio
    top = {"low": 1.0, "high": s**2, "band": s / filtering.resonance}[filtering.kind]
    first = top / (s**2 + s / filtering.resonance + 1)
    if filtering.poles == 2:
        return np.asarray(first, dtype=np.complex128)
    top = {"low": 1.0, "high": s**2, "band": s * 1.85}[filtering.kind]
    return np.asarray(first * top / (s**2 + 1.85 * s + 1), dtype=np.complex128)


def count_partials(highest_hz: float) -> int:
    """Return how many partials of a note stay below 22 kHz."""
    return int(HIGHEST_HZ / highest_hz)


def plain_cycle(wave: Wave, count: int) -> Samples:
    """Return one cycle of count partials and its first sample again, float32 (points + 1,)."""
    return _cycle(partials(wave, count))


@functools.lru_cache(maxsize=768)
def filtered_cycle(wave: Wave, count: int, hz: float, filtering: Filtering, row: int) -> Samples:
    """Return a cycle as a filter leaves it whose cutoff stands at a row (six an octave from 20 Hz), read-only."""
    cutoff_hz = LOWEST_CUTOFF_HZ * 2 ** (row / ROWS_AN_OCTAVE)
    filtered = partials(wave, count) * response(filtering, np.arange(1, count + 1) * (hz / cutoff_hz))
    cycle = _cycle(filtered)
    cycle.flags.writeable = False
    return cycle


def _cycle(spectrum: Spectrum) -> Samples:
    """Return one cycle of a spectrum, fine enough to be read with straight lines, and its first sample again."""
    points = min(max(_FINEST, 1 << (16 * len(spectrum)).bit_length()), _COARSEST)
    bins = np.zeros(points // 2 + 1, dtype=np.complex128)
    bins[1 : len(spectrum) + 1] = spectrum * (points / 2)
    cycle = np.fft.irfft(bins, points).astype(np.float32)
    return np.concatenate((cycle, cycle[:1]))
