"""The parts of drums as sound: swept sines, bursts of noise, metal of square waves."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import high_pass, low_pass
from musicapp.engines.composer.sound.effects.equaliser import filter_whole
from musicapp.engines.composer.sound.synth.kit_rules import Membrane, Metal, Part, Rattle
from musicapp.engines.composer.sound.synth.noise import white
from musicapp.engines.composer.sound.synth.reading import WaveReader, steady_phase
from musicapp.engines.composer.sound.synth.waves import Wave, count_partials, plain_cycle

SIXTY_DB = 6.9
LONGEST_METAL_S = 5.0
METAL_S = 7.0
"""Metal is made once for so long; a hit takes its part from somewhere in it."""


class Hit(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a single hit changes: pitch by its key and as it strays, decay (all factors), and its own chance."""

    tune: float
    stray: float
    decay: float
    chance: np.random.Generator


def sound_part(part: Part, hit: Hit) -> Samples:
    """Return a part of a drum from its strike to its end, float32 (1 or 2, samples)."""
    level = _fall(part, hit)
    return np.asarray(_MAKE[type(part)](part, hit, level) * np.float32(10 ** (part.level_db / 20)), dtype=np.float32)


def _fall(part: Part, hit: Hit) -> Samples:
    """Return a part's envelope, float32 (samples,): a quick rise, an exponential fall, the last of it to nothing."""
    count = round((part.decay_s * hit.decay + part.attack_s) * RATE)
    time = np.arange(count, dtype=np.float32) / np.float32(RATE)
    rise = np.minimum(time / np.float32(part.attack_s), 1)
    end = np.minimum((count - np.arange(count, dtype=np.float32)) / np.float32(0.2 * count), 1)
    fall = np.exp(-np.maximum(time - np.float32(part.attack_s), 0) * np.float32(SIXTY_DB / (part.decay_s * hit.decay)))
    return np.asarray((0.5 - 0.5 * np.cos(np.pi * rise, dtype=np.float32)) * end * fall)


def _membrane(part: Membrane, hit: Hit, level: Samples) -> Samples:
    """Return a swept sine."""
    time = np.arange(len(level)) / RATE
    hz = part.hz * hit.tune * hit.stray * 2 ** (part.drop * np.exp(-time / part.drop_s))
    turns = np.cumsum(hz) / RATE
    phase = ((turns - np.floor(turns)) * 2 * np.pi).astype(np.float32)
    wave = np.sin(phase)
    if part.bend:
        wave += np.float32(part.bend) * np.sin(3 * phase) * level
    return (wave * level)[None]


def _rattle(part: Rattle, hit: Hit, level: Samples) -> Samples:
    """Return bursts of noise."""
    level = _struck_again(part, level)
    noise = white(hit.chance, 2 if part.width else 1, len(level))
    if part.width:
        noise[1] = np.sqrt(1 - part.width**2) * noise[0] + part.width * noise[1]
    return _between(noise, part, hit) * level * np.float32(0.5)


def _struck_again(part: Rattle, level: Samples) -> Samples:
    """Return an envelope that is struck anew at each burst: short ones first, the last one is the drum's own."""
    if not part.bursts_s:
        return level
    last = round(part.bursts_s[-1] * RATE)
    out = np.zeros(len(level) + last, dtype=np.float32)
    out[last:] = level
    time = np.arange(last, dtype=np.float32) / np.float32(RATE)
    starts = np.array((0.0, *part.bursts_s), dtype=np.float32)
    since = time - starts[np.searchsorted(starts, time, side="right") - 1]
    rise = np.minimum(since / np.float32(part.attack_s), 1)
    out[:last] = rise * np.exp(-since * np.float32(SIXTY_DB / part.burst_decay_s))
    return out


def _metal(part: Metal, hit: Hit, level: Samples) -> Samples:
    """Return a stretch of metal."""
    clang = _clang(part.hz, hit.tune)
    level = level[: round(LONGEST_METAL_S * RATE)]
    start = int(hit.chance.random() * (len(clang) - len(level)))
    return _between(clang[None, start : start + len(level)], part, hit) * level


@functools.lru_cache(maxsize=16)
def _clang(pitches: tuple[float, ...], factor: float) -> Samples:
    """Return square waves of all pitches together, float32 (samples,)."""
    count = round(METAL_S * RATE)
    total = np.zeros(count, dtype=np.float32)
    for hz in pitches:
        cycle = plain_cycle(Wave(shape="square"), count_partials(hz * factor))
        total += WaveReader(cycle[None]).at(steady_phase(0.0, hz * factor / RATE, count))
    total /= np.float32(len(pitches) ** 0.5)
    return total


def _between(sound: Samples, part: Rattle | Metal, hit: Hit) -> Samples:
    """Keep what is between a part's frequencies."""
    low_hz = part.low_hz * hit.tune * hit.stray
    sections = [high_pass(low_hz)] * 2
    if part.high_hz < 18_000:
        sections.append(low_pass(low_hz * part.high_hz / part.low_hz))
    return filter_whole(sections, sound)


_MAKE: dict[type[Part], Callable[[Any, Hit, Samples], Samples]] = {
    Membrane: _membrane,
    Rattle: _rattle,
    Metal: _metal,
}
