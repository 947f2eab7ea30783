"""Synthetic parts to mix: each note a tone of its pitch or a burst of noise, known sample by sample."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from musicapp.engines.composer.audio import BLOCK, RATE, Samples
from musicapp.engines.composer.mix.mixdown import Mixdown, MixPart, OpenStem, StemSource
from musicapp.engines.composer.mix.rules import MixRules, PartMix
from musicapp.engines.composer.performance.track import PlayedNote, Track
from musicapp.engines.composer.sound.stem import Turn

ENDS_S = 0.3
"""How long a note sounds on after its end."""


class TrackSource:
    """Sounds a track's notes at a gain, in the blocks the desk asks for."""

    def __init__(self, notes: Sequence[PlayedNote], first: int, gain: float, drum: bool) -> None:
        self._notes, self._next, self._gain, self._drum = notes, first, gain, drum

    def next_block(self) -> Samples:
        out = np.zeros((2, BLOCK))
        for note in self._notes:
            start, end = round(note.start_s * RATE), round((note.end_s + ENDS_S) * RATE)
            low, high = max(start, self._next), min(end, self._next + BLOCK)
            if low < high:
                out[:, low - self._next : high - self._next] += self._sound(note, np.arange(low - start, high - start))
        self._next += BLOCK
        return (out * self._gain).astype(np.float32)

    def _sound(
        self, note: PlayedNote, at: np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        time = at / RATE
        held = note.end_s - note.start_s
        level = note.velocity / 127 * np.minimum(1, time / 0.003)
        if self._drum:
            whole = np.random.default_rng(note.pitch).standard_normal((2, round((held + ENDS_S) * RATE) + 1))
            return np.asarray(whole[:, at] * level * np.exp(-time / 0.05))
        hertz = 440 * 2 ** ((note.pitch - 69) / 12)
        level = level * np.clip(1 - (time - held) / ENDS_S, 0, 1)
        wave = sum(np.sin(2 * np.pi * hertz * n * time) / n for n in (1, 2, 3))
        side = np.sin(2 * np.pi * hertz * 1.003 * time)
        return np.asarray(level * np.stack([wave + 0.3 * side, wave - 0.3 * side]))


def sounding(gain: float = 0.1, drum: bool = False) -> OpenStem:
    """Return what opens a track's sound."""

    def open_source(track: Track, first: int, turn: Turn) -> StemSource:
        return TrackSource(track.notes[turn.place :: turn.count], first, gain, drum)

    return open_source


def track_of(name: str, *notes: tuple[float, float, int, int]) -> Track:
    """Return a track of notes written as start, end, pitch, velocity."""
    played = tuple(PlayedNote(start_s=s, end_s=e, pitch=p, velocity=v) for s, e, p, v in notes)
    return Track(name=name, instrument=name, notes=played)


def small_band(seconds: float, beat_s: float = 0.5) -> tuple[Track, Track, Track]:
    """Return bass, chords and drums of a piece."""
    beats = range(int(seconds / beat_s))
    bass = track_of("bass", *((b * beat_s, (b + 0.9) * beat_s, 36 + b % 5, 90) for b in beats))
    chords = track_of("chords", *((b * beat_s, (b + 2) * beat_s, p, 70) for b in beats[::2] for p in (60, 64, 67)))
    drums = track_of("drums", *((b * beat_s, b * beat_s + 0.1, 36 + 2 * (b % 2), 110) for b in beats))
    return bass, chords, drums


def band_mixdown(seconds: float, drums_lufs: float = -18.0, **changes: object) -> Mixdown:
    """Return a band on the desk, with spaces, echoes and ducking."""
    bass, chords, drums = small_band(seconds)
    fields: dict[str, object] = {
        "parts": (
            MixPart(track=bass, open=sounding(0.02), mix=PartMix(level_lufs=-20, width=0, duck_db=4)),
            MixPart(
                track=chords,
                open=sounding(0.3),
                mix=PartMix(level_lufs=-20, pan=-0.3, room=0.1, hall=0.3, delay=0.2, high_pass_hz=120, chorus=0.4),
            ),
            MixPart(track=drums, open=sounding(0.1, drum=True), mix=PartMix(level_lufs=drums_lufs, room=0.2)),
        ),
        "rules": MixRules(),
        "frames": round(seconds * RATE),
        "is_loop": False,
        "fade_s": 0.1,
        "beat_s": 0.5,
        "kicks_s": tuple(n.start_s for n in drums.notes if n.pitch == 36),
        **changes,
    }
    return Mixdown(**fields)  # type: ignore[arg-type]


class NoiseSource:
    """The same block of noise, over and over: a long piece that costs nothing to sound."""

    def __init__(self) -> None:
        self._block = np.random.default_rng(1).standard_normal((2, BLOCK)).astype(np.float32) * np.float32(0.1)

    def next_block(self) -> Samples:
        return self._block


def noisy_mixdown(seconds: float) -> Mixdown:
    """Return a long piece of two parts of noise."""
    note = track_of("noise", (0.0, seconds, 60, 100))
    part = MixPart(track=note, open=lambda _track, _first, _turn: NoiseSource(), mix=PartMix(room=0.1, hall=0.1))
    return band_mixdown(8.0, parts=(part,) * 2, frames=round(seconds * RATE))
