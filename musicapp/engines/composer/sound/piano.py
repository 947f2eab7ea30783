"""The piano: every key rendered once as two layers, mellow and bright, which velocity mixes.

A partial is a complex exponential, computed as block starts times one block (outer
product), so that a note costs two multiplications a sample and partial instead of a sine.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer import seeds
from musicapp.engines.composer.sound.strings import (
    AFTER_DECAY,
    AFTER_SOUND,
    DETUNE_CENTS,
    PROMPT_DECAY,
    partials_of,
)

Samples = npt.NDArray[np.float32]

RATE = 48_000
BLOCK = 512
LONGEST_S = 9.0
INAUDIBLE = math.log(10 ** (70 / 20))
"""Nepers after which a partial is left out: 70 dB."""
ATTACK_S = 0.0022
KNOCK_S = 0.09
KNOCK_LEVEL = 0.16
WIDTH = 0.32
"""How far the keyboard is spread: 0 mono, 1 hard left to hard right."""
HIGHEST_DAMPED = 88
REFERENCE_VELOCITY = 100.0
LOUDNESS_POWER = 1.75
BRIGHTNESS_POWER = 1.6


class KeySound(msgspec.Struct, frozen=True, kw_only=True):
    """One key's layers, float32 (channels, samples), and its damper (release time constant in s)."""

    soft: Samples
    bright: Samples
    release_s: float


class Blow(msgspec.Struct, frozen=True, kw_only=True):
    """How a velocity mixes the layers."""

    soft: float
    bright: float


class Piano:
    """Keys as they are asked for, kept: at most 88, about 3 MB each."""

    def __init__(self) -> None:
        self._keys: dict[int, KeySound] = {}

    def key(self, pitch: int) -> KeySound:
        """Return a key's sound."""
        if pitch not in self._keys:
            self._keys[pitch] = render_key(pitch)
        return self._keys[pitch]


def blow_of(velocity: int) -> Blow:
    """Return the layers' gains: harder is louder, and brighter more than louder."""
    force = velocity / REFERENCE_VELOCITY
    loud = force**LOUDNESS_POWER
    return Blow(soft=loud, bright=loud * min(1.0, force**BRIGHTNESS_POWER))


def render_key(pitch: int) -> KeySound:
    """Render a key's two layers."""
    partials = partials_of(pitch)
    rng = seeds.child(0, "piano", str(pitch))
    left, right = pan_gains(pitch)
    layers = []
    for strengths in (partials.soft, partials.bright):
        prompt, after = render_layer(partials.hertz, partials.decay, strengths)
        layers.append(np.stack([left * prompt + right * 0.8 * after, right * prompt + left * 0.8 * after]))
    knock = hammer_knock(pitch, rng)
    layers[1][:, : knock.shape[1]] += knock * np.array([[left], [right]], np.float32)
    release_s = 0.09 * 2.0 ** (-(pitch - 48) / 24) if pitch <= HIGHEST_DAMPED else LONGEST_S
    return KeySound(soft=layers[0], bright=layers[1], release_s=release_s)


def pan_gains(pitch: int) -> tuple[float, float]:
    """Return a key's equal-power gains as the player hears it: low left, high right."""
    angle = math.pi / 4 * (1 + WIDTH * max(-1.0, min(1.0, (pitch - 62) / 36)))
    return math.cos(angle), math.sin(angle)


def render_layer(
    hertz: npt.NDArray[np.float64], decay: npt.NDArray[np.float64], strengths: npt.NDArray[np.float64]
) -> tuple[Samples, Samples]:
    """Render prompt sound and after-sound, float32 (samples,) each."""
    loudest = float(np.max(np.abs(strengths)))
    audible = np.log(np.maximum(np.abs(strengths) / loudest, 1e-9)) + INAUDIBLE
    slowest = decay * AFTER_DECAY
    seconds = np.clip(audible / slowest, 0.0, LONGEST_S)
    size = blocks_of(float(np.max(seconds))) * BLOCK
    prompt, after = np.zeros(size, np.float32), np.zeros(size, np.float32)
    spread = 2.0 ** (DETUNE_CENTS / 1200)
    for index in np.flatnonzero(seconds > 0.01):
        count = blocks_of(float(seconds[index]))
        strength = float(strengths[index])
        add_partial(prompt, count, hertz[index], decay[index] * PROMPT_DECAY, strength * (1 - AFTER_SOUND))
        add_partial(after, count, hertz[index] * spread, slowest[index], strength * AFTER_SOUND)
    shape_ends(prompt)
    shape_ends(after)
    return prompt, after


def blocks_of(seconds: float) -> int:
    """Return how many blocks hold a time."""
    return max(1, math.ceil(seconds * RATE / BLOCK))


def add_partial(out: Samples, blocks: int, hertz: float, decay: float, strength: float) -> None:
    """Add one decaying sine to the first blocks of out."""
    per_sample = complex(-decay, 2 * math.pi * hertz) / RATE
    inside = np.exp(per_sample * np.arange(BLOCK))
    starts = strength * np.exp(per_sample * BLOCK * np.arange(blocks))
    wave = np.multiply.outer(starts.imag.astype(np.float32), inside.real.astype(np.float32))
    wave += np.multiply.outer(starts.real.astype(np.float32), inside.imag.astype(np.float32))
    out[: blocks * BLOCK] += wave.reshape(-1)


def shape_ends(sound: Samples) -> None:
    """Round the attack as felt does, and fade the last tenth so that nothing is cut."""
    attack = int(ATTACK_S * RATE)
    sound[:attack] *= np.sin(np.linspace(0, np.pi / 2, attack, dtype=np.float32)) ** 2
    fade = len(sound) // 10
    sound[-fade:] *= np.cos(np.linspace(0, np.pi / 2, fade, dtype=np.float32)) ** 2


def hammer_knock(pitch: int, rng: np.random.Generator) -> Samples:
    """Return the thump of hammer and key bed, float32 (1, samples): decaying noise, darker for low keys."""
    size = int(KNOCK_S * RATE)
    noise = rng.random(size) * 2 - 1
    width = max(4, int(RATE / (400.0 * 2 ** ((pitch - 48) / 24))))
    smooth = np.convolve(noise, np.hanning(width) / np.sqrt(width), mode="same")
    time = np.arange(size) / RATE
    shaped = smooth * np.exp(-time / 0.018) * np.minimum(1.0, time / 0.0015)
    return (KNOCK_LEVEL * (shaped - shaped.mean()))[None, :].astype(np.float32)
