"""Soundboard and room: an impulse response of our own, and a convolution that runs in blocks."""

from __future__ import annotations

import numpy as np
from scipy import fft, signal

from musicapp.engines.composer import seeds
from musicapp.engines.composer.audio import RATE, Samples

ROOM_S = 1.7
PREDELAY_S = 0.012
BANDS = ((120.0, 400.0, 1.5), (400.0, 1600.0, 1.35), (1600.0, 5000.0, 0.95), (5000.0, 12000.0, 0.55))
"""Lower and upper edge in Hz, time to fall by 60 dB in s."""
MONO_BELOW_HZ = 400.0
"""Bass is the same on both sides."""
ROOM_GAIN = 0.085
REFLECTIONS = ((0.0071, 0.30), (0.0113, -0.24), (0.0167, 0.20), (0.0229, 0.16), (0.0311, -0.12))
"""Early reflections: delay in s and gain."""
EARLY_GAIN = 0.22


def impulse_response(channel: str) -> Samples:
    """Return the room of one channel, float32 (samples,): noise that decays faster the higher it is."""
    size = int(ROOM_S * RATE)
    time = np.arange(size) / RATE
    response = np.zeros(size)
    for low, high, decay_s in BANDS:
        side = "both" if high <= MONO_BELOW_HZ else channel
        noise = seeds.child(0, "room", side).random(size) * 2 - 1
        band = signal.sosfilt(signal.butter(2, (low, high), "bandpass", fs=RATE, output="sos"), noise)
        response += np.asarray(band) * 10.0 ** (-3.0 * time / decay_s)
    response *= ROOM_GAIN * np.minimum(1.0, time / 0.03)
    response = np.roll(response, int(PREDELAY_S * RATE))
    response[: int(PREDELAY_S * RATE)] = 0.0
    farther = 1.0 if channel == "left" else 1.13
    for delay_s, gain in REFLECTIONS:
        response[int(delay_s * farther * RATE)] += EARLY_GAIN * gain
    response *= np.minimum(1.0, (ROOM_S - time) / 0.2)
    return response.astype(np.float32)


class Room:
    """Adds the room to a dry stereo signal, block after block of one size (overlap-add)."""

    def __init__(self, block: int) -> None:
        responses = [impulse_response(channel) for channel in ("left", "right")]
        self._block = block
        self._size = fft.next_fast_len(block + len(responses[0]) - 1, real=True)
        self._spectra = np.stack([fft.rfft(response, self._size) for response in responses])
        self._tail = np.zeros((2, self._size - block), np.float32)

    def add(self, dry: Samples) -> Samples:
        """Return dry float32 (2, block) with its room."""
        spectrum = fft.rfft((dry[0] + dry[1]) * np.float32(0.5), self._size)
        wet = fft.irfft(spectrum[None, :] * self._spectra, self._size).astype(np.float32)
        wet[:, : self._tail.shape[1]] += self._tail
        self._tail = wet[:, self._block :].copy()
        return dry + wet[:, : self._block]
