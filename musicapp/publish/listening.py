"""Listens to what an engine made before anybody else has to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from musicapp.core.model import Brief, Record
from musicapp.core.sidecar import Loudness
from musicapp.publish.audio import blocks_of, open_sound
from musicapp.publish.level import Level
from musicapp.publish.loudness import LoudnessMeter
from musicapp.publish.refusal import Refusal
from musicapp.publish.true_peak import TruePeakMeter
from musicapp.publish.workload import Spend

LENGTH_TOLERANCE_S = 0.5
LISTENING_COST = 0.002
"""Seconds of one core for a second of sound."""

_CONTAINERS = frozenset({"WAV", "WAVEX", "RF64"})
_RATES_HZ = frozenset({44_100, 48_000})


class Heard(Record, frozen=True, kw_only=True):
    """A piece as it was heard: its length in frames, its rate in Hz, how loud it is."""

    frames: int
    rate_hz: int
    loudness: Loudness

    @property
    def seconds(self) -> float:
        """The length in s."""
        return self.frames / self.rate_hz


def hear_track(path: Path, brief: Brief, spend: Spend) -> Heard:
    """Listen to the mix.

    Raises:
        Refusal: it is no WAV, silent, at no sane level, or not as long as was asked for.
    """
    with open_sound(path) as file:
        _check_shape(path, file)
        level = Level(path.name, file.channels)
        loudness, peak = LoudnessMeter(file.samplerate, file.channels), TruePeakMeter(file.channels)
        frames = 0
        for block in blocks_of(file):
            level.add(block)
            loudness.add(block)
            peak.add(block)
            frames += len(block)
            spend(LISTENING_COST * len(block) / file.samplerate)
        _check_length(path, frames / file.samplerate, brief)
        level.check_heard()
        level.check_sane()
        measured = Loudness(lufs=loudness.integrated_lufs(), true_peak_db=peak.peak_db())
        return Heard(frames=frames, rate_hz=file.samplerate, loudness=measured)


def hear_stem(path: Path, mix: Heard, spend: Spend) -> None:
    """Listen to one stem, which may be silent but must lie under the mix.

    Raises:
        Refusal: it is no WAV, leaves full scale, or has another length or rate.
    """
    with open_sound(path) as file:
        _check_shape(path, file)
        level = Level(path.name, file.channels)
        frames = 0
        for block in blocks_of(file):
            level.add(block)
            frames += len(block)
            spend(LISTENING_COST * len(block) / file.samplerate)
        if (frames, file.samplerate) != (mix.frames, mix.rate_hz):
            raise Refusal(f"{path.name} does not fit the mix: {frames} frames at {file.samplerate} Hz")


def _check_shape(path: Path, file: Any) -> None:
    if file.format not in _CONTAINERS:
        raise Refusal(f"{path.name} is {file.format}, not WAV")
    if file.samplerate not in _RATES_HZ:
        raise Refusal(f"{path.name} has a sample rate of {file.samplerate} Hz")
    if file.channels not in (1, 2):
        raise Refusal(f"{path.name} has {file.channels} channels")
    if file.frames <= 0:
        raise Refusal(f"{path.name} is empty")


def _check_length(path: Path, seconds: float, brief: Brief) -> None:
    """A loop may be as far off as the nearest whole number of beats is."""
    tolerance_s = 60.0 / brief.tempo if brief.loop else LENGTH_TOLERANCE_S
    if abs(seconds - brief.seconds) > tolerance_s:
        raise Refusal(f"{path.name} is {seconds:.2f} s long, not {brief.seconds:.2f} s")
