"""The master: low-cut, loudness to the style's target, true peaks, clean ends.

First pass: render, cut below 25 Hz, measure, keep the result in a scratch file. Second
pass: gain, limiter, fades, WAV. Both go block by block.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
from scipy import signal

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.master.limiter import MARGIN, limit
from musicapp.engines.composer.master.loudness import LoudnessMeter
from musicapp.engines.composer.output.wav import WavWriter
from musicapp.engines.composer.sound.mixer import BLOCK, Block

Advance = Callable[[int], None]
"""Called with the number of samples done so far."""

LOW_CUT_HZ = 25.0
BYTES_A_FRAME = 8
LARGEST_GAIN_DB = 30.0
FIRST_FADE_S = 0.002


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What the master should become. fade_s is the length of the fade at the end."""

    frames: int
    lufs: float
    fade_s: float
    is_loop: bool


class Scratch(msgspec.Struct, frozen=True, kw_only=True):
    """The mix after the low-cut, float32 frames on disk, and its loudness; first is its first sample."""

    path: Path
    first: int
    end: int
    lufs: float


def low_cut(blocks: Iterator[Block]) -> Iterator[Block]:
    """Remove what is below hearing, and DC."""
    sos = signal.butter(2, LOW_CUT_HZ, "highpass", fs=RATE, output="sos")
    state = np.zeros((1, 2, 2))
    for block in blocks:
        filtered, state = signal.sosfilt(sos, block.sound, axis=1, zi=state)
        yield Block(start=block.start, sound=filtered.astype(np.float32))


def keep_mix(blocks: Iterator[Block], target: Target, path: Path, advance: Advance) -> Scratch:
    """First pass: write the mix to a scratch file and measure it."""
    meter = LoudnessMeter()
    first, end = None, 0
    with path.open("wb") as file:
        for block in low_cut(blocks):
            first = block.start if first is None else first
            end = block.start + block.sound.shape[1]
            file.write(np.ascontiguousarray(block.sound.T).tobytes())
            meter.add(inside(block, target.frames))
            advance(max(0, end))
    return Scratch(path=path, first=first or 0, end=end, lufs=meter.lufs())


def inside(block: Block, frames: int) -> Samples:
    """Return the part of a block that belongs to the file."""
    return block.sound[:, max(0, -block.start) : max(0, frames - block.start)]


def write_master(scratch: Scratch, target: Target, path: Path, advance: Advance) -> str:
    """Second pass: write the finished WAV; return its SHA-256."""
    gain = np.float32(10 ** (gain_db(scratch.lufs, target.lufs) / 20))
    with scratch.path.open("rb") as mix, WavWriter(path, RATE, target.frames) as out:
        for start in range(0, target.frames, BLOCK):
            size = min(BLOCK, target.frames - start)
            sound = limit(read_around(mix, scratch, start, size) * gain)[:, MARGIN : MARGIN + size]
            out.add(sound if target.is_loop else fade_ends(sound, start, target))
            advance(start + size)
        return out.sha256


def gain_db(lufs: float, wanted: float) -> float:
    """Return the gain to a wanted loudness; none for silence."""
    return 0.0 if math.isinf(lufs) else min(LARGEST_GAIN_DB, wanted - lufs)


def read_around(mix: BinaryIO, scratch: Scratch, start: int, size: int) -> Samples:
    """Read a stretch with MARGIN samples on both sides, zeros where there are none."""
    low, high = start - MARGIN, start + size + MARGIN
    there_low, there_high = max(low, scratch.first), min(high, scratch.end)
    sound = np.zeros((2, high - low), np.float32)
    mix.seek((there_low - scratch.first) * BYTES_A_FRAME)
    data = mix.read((there_high - there_low) * BYTES_A_FRAME)
    sound[:, there_low - low : there_high - low] = np.frombuffer(data, np.float32).reshape(-1, 2).T
    return sound


def fade_ends(sound: Samples, start: int, target: Target) -> Samples:
    """Fade the very start in and the end out (raised cosine)."""
    if start > FIRST_FADE_S * RATE and start + sound.shape[1] < target.frames - target.fade_s * RATE:
        return sound
    place = np.arange(start, start + sound.shape[1], dtype=np.float64)
    fade = max(1.0, target.fade_s * RATE)
    rising = np.clip((place + 1) / (FIRST_FADE_S * RATE), 0.0, 1.0)
    falling = np.clip((target.frames - 1 - place) / fade, 0.0, 1.0)
    faded: Samples = (sound * np.sin(np.pi / 2 * rising) ** 2 * np.sin(np.pi / 2 * falling) ** 2).astype(np.float32)
    return faded
