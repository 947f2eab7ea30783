"""Renders scenes by FluidSynth and by ours, and measures how far they are apart."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import mido
import msgspec
import numpy as np
import numpy.typing as npt
import pytest
import soundfile
from scipy import signal

from musicapp.core.paths import resource_path
from musicapp.engines.composer.audio import BLOCK, RATE
from musicapp.engines.composer.mix.pan import pan_matrix
from musicapp.engines.composer.performance.track import Curve, PedalPress, PlayedNote, Track
from musicapp.engines.composer.sound.controllers import expression_gains
from musicapp.engines.composer.sound.soundfont.bank import Bank, open_bank
from musicapp.engines.composer.sound.soundfont.sampler import Sampler
from musicapp.engines.composer.sound.stem import Stem
from tests.engines.sampler.scenes import Scene

Sound = npt.NDArray[np.float64]
"""float64 (2, samples)."""
BANK = "MuseScore_General_Lite.sf3"
OCTAVES = (63, 125, 250, 500, 1000, 2000, 4000, 8000)
SOFTEST_DB = -45.0
"""Octaves that are softer than this under the whole are not compared."""


def bank() -> Bank:
    """Open the bank that is shipped."""
    return open_bank(resource_path("sounds") / BANK)


def need_fluidsynth() -> str:
    """Return the program, skip where it is said to be missing, fail where it just is."""
    found = shutil.which("fluidsynth")
    if found is None and os.environ.get("MUSICAPP_NO_FLUIDSYNTH"):
        pytest.skip("FluidSynth is not installed, and MUSICAPP_NO_FLUIDSYNTH says that it need not be")
    assert found, "FluidSynth is needed: install it, or set MUSICAPP_NO_FLUIDSYNTH"
    return found


def by_fluidsynth(scene: Scene) -> Sound:
    """Render a scene by FluidSynth, dry."""
    with tempfile.TemporaryDirectory() as folder:
        midi, out = Path(folder) / "scene.mid", Path(folder) / "out.wav"
        midi.write_bytes(scene.midi())
        options = "-ni -q -r 48000 -O float -R 0 -C 0 -g 0.2 -o synth.dynamic-sample-loading=1".split()  # noqa: SIM905
        files = ["-F", str(out), str(resource_path("sounds") / BANK), str(midi)]
        command = [need_fluidsynth(), *options, *files]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        sound, rate = soundfile.read(out, dtype="float64")
    assert rate == RATE
    return _fitted(np.ascontiguousarray(sound.T), scene)


def by_ours(scene: Scene, opened: Bank) -> Sound:
    """Render a scene as the program does: notes and controllers as a track, by stem and sampler; then fader and pan."""
    track, faders = read_midi(scene.midi())
    stem = Stem(Sampler(opened, scene.program, 128 if scene.is_drums else 0), track, 0)
    count = -(-round(scene.length_s * RATE) // BLOCK)
    sound = np.concatenate([stem.next_block() for _ in range(count)], axis=1).astype(np.float64)
    times = np.arange(sound.shape[1]) / RATE
    volume = expression_gains(np.arange(128.0))[_stepped(faders[7], 100, times)]
    places = np.array([pan_matrix(max(-1.0, (value - 64) / 63), 1.0) for value in range(128)])
    panned = np.einsum("nij,jn->in", places[_stepped(faders[10], 64, times)], sound)
    return _fitted(volume * panned, scene)


def read_midi(content: bytes) -> tuple[Track, dict[int, list[tuple[float, int]]]]:
    """Return what a MIDI file with one channel plays, and its faders: (time in s, value) of controllers 7 and 10."""
    notes: list[PlayedNote] = []
    down: dict[int, tuple[float, int]] = {}
    moves: dict[Any, list[tuple[float, int]]] = {1: [], 7: [], 10: [], 11: [], 64: [], "bend": []}
    now = 0.0
    for message in mido.MidiFile(file=io.BytesIO(content)):
        now += message.time
        if message.type == "note_on":
            down[message.note] = (now, message.velocity)
        elif message.type == "note_off":
            start, velocity = down.pop(message.note)
            notes.append(PlayedNote(start_s=start, end_s=now, pitch=message.note, velocity=velocity))
        elif message.type == "control_change":
            moves[message.control].append((now, message.value))
        elif message.type == "pitchwheel":
            moves["bend"].append((now, message.pitch))
    pedal = tuple(PedalPress(down_s=a, up_s=b) for (a, _), (b, _) in zip(moves[64][::2], moves[64][1::2], strict=True))
    track = Track(
        name="scene",
        instrument="scene",
        notes=tuple(sorted(notes, key=lambda note: note.start_s)),
        pedal=pedal,
        expression=_steps(moves[11], 1.0),
        modulation=_steps(moves[1], 1.0),
        bend=_steps(moves["bend"], 2 / 8192),
    )
    return track, {7: moves[7], 10: moves[10]}


def _steps(moves: list[tuple[float, int]], scale: float) -> Curve:
    """Return messages as a curve with steps."""
    curve: list[tuple[float, float]] = []
    for at, value in moves:
        if curve:
            curve.append((at - 1e-6, curve[-1][1]))
        curve.append((at, value * scale))
    return tuple(curve)


def _stepped(moves: list[tuple[float, int]], rest: int, times: Sound) -> npt.NDArray[np.int64]:
    values = np.array([rest, *(value for _, value in moves)])
    return values[np.searchsorted([at for at, _ in moves], times, side="right")]


def _fitted(sound: Sound, scene: Scene) -> Sound:
    size = round(scene.length_s * RATE)
    return np.pad(sound, ((0, 0), (0, max(0, size - sound.shape[1]))))[:, :size]


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """How far ours is from FluidSynth: levels in dB a window, bands in dB an octave, pitch in cents a window."""

    scene: Scene
    levels_db: tuple[float, ...]
    bands_db: dict[int, float]
    cents: tuple[float, ...]


def compare(scene: Scene, theirs: Sound, ours: Sound) -> Apart:
    """Measure a scene."""
    windows = [slice(round(a * RATE), round(b * RATE)) for a, b in scene.heard()]
    return Apart(
        scene=scene,
        levels_db=tuple(level_db(ours[:, w]) - level_db(theirs[:, w]) for w in windows),
        bands_db=bands_apart(theirs, ours),
        cents=tuple(cents_apart(theirs[:, w], ours[:, w]) for w in windows) if scene.is_pitched else (),
    )


def level_db(sound: Sound) -> float:
    """Return the RMS level of both sides."""
    return float(10 * np.log10(np.mean(sound**2) + 1e-20))


def bands_apart(theirs: Sound, ours: Sound) -> dict[int, float]:
    """Return the difference in each octave in which theirs is heard."""
    powers = [np.sum(np.abs(np.fft.rfft(sound)) ** 2, axis=0) for sound in (theirs, ours)]
    hertz = np.fft.rfftfreq(theirs.shape[1], 1 / RATE)
    found: dict[int, float] = {}
    for middle in OCTAVES:
        inside = (hertz >= middle / 2**0.5) & (hertz < middle * 2**0.5)
        first, second = (float(power[inside].sum()) for power in powers)
        if first > powers[0].sum() * 10 ** (SOFTEST_DB / 10):
            found[middle] = float(10 * np.log10(second / first))
    return found


def cents_apart(theirs: Sound, ours: Sound) -> float:
    """Return how much higher ours is: the strongest partial of theirs against the nearest of ours."""
    hertz = peak_hertz(theirs, 30.0, 8000.0)
    return float(1200 * np.log2(peak_hertz(ours, hertz / 1.03, hertz * 1.03) / hertz))


def peak_hertz(sound: Sound, low: float, high: float) -> float:
    """Return the frequency of the strongest partial between two frequencies."""
    part = sound[:, sound.shape[1] // 6 :]
    size = 1 << 19
    power = np.sum(np.abs(np.fft.rfft(part * signal.windows.hann(part.shape[1]), size)) ** 2, axis=0)
    bins = slice(int(low * size / RATE), int(high * size / RATE) + 1)
    at = bins.start + int(np.argmax(power[bins]))
    before, top, after = np.log(power[at - 1 : at + 2] + 1e-30)
    return float((at + 0.5 * (before - after) / (before - 2 * top + after)) * RATE / size)


def vibrato_cents(sound: Sound, hertz: float) -> float:
    """Return how far the pitch of a tone swings from end to end, in cents."""
    sections = signal.butter(2, (hertz * 0.8, hertz * 1.25), "bandpass", fs=RATE, output="sos")
    phase = np.unwrap(np.angle(signal.hilbert(signal.sosfiltfilt(sections, sound.sum(axis=0)))))
    smooth = signal.savgol_filter(np.diff(phase), 1921, 2)[RATE // 2 : -RATE // 2]
    return float(1200 * np.log2(smooth.max() / smooth.min()))


def common_offset(found: Iterable[Apart]) -> float:
    """Return the one difference in level that is taken off all."""
    return float(np.median([level for apart in found for level in apart.levels_db]))
