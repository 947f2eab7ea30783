"""The piano: every key rendered once as two layers, mellow and bright, which velocity mixes.

A partial is a complex exponential, computed as block starts times one block (outer
product), so that a note costs two multiplications a sample and partial instead of a sine.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np
import numpy.typing as npt
from scipy import signal

from musicapp.engines.composer import seeds
from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.strings import (
    AFTER_DECAY,
    AFTER_SOUND,
    DETUNE_CENTS,
    PROMPT_DECAY,
    Array,
    Partials,
    partials_of,
)

BLOCK = 512
LONGEST_S = 8.0
INAUDIBLE = math.log(10 ** (60 / 20))
"""Nepers after which a partial is left out: 60 dB."""
ATTACK_S = 0.0022
KNOCK_S = 0.09
KNOCK_LEVEL = 0.16
WIDTH = 0.32
"""How far the keyboard is spread: 0 mono, 1 hard left to hard right."""
HIGHEST_DAMPED = 88
REFERENCE_VELOCITY = 100.0
LOUDNESS_POWER = 1.75
BRIGHTNESS_POWER = 1.3


class KeySound(msgspec.Struct, frozen=True, kw_only=True):
    """One key's layers, float32 (channels, samples), and its damper (release time constant in s)."""

    soft: Samples
    bright: Samples
    release_s: float


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """A layer while its partials are added: strengths and blocks (partials,), sound float32 (samples,)."""

    strengths: Samples
    blocks: npt.NDArray[np.int64]
    prompt: Samples
    after: Samples


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
    left, right = pan_gains(pitch)
    partials = partials_of(pitch)
    soft, bright = (strings_at_rest(strengths, partials.decay) for strengths in (partials.soft, partials.bright))
    sound_partials(partials, (soft, bright))
    layers = [spread_strings(layer, left, right) for layer in (soft, bright)]
    knock = hammer_knock(pitch, seeds.child(0, "piano", str(pitch)))
    size = min(knock.shape[1], layers[1].shape[1])
    layers[1][:, :size] += knock[:, :size] * np.array([[left], [right]], np.float32)
    release_s = 0.09 * 2.0 ** (-(pitch - 48) / 24) if pitch <= HIGHEST_DAMPED else LONGEST_S
    return KeySound(soft=layers[0], bright=layers[1], release_s=release_s)


def pan_gains(pitch: int) -> tuple[float, float]:
    """Return a key's equal-power gains as the player hears it: low left, high right."""
    angle = math.pi / 4 * (1 + WIDTH * max(-1.0, min(1.0, (pitch - 62) / 36)))
    return math.cos(angle), math.sin(angle)


def spread_strings(layer: Layer, left: float, right: float) -> Samples:
    """Place a layer in the stereo field, the after-sound a little more to the other side."""
    shape_ends(layer.prompt)
    shape_ends(layer.after)
    sides = ((left, 0.7 * left + 0.3 * right), (right, 0.7 * right + 0.3 * left))
    return np.stack([np.float32(p) * layer.prompt + np.float32(a) * layer.after for p, a in sides])


def strings_at_rest(strengths: Array, decay: Array) -> Layer:
    """Return an empty layer as long as its partials can be heard beside the strongest."""
    relative = np.abs(strengths) / float(np.max(np.abs(strengths)))
    nepers = np.log(np.maximum(relative, 1e-9)) + INAUDIBLE
    seconds = np.clip(nepers / (decay * AFTER_DECAY), 0.0, LONGEST_S)
    blocks = np.ceil(seconds * RATE / BLOCK).astype(np.int64)
    size = max(1, int(blocks.max())) * BLOCK
    return Layer(
        strengths=strengths.astype(np.float32),
        blocks=blocks,
        prompt=np.zeros(size, np.float32),
        after=np.zeros(size, np.float32),
    )


def sound_partials(partials: Partials, layers: tuple[Layer, Layer]) -> None:
    """Add every partial to both layers; its wave is computed once, as long as it can be heard."""
    scratch = tuple(np.empty(max(len(layer.prompt) for layer in layers), np.float32) for _ in range(2))
    spread = 2.0 ** (DETUNE_CENTS / 1200)
    for index, (hertz, decay) in enumerate(zip(partials.hertz.tolist(), partials.decay.tolist(), strict=True)):
        blocks = max(int(layer.blocks[index]) for layer in layers)
        prompt_blocks = math.ceil(blocks * AFTER_DECAY / PROMPT_DECAY)
        wave = decaying_sine(hertz, decay * PROMPT_DECAY, prompt_blocks, scratch)
        for layer in layers:
            add_wave(layer.prompt, wave, layer.strengths[index] * np.float32(1 - AFTER_SOUND), scratch[1])
        wave = decaying_sine(hertz * spread, decay * AFTER_DECAY, blocks, scratch)
        for layer in layers:
            add_wave(layer.after, wave, layer.strengths[index] * np.float32(AFTER_SOUND), scratch[1])


def decaying_sine(hertz: float, decay: float, blocks: int, scratch: tuple[Samples, ...]) -> Samples:
    """Return a decaying sine of some blocks, in the first scratch array."""
    per_sample = complex(-decay, 2 * math.pi * hertz) / RATE
    inside = np.exp(per_sample * np.arange(BLOCK))
    starts = np.exp(per_sample * BLOCK * np.arange(blocks))
    wave, other = (array[: blocks * BLOCK].reshape(blocks, BLOCK) for array in scratch)
    np.multiply.outer(starts.imag.astype(np.float32), inside.real.astype(np.float32), out=wave)
    np.multiply.outer(starts.real.astype(np.float32), inside.imag.astype(np.float32), out=other)
    wave += other
    return wave.reshape(-1)


def add_wave(out: Samples, wave: Samples, strength: np.float32, scratch: Samples) -> None:
    """Add a wave times its strength to the start of out, as far as both go."""
    size = min(len(out), len(wave))
    out[:size] += np.multiply(wave[:size], strength, out=scratch[:size])


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
    cutoff_hz = 400.0 * 2.0 ** ((pitch - 48) / 24)
    felt = signal.butter(2, (60.0, cutoff_hz), "bandpass", fs=RATE, output="sos")
    smooth: Array = np.asarray(signal.sosfilt(felt, noise)) * math.sqrt(RATE / (8 * cutoff_hz))
    time = np.arange(size) / RATE
    shape: Array = np.exp(-time / 0.018) * np.minimum(1.0, time / 0.0015)
    knock: Samples = (KNOCK_LEVEL * smooth * shape).astype(np.float32)
    return knock[None, :]
