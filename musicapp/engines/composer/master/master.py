"""The master: one pass over the kept mix by a plan, another only where the limiter cost loudness."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.master.ceiling import CEILING, MOST_LIMITING_DB
from musicapp.engines.composer.master.clip import clip_softly, clipped_db
from musicapp.engines.composer.master.fades import FIRST_FADE_S, fade_gain
from musicapp.engines.composer.master.glue import gain_at
from musicapp.engines.composer.master.limiter import MARGIN, limiting_gain
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
NEAR_ENOUGH_DB = 0.1


class Mastered(msgspec.Struct, frozen=True, kw_only=True):
    """The finished file's SHA-256, and what it became."""

    sha256: str
    report: MasterReport


class Heard(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What came out of a pass by a plan: its file's SHA-256, loudness, true peak and the limiter's least gain."""

    plan: Plan
    sha256: str
    lufs: float
    peak: float
    least_gain: float = 1.0

    @property
    def limiting_db(self) -> float:
        """The most that clip and limiter took from a peak together."""
        return clipped_db(self.plan.peak) - to_db(self.least_gain) if self.plan.must_limit else 0.0


def write_master(premaster: Premaster, target: Target, path: Path, advance: Advance) -> Mastered:
    """Write the finished WAV as loud as the target says, or as peaks let it be."""
    heard = Pass(premaster, target, plan_master(premaster, target)).write(path, part(advance, 0))
    for number in range(1, MOST_PASSES):
        plan = corrected(heard, target)
        if plan is None:
            break
        heard = Pass(premaster, target, plan).write(path, part(advance, number))
    advance(1.0)
    return Mastered(sha256=heard.sha256, report=report_of(heard, target))


def corrected(heard: Heard, target: Target) -> Plan | None:
    """Return the plan for another pass, where the last one took too much from peaks or missed the loudness."""
    plan = heard.plan
    excess_db = heard.limiting_db - MOST_LIMITING_DB
    most_gain = plan.most_gain if excess_db < NEAR_ENOUGH_DB else plan.gain * to_gain(-excess_db)
    wanted = msgspec.structs.replace(plan, most_gain=most_gain).with_gain(plan.gain * to_gain(target.lufs - heard.lufs))
    is_done = not plan.must_limit or abs(to_db(wanted.gain / plan.gain)) < NEAR_ENOUGH_DB
    return None if is_done else wanted


def to_gain(level_db: float) -> float:
    """Return what so many dB multiply by."""
    return float(10 ** (level_db / 20))


def to_db(gain: float) -> float:
    """Return a gain in dB."""
    return 20 * math.log10(gain)


def part(advance: Advance, number: int) -> Advance:
    """Return what a pass reports to: most are the only one, so each takes half of what is left."""
    left = 0.5**number
    return lambda share: advance(1 - left + left / 2 * share)


def report_of(heard: Heard, target: Target) -> MasterReport:
    """Say what the master became."""
    return MasterReport(
        lufs=heard.lufs,
        target_lufs=target.lufs,
        true_peak_db=to_db(heard.peak) if heard.peak else -math.inf,
        glue_db=-to_db(float(heard.plan.glue.min(initial=1.0))),
        limiting_db=heard.limiting_db,
    )


class Pass:
    """One pass over the mix: glue, gain, clip and limiter where they are needed, fades."""

    def __init__(self, premaster: Premaster, target: Target, plan: Plan) -> None:
        self._premaster, self._target, self._plan = premaster, target, plan
        self._meter = LoudnessMeter()
        self._peak, self._least_gain = 0.0, 1.0

    def write(self, path: Path, advance: Advance) -> Heard:
        """Write the file and tell what was heard."""
        frames = self._target.frames
        with WavWriter(path, RATE, frames) as out:
            for end, finished in self._stretches(frames):
                out.add(finished)
                advance(end / frames)
        if not self._plan.must_limit:
            return Heard(plan=self._plan, sha256=out.sha256, lufs=self._plan.lufs, peak=self._plan.peak)
        return Heard(
            plan=self._plan, sha256=out.sha256, lufs=self._meter.lufs(), peak=self._peak, least_gain=self._least_gain
        )

    def _stretches(self, frames: int) -> Iterator[tuple[int, Samples]]:
        """Yield where each stretch ends and how it sounds; the next one is made while one is taken."""
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(self._finished, 0, min(STRETCH, frames))
            for start in range(0, frames, STRETCH):
                finished, end = coming.result(), min(start + STRETCH, frames)
                if end < frames:
                    coming = ahead.submit(self._finished, end, min(STRETCH, frames - end))
                yield end, finished

    def _finished(self, start: int, size: int) -> Samples:
        if not self._plan.must_limit:
            return self._with_fades(self._at_level(start, size), start)
        loud = clip_softly(self._at_level(start - MARGIN, size + 2 * MARGIN))
        finished = self._with_fades(self._limited(loud), start)
        self._meter.add(finished)
        return finished

    def _limited(self, loud: Samples) -> Samples:
        """Return a stretch limited and without its margins; keep its true peak and the least gain."""
        peaks, inside = true_peaks(loud, CEILING), slice(MARGIN, loud.shape[1] - MARGIN)
        gain = limiting_gain(peaks)
        if gain is None:
            self._peak = max(self._peak, float(peaks[inside].max()))
            return loud[:, inside]
        self._peak = max(self._peak, float((peaks * gain)[inside].max()))
        self._least_gain = min(self._least_gain, float(gain[inside].min()))
        return (loud * gain)[:, inside]

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
