"""The body of a voice: its recording at its pitch, through its filter, before the volume envelope."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.instrument import CONTROL, Tone
from musicapp.engines.composer.sound.soundfont.envelope import Points
from musicapp.engines.composer.sound.soundfont.filtering import OPEN, low_pass, pass_on, sweep, waver
from musicapp.engines.composer.sound.soundfont.motion import (
    cutoff_bounds,
    cutoff_cents,
    pitch_cents,
    triangle,
    volume_gains,
)
from musicapp.engines.composer.sound.soundfont.reading import Span, read
from musicapp.engines.composer.sound.soundfont.voice import Timbre, Voice


def reading_key(timbre: Timbre) -> Hashable:
    """Return what two timbres share if only their filters differ."""
    motion = timbre.motion
    is_still = not (motion.vibrato_to_pitch or motion.swell_to_pitch or motion.envelope_to_pitch)
    place = timbre.recording, timbre.start, timbre.end, timbre.loop_start, timbre.loop_end
    return place, timbre.ratio, None if is_still else motion


def read_voice(recording: Samples, voice: Voice, size: int, tone: Tone | None = None) -> Samples:
    """Return size samples of a voice's recording at its pitch, fewer if it ends, float32 (samples,).

    tone, if given, bends it, moves its vibrato, and leaves a loop that ends with the key.
    """
    points = size // CONTROL + 2
    cents = pitch_cents(voice.timbre.motion, points)
    if tone is not None:
        cents = (np.zeros(points) if cents is None else cents) + _played_cents(voice, tone, points)
    return read(recording, voice.timbre, Span(size=size, cents=cents, held=tone.length if tone else None))


def filter_voice(sound: Samples, timbre: Timbre) -> Samples:
    """Return a read voice through its filter and its tremolo; how long it is changes nothing of what it begins with."""
    filtered = _low_pass(sound, timbre)
    tremolo = volume_gains(timbre.motion, len(sound) // CONTROL + 2)
    return filtered if tremolo is None else filtered * spread(tremolo)[: len(sound)]


def _low_pass(sound: Samples, timbre: Timbre) -> Samples:
    lowest, highest = (timbre.cutoff + bound for bound in cutoff_bounds(timbre.motion))
    if lowest >= OPEN and timbre.resonance <= 0:
        return pass_on(sound, timbre.resonance)
    moved = cutoff_cents(timbre.motion, len(sound) // CONTROL + 2)
    if moved is None:
        return low_pass(sound, timbre.cutoff, timbre.resonance)
    if timbre.motion.swell_to_cutoff:
        return waver(sound, timbre.cutoff + moved, (lowest, highest), timbre.resonance)
    return sweep(sound, timbre.cutoff + moved, timbre.resonance)


def _played_cents(voice: Voice, tone: Tone, points: int) -> Points:
    """Return what bend and modulation wheel do to the pitch."""
    cents = np.zeros(points)
    if tone.bend is not None:
        cents += 100 * _held(tone.bend, points)
    if tone.modulation is not None:
        swing = triangle(voice.timbre.motion.vibrato, np.arange(points, dtype=np.float64) * CONTROL)
        cents += voice.wheel_cents * swing * _held(tone.modulation, points)
    return cents


def _held(curve: Samples, points: int) -> Points:
    """Return a curve with as many points as wanted; its last value holds."""
    at = np.minimum(np.arange(points), len(curve) - 1)
    return curve[at].astype(np.float64)
