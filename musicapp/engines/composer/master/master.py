"""The master: one pass over the kept mix by a plan, another only where the limiter cost loudness."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.master.ceiling import CEILING
from musicapp.engines.composer.master.clip import clip_softly, clipped_db
from musicapp.engines.composer.master.fades import FIRST_FADE_S, fade_gain
from musicapp.engines.composer.master.glue import gain_at
from musicapp.engines.composer.master.limiter import MARGIN, limiting, lower
from musicapp.engines.composer.master.loudness import LoudnessMeter
from musicapp.engines.composer.master.oversampling import true_peaks
from musicapp.engines.composer.master.plan import Plan, plan_master
from musicapp.engines.composer.master.premaster import Premaster
from musicapp.engines.composer.master.target import MasterReport, Target
from musicapp.engines.composer.output.wav import WavWriter

Advance = Callable[[float], None]
"""Called with the share that is done (0-1)."""
STRETCH = 1 << 18
"""Samples that are mastered at a time."""
MOST_PASSES = 3
NEAR_ENOUGH_LU = 0.1


class Mastered(msgspec.Struct, frozen=True, kw_only=True):
    """The finished file's SHA-256, and what it became."""

    sha256: str
    report: MasterReport


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What came out of a pass: its file's SHA-256, loudness, true peak and the limiter's greatest reduction."""

    sha256: str
    lufs: float
    peak: float
    limited_db: float


def write_master(premaster: Premaster, target: Target, path: Path, advance: Advance) -> Mastered:
    """Write the finished WAV as loud as the target says, or as peaks let it be."""
    plan = plan_master(premaster, target)
    for number in range(MOST_PASSES):
        heard = Pass(premaster, target, plan).write(path, part(advance, number))
        wanted = plan.with_gain(plan.gain * 10 ** ((target.lufs - heard.lufs) / 20)) if plan.must_limit else plan
        if abs(wanted.lufs - plan.lufs) < NEAR_ENOUGH_LU:
            break
        plan = wanted
    advance(1.0)
    return Mastered(sha256=heard.sha256, report=report_of(plan, target, heard))


def part(advance: Advance, number: int) -> Advance:
    """Return what a pass reports to: most are the only one, so each takes half of what is left."""
    left = 0.5**number
    return lambda share: advance(1 - left + left / 2 * share)


def report_of(plan: Plan, target: Target, heard: Heard) -> MasterReport:
    """Say what the master became."""
    return MasterReport(
        lufs=heard.lufs,
        target_lufs=target.lufs,
        true_peak_db=float(20 * np.log10(heard.peak)) if heard.peak else -np.inf,
        glue_db=float(-20 * np.log10(plan.glue.min(initial=1.0))),
        limiting_db=heard.limited_db + clipped_db(plan.peak) if plan.must_limit else 0.0,
    )


class Pass:
    """One pass over the mix: glue, gain, clip and limiter where they are needed, fades."""

    def __init__(self, premaster: Premaster, target: Target, plan: Plan) -> None:
        self._premaster, self._target, self._plan = premaster, target, plan
        self._meter = LoudnessMeter()
        self._peak = self._limited_db = 0.0

    def write(self, path: Path, advance: Advance) -> Heard:
        """Write the file and tell what was heard."""
        frames = self._target.frames
        with WavWriter(path, RATE, frames) as out:
            for start in range(0, frames, STRETCH):
                size = min(STRETCH, frames - start)
                out.add(self._finished(start, size))
                advance((start + size) / frames)
        if not self._plan.must_limit:
            return Heard(sha256=out.sha256, lufs=self._plan.lufs, peak=self._plan.peak, limited_db=0.0)
        return Heard(sha256=out.sha256, lufs=self._meter.lufs(), peak=self._peak, limited_db=self._limited_db)

    def _finished(self, start: int, size: int) -> Samples:
        if not self._plan.must_limit:
            return self._with_fades(self._at_level(start, size), start)
        loud = clip_softly(self._at_level(start - MARGIN, size + 2 * MARGIN))
        reduction = limiting(loud)
        inside = slice(MARGIN, MARGIN + size)
        sound = loud[:, inside] if reduction is None else lower(loud[:, inside], reduction[inside])
        finished = self._with_fades(sound, start)
        self._hear(finished, 0.0 if reduction is None else float(reduction[inside].max()))
        return finished

    def _hear(self, finished: Samples, reduced_db: float) -> None:
        """Keep loudness, true peak and reduction of what was finished."""
        self._meter.add(finished)
        self._peak = max(self._peak, float(true_peaks(finished, CEILING).max()))
        self._limited_db = max(self._limited_db, reduced_db)

    def _at_level(self, first: int, size: int) -> Samples:
        """Return the mix with glue and gain, float32 (2, size)."""
        period = self._target.frames if self._target.is_loop else None
        gain = gain_at(self._plan.glue, np.arange(first, first + size), period) * np.float32(self._plan.gain)
        return self._premaster.read(first, size) * gain

    def _with_fades(self, sound: Samples, start: int) -> Samples:
        """Fade the very start in and the end out; leave a loop alone."""
        frames, last = self._target.frames, self._target.fade_s * RATE
        end = start + sound.shape[1]
        if self._target.is_loop or (start > FIRST_FADE_S * RATE and end < frames - last):
            return sound
        return sound * fade_gain(np.arange(start, end), frames, last).astype(np.float32)
