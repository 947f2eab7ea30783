"""Envelopes: how a sound rises, falls, is held and let go, without a click."""

from __future__ import annotations

import math
from typing import Annotated

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples

Seconds = Annotated[float, msgspec.Meta(ge=0, le=60)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
DECAY_RATE = 5.0
"""An exponential decay has done 99.3 % of its way after its time."""
RELEASE_RATE = 4.0
CHOKE_S = 0.012


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Attack, decay, sustain and release.

    attack_share adds that share of the note's length to the attack (risers); rise above 1 lets it begin late and
    swell. With rings the key's release is not heard: attack and decay run to their end, as on a drum.
    """

    attack_s: Annotated[float, msgspec.Meta(ge=0.0005, le=20)] = 0.004
    attack_share: Share = 0.0
    rise: Annotated[float, msgspec.Meta(ge=0.5, le=8)] = 1.0
    decay_s: Annotated[float, msgspec.Meta(ge=0.002, le=30)] = 0.3
    sustain: Share = 1.0
    release_s: Annotated[float, msgspec.Meta(ge=0.004, le=10)] = 0.06
    rings: bool = False


def envelope_samples(envelope: Envelope, held: int) -> int:
    """Return how many samples a note held so long lasts with its release."""
    if envelope.rings:
        return round((_attack_s(envelope, held) + envelope.decay_s) * RATE)
    return held + round(envelope.release_s * RATE)


def shape(envelope: Envelope, held: int, count: int, step: int = 1) -> Samples:
    """Return the level (0-1) at count points step samples apart, float32 (count,): zero from its end on."""
    time = np.arange(count, dtype=np.float32) * np.float32(step / RATE)
    level = _rise_and_fall(envelope, time, _attack_s(envelope, held))
    end = envelope_samples(envelope, held) / RATE
    if envelope.rings:
        tail_s = min(0.3 * envelope.decay_s, 0.05)
        level *= np.clip((end - time) / np.float32(tail_s), 0, 1)
        return level
    let_go = min(math.ceil(held / step), count - 1)
    fall = np.clip((time[let_go:] - np.float32(held / RATE)) / np.float32(envelope.release_s), 0, 1)
    level[let_go:] = level[let_go] * (1 - fall) ** 2 * np.exp(-RELEASE_RATE * fall)
    return level


def choke(sound: Samples, cut: int) -> Samples:
    """Silence a sound from cut on within 12 ms, float32 (2, samples)."""
    end = min(cut + round(CHOKE_S * RATE), sound.shape[1])
    silenced = sound[:, :end].copy()
    fade = np.cos(np.linspace(0, np.pi / 2, end - cut, dtype=np.float32)) if end > cut else np.ones(0, np.float32)
    silenced[:, cut:] *= fade**2
    return silenced


def _attack_s(envelope: Envelope, held: int) -> float:
    """Return how long the attack lasts."""
    return envelope.attack_s + envelope.attack_share * held / RATE


def _rise_and_fall(envelope: Envelope, time: Samples, attack_s: float) -> Samples:
    """Return attack, decay and sustain of a key never let go."""
    top = int(np.searchsorted(time, attack_s))
    level = np.empty_like(time)
    level[:top] = (0.5 - 0.5 * np.cos(time[:top] * np.float32(np.pi / attack_s))) ** np.float32(envelope.rise)
    sustain = 0.0 if envelope.rings else envelope.sustain
    if sustain == 1:
        level[top:] = 1
    else:
        past = (time[top:] - np.float32(attack_s)) * np.float32(DECAY_RATE / envelope.decay_s)
        level[top:] = sustain + (1 - sustain) * np.exp(-past)
    return level
