"""A voice: one recording as one note plays it, all generators and modulators worked out."""

from __future__ import annotations

import math

import msgspec

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.sound.soundfont.envelope import Envelope, read_envelope, read_mod_envelope
from musicapp.engines.composer.sound.soundfont.generators import Amounts, G
from musicapp.engines.composer.sound.soundfont.samples import Recording


class Swing(msgspec.Struct, frozen=True):
    """A slow triangle: when it begins, in samples, and how fast it is, in Hz."""

    delay: float
    rate_hz: float


class Motion(msgspec.Struct, frozen=True, kw_only=True):
    """What moves a voice's pitch (cents), cutoff (cents) and volume (cB) while it sounds."""

    vibrato: Swing
    swell: Swing
    envelope: Envelope
    vibrato_to_pitch: float
    swell_to_pitch: float
    envelope_to_pitch: float
    swell_to_cutoff: float
    envelope_to_cutoff: float
    swell_to_volume: float


class Timbre(msgspec.Struct, frozen=True, kw_only=True):
    """All that shapes a voice's sound before its volume envelope: two notes of one timbre share it.

    start, end and loop are samples of the recording (loop_end 0: it does not loop), ratio is how many of them
    pass in a sample of output, cutoff is in absolute cents, resonance in cB.
    """

    recording: int
    start: int
    end: int
    loop_start: int
    loop_end: int
    ends_at_release: bool
    ratio: float
    cutoff: float
    resonance: float
    motion: Motion


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A timbre with its volume envelope, its gain on each side, and what the modulation wheel adds to its vibrato."""

    timbre: Timbre
    envelope: Envelope
    left: float
    right: float
    wheel_cents: float


def timbre_of(amounts: Amounts, recording: Recording, key: int) -> Timbre:
    """Return the timbre of a note."""
    start = int(amounts[G.START] + 32768 * amounts[G.START_COARSE])
    mode = int(amounts[G.LOOP_MODE]) & 3
    loops = mode in {1, 3}
    loop_end = recording.loop_end + int(amounts[G.LOOP_END] + 32768 * amounts[G.LOOP_END_COARSE])
    return Timbre(
        recording=recording.index,
        start=max(start, 0),
        end=int(amounts[G.END] + 32768 * amounts[G.END_COARSE]),
        loop_start=recording.loop_start + int(amounts[G.LOOP_START] + 32768 * amounts[G.LOOP_START_COARSE]),
        loop_end=loop_end if loops else 0,
        ends_at_release=mode == 3,
        ratio=_ratio(amounts, recording, key),
        cutoff=float(amounts[G.CUTOFF]),
        resonance=float(amounts[G.RESONANCE]),
        motion=_motion(amounts, key),
    )


def voice_of(timbre: Timbre, amounts: Amounts, key: int, wheel_cents: float) -> Voice:
    """Return the voice of a note. 960 cB of attenuation are 96 dB; pan keeps the power."""
    level = 10 ** (-amounts[G.ATTENUATION] / 200)
    angle = (amounts[G.PAN] + 500) / 1000 * math.pi / 2
    return Voice(
        timbre=timbre,
        envelope=read_envelope(amounts, key),
        left=float(level * math.cos(angle)) if amounts[G.PAN] < 500 else 0.0,
        right=float(level * math.sin(angle)) if amounts[G.PAN] > -500 else 0.0,
        wheel_cents=wheel_cents,
    )


def _ratio(amounts: Amounts, recording: Recording, key: int) -> float:
    """Return how many samples of a recording pass in one of ours."""
    root = amounts[G.ROOT] if amounts[G.ROOT] >= 0 else recording.root
    cents = amounts[G.SCALE_TUNING] * (key - root) + recording.correction
    cents += 100 * amounts[G.COARSE_TUNE] + amounts[G.FINE_TUNE]
    ratio = 2 ** (cents / 1200) * recording.rate / RATE
    return float(min(max(ratio, 1 / 256), 64.0))


def _motion(amounts: Amounts, key: int) -> Motion:
    return Motion(
        vibrato=_swing(amounts[G.VIBRATO_DELAY], amounts[G.VIBRATO_RATE]),
        swell=_swing(amounts[G.SWELL_DELAY], amounts[G.SWELL_RATE]),
        envelope=read_mod_envelope(amounts, key),
        vibrato_to_pitch=float(amounts[G.VIBRATO_TO_PITCH]),
        swell_to_pitch=float(amounts[G.SWELL_TO_PITCH]),
        envelope_to_pitch=float(amounts[G.ENVELOPE_TO_PITCH]),
        swell_to_cutoff=float(amounts[G.SWELL_TO_CUTOFF]),
        envelope_to_cutoff=float(amounts[G.ENVELOPE_TO_CUTOFF]),
        swell_to_volume=float(amounts[G.SWELL_TO_VOLUME]),
    )


def _swing(delay: float, rate: float) -> Swing:
    """Return a slow oscillator; its rate is in cents above 8.176 Hz."""
    return Swing(float(RATE * 2 ** (delay / 1200)), float(8.176 * 2 ** (rate / 1200)))
