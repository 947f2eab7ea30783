"""A plucked string after Karplus and Strong (1983), tuned between samples after Jaffe and Smith (1983).

The string is a period of samples that is filtered at each turn. Several turns are taken at once where the string is
short: their filters, convolved, are one filter.
"""

from __future__ import annotations

import math

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import high_pass, low_pass, peak
from musicapp.engines.composer.sound.effects.equaliser import filter_whole
from musicapp.engines.composer.sound.synth.course import Course, Precise
from musicapp.engines.composer.sound.synth.patch import StringLayer
from musicapp.engines.composer.sound.synth.sounding import Sounding

BLOCK = 384
"""Samples that are taken in one step, at least."""
DULL_HZ = 4000.0
PLUCK_RMS = 0.3
"""All keys and velocities pluck with the same power; what differs is how bright, and how long it lasts."""


def pluck(layer: StringLayer, sounding: Sounding) -> Samples:
    """Return a plucked string with its body, float32 (1, samples)."""
    course, tone = sounding.course, sounding.tone
    longest = math.ceil(course.cycles[-1] / course.hz * RATE) + 4
    key = 2 ** (-layer.key_tracking * (tone.pitch - 60) / 12)
    loss = _turn_filter(course.hz, layer.decay_s * key, layer.dull_decay_s * key)
    bright_hz = layer.bright_hz * 2 ** (layer.velocity_octaves * (tone.velocity - 100) / 127)
    string = vibrate(_excite(layer, sounding, bright_hz), loss, RATE / course.hz, longest)
    heard = string if course.is_steady else warp(string, course)
    body = [peak(one.hz, one.gain_db, one.q) for one in layer.body]
    return filter_whole([high_pass(30.0), *body], heard[None, : sounding.count])


def vibrate(excitation: Samples, loss: tuple[float, float], period: float, count: int) -> Samples:
    """Return a string's sound from its excitation; loss is gain and blur of a turn, period in samples."""
    turn, lag = _taps(loss, period)
    before = lag + BLOCK + 8 * len(turn)
    sound = np.zeros(before + count)
    sound[before : before + len(excitation)] = excitation[:count]
    taps, turns, position = turn, 1, before + lag
    # More turns at once are right only where all the samples that they read lie behind the excitation.
    settled = before + len(excitation) + 2 * lag
    while position < len(sound):
        while turns * lag < BLOCK and len(taps) < 7 * len(turn) and position - (turns + 1) * lag - len(taps) > settled:
            taps, turns = np.convolve(taps, turn), turns + 1
        reach = turns * lag
        size = min(reach, len(sound) - position)
        first = position - reach - len(taps) + 1
        sound[position : position + size] += np.convolve(sound[first : position - reach + size], taps, mode="valid")
        position += size
    return sound[before:].astype(np.float32)


def warp(string: Samples, course: Course) -> Samples:
    """Read a string of steady pitch along a course (four-point Hermite), float32 (samples,)."""
    place = course.cycles * (RATE / course.hz)
    index = place.astype(np.int64)
    part = (place - index).astype(np.float32)
    padded = np.pad(string, (1, 4))
    before, here, after, later = (padded[index + shift] for shift in range(4))
    slope, far = 0.5 * (after - before), 0.5 * (later - here)
    bend = slope + here - after
    curve = bend + far + here - after
    return np.asarray(here + part * (slope + part * (-(bend + curve) + part * curve)), dtype=np.float32)


def _taps(loss: tuple[float, float], period: float) -> tuple[Precise, int]:
    """Return the filter of one turn and the whole samples before its first tap.

    A three-point blur (delay 1) and a third-order Lagrange interpolator (delay between 1 and 2) make up the rest.
    """
    gain, blur = loss
    whole = math.floor(period - 2)
    part = period - whole - 1
    nodes = np.arange(4)
    lagrange = np.array([np.prod([(part - m) / (k - m) for m in nodes if m != k]) for k in nodes])
    return gain * np.convolve(lagrange, [blur, 1 - 2 * blur, blur]), whole


def _turn_filter(hz: float, decay_s: float, dull_decay_s: float) -> tuple[float, float]:
    """Return gain and blur of a turn for decay times (to -60 dB) of the fundamental and of 4 kHz."""
    gain = 10 ** (-3 / (hz * decay_s))
    dull = 10 ** (-3 / (hz * min(dull_decay_s, decay_s)))
    blur = (1 - dull / gain) / (2 - 2 * math.cos(2 * math.pi * DULL_HZ / RATE))
    blur = min(blur, 0.25)
    at_fundamental = 1 - 2 * blur * (1 - math.cos(2 * math.pi * hz / RATE))
    return min(gain / at_fundamental, 0.99995), blur


def _excite(layer: StringLayer, sounding: Sounding, bright_hz: float) -> Samples:
    """Return a period of the pluck: noise and a pulse, duller from a soft finger, less what the place swallows."""
    period = RATE / sounding.course.hz
    count = max(round(period), 8)
    noise = sounding.chance.random(count) * 2 - 1
    pulse = np.zeros(count)
    pulse[: max(count // 2, 1)] = np.hanning(max(count // 2, 1) + 2)[1:-1]
    raw = layer.noise * noise + (1 - layer.noise) * np.gradient(pulse) * count / 6
    back = max(round(layer.place * period), 1)
    combed = np.concatenate((raw, np.zeros(back)))
    combed[back:] -= raw
    combed -= combed.mean()
    edge = np.minimum(np.arange(len(combed)), np.arange(len(combed))[::-1])
    combed *= np.minimum(edge / max(0.05 * count, 2), 1)
    soft = filter_whole([low_pass(bright_hz)], combed[None].astype(np.float32))[0]
    return np.asarray(soft * np.float32(PLUCK_RMS / np.sqrt(np.mean(soft**2))))
