"""The mix, block by block: an hour of music never lies in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.piano import Piano, blow_of
from musicapp.engines.composer.sound.room import Room
from musicapp.engines.composer.sound.voices import StringVoice

BLOCK = 1 << 18
DAMPED_AFTER = 9.0
"""Time constants after which a damped string is silent."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of sound, float32 (2, samples), from a sample on (negative: before the start)."""

    start: int
    sound: Samples


def render_blocks(voices: tuple[StringVoice, ...], first: int, end: int) -> Iterator[Block]:
    """Render the voices with their room from one sample to another."""
    piano, room = Piano(), Room(BLOCK)
    waiting = sorted(voices, key=lambda v: (v.start, v.pitch), reverse=True)
    sounding: list[StringVoice] = []
    for start in range(first, end, BLOCK):
        while waiting and waiting[-1].start < start + BLOCK:
            sounding.append(waiting.pop())
        dry = np.zeros((2, BLOCK), np.float32)
        sounding = [voice for voice in sounding if add_voice(dry, start, voice, piano)]
        yield Block(start=start, sound=room.add(dry)[:, : end - start])


def add_voice(out: Samples, start: int, voice: StringVoice, piano: Piano) -> bool:
    """Add a voice's part of a block to out; True while it sounds on after it."""
    key, blow = piano.key(voice.pitch), blow_of(voice.velocity)
    silent = voice.damped - voice.start + int(DAMPED_AFTER * key.release_s * RATE)
    end = min(key.soft.shape[1], silent)
    from_ = max(0, start - voice.start)
    to = min(end, start + out.shape[1] - voice.start)
    if to > from_:
        sound = key.soft[:, from_:to] * np.float32(blow.soft)
        bright_to = min(to, key.bright.shape[1])
        if bright_to > from_:
            sound[:, : bright_to - from_] += key.bright[:, from_:bright_to] * np.float32(blow.bright)
        damp(sound, voice.damped - voice.start - from_, key.release_s)
        at = voice.start + from_ - start
        out[:, at : at + to - from_] += sound
    return bool(voice.start + end > start + out.shape[1])


def damp(sound: Samples, at: int, release_s: float) -> None:
    """Let the damper fall at a sample of sound (it may lie before or after it)."""
    first = max(0, at)
    if first < sound.shape[1]:
        since = np.arange(first - at, sound.shape[1] - at, dtype=np.float32)
        sound[:, first:] *= np.exp(since * np.float32(-1.0 / (release_s * RATE)))
