"""What is wrong with the sound of a finished piece, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from musicapp.core.model import Brief
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.protocol import Used
from tests.campaigns.clicks import Click, seam_clicks
from tests.campaigns.score import Score
from tests.campaigns.sound import GRAIN_S, Heard

LENGTH_S, LOOP_FRAMES, MIDI_S = 0.5, 1, 0.05
LOUDEST_DBTP = -1.0
LARGEST_MEAN = 1e-3
SILENT_DB, SILENT_LUFS, LONGEST_HOLE_S = -60.0, -60.0, 2.5
END_DB = -50.0
LOUDNESS_LU, FAR_LU, WELL_LIMITED_DB = 0.5, 3.0, 1.0
ALONE_LU = 6.0
"""How far drums without company may stay below a style's loudness: strokes and silence have nothing to be held down."""
CRACKLING = frozenset({"lofi"})
"""Styles with the dust of a record, which is nothing but clicks."""


def length_faults(heard: Heard, score: Score, brief: Brief) -> Iterator[str]:
    """Compare the lengths of sound and score with the one asked for."""
    if brief.loop:
        wanted = loop_seconds(brief)
        if abs(heard.frames - wanted * heard.rate) > LOOP_FRAMES:
            yield f"length: a loop of {heard.seconds:.4f} s, not {wanted:.4f} s"
    elif abs(heard.seconds - brief.seconds) > LENGTH_S:
        yield f"length: {heard.seconds:.3f} s, not {brief.seconds:g} s"
    if abs(score.seconds - heard.seconds) > MIDI_S:
        yield f"midi: {score.seconds:.3f} s long beside {heard.seconds:.3f} s of sound"


def loop_seconds(brief: Brief) -> float:
    """Return how long a loop is: the nearest whole number of beats, of eighths where beats are unequal."""
    numerator, denominator = (int(number) for number in brief.meter.split("/"))
    is_unequal = denominator == 8 and numerator % 3 != 0
    unit_s = 60.0 / brief.tempo / (2 if is_unequal else 1)
    return max(1, round(brief.seconds / unit_s)) * unit_s


def level_faults(heard: Heard, brief: Brief) -> Iterator[str]:
    """Find what is too loud, silent, or off centre."""
    if not math.isfinite(heard.peak):
        yield "sound: not a number"
    if heard.peak > 1.0:
        yield f"sound: a sample of {heard.peak:.3f}"
    if heard.true_peak_db > LOUDEST_DBTP:
        yield f"true peak: {heard.true_peak_db:.2f} dBTP"
    if max(abs(mean) for mean in heard.means) > LARGEST_MEAN:
        yield f"sound: DC of {max(heard.means, key=abs):.4f}"
    if heard.lufs < SILENT_LUFS:
        yield f"sound: silent, {heard.lufs:.1f} LUFS"
    yield from hole_faults(heard)
    end_db = float(heard.levels_db[-1])
    if not brief.loop and end_db > END_DB:
        yield f"end: the last 10 ms are at {end_db:.1f} dBFS"


def hole_faults(heard: Heard) -> Iterator[str]:
    """Find silences inside, and at both ends."""
    sounding = np.flatnonzero(heard.levels_db > SILENT_DB)
    places = [-1, *sounding.tolist(), len(heard.levels_db)]
    for left, right in pairwise(places):
        if (right - left - 1) * GRAIN_S > LONGEST_HOLE_S:
            yield f"hole: {(right - left - 1) * GRAIN_S:.1f} s of silence from {(left + 1) * GRAIN_S:.1f} s on"


def loudness_faults(heard: Heard, used: Used) -> Iterator[str]:
    """Compare the loudness with the style's, and with what is said of it."""
    mastering = used.mastering
    target = load_style(used.style).mix.lufs
    if mastering is not None and mastering.target_lufs != target:
        yield f"report: a target of {mastering.target_lufs:g} LUFS, not {target:g}"
    limited_db = 0.0 if mastering is None else mastering.limiting_db
    if heard.lufs > target + LOUDNESS_LU:
        yield f"loudness: {heard.lufs:.2f} LUFS, louder than {target:g}"
    elif heard.lufs < target - (ALONE_LU if is_drummed(used) else FAR_LU):
        yield f"loudness: {heard.lufs:.2f} LUFS, far softer than {target:g}; {limited_db:.1f} dB of limiting"
    elif heard.lufs < target - LOUDNESS_LU and limited_db < WELL_LIMITED_DB:
        yield f"loudness: {heard.lufs:.2f} LUFS, softer than {target:g}, and the report says {limited_db:.1f} dB"


def is_drummed(used: Used) -> bool:
    """True where nobody plays but drummers."""
    return all(load_instruments()[word].is_drums for word in used.instruments)


def click_faults(clicks: list[Click], brief: Brief) -> Iterator[str]:
    """Tell of jumps at which no note starts."""
    if clicks and brief.style not in CRACKLING:
        loudest = max(clicks, key=lambda click: click.size)
        yield f"clicks: {len(clicks)}, the largest at {loudest.at_s:.3f} s"


def seam_faults(path: Path, heard: Heard) -> Iterator[str]:
    """Hear the jump from a loop's end to its start."""
    for click in seam_clicks(path, heard.rate):
        yield f"seam: a jump of {click.size:.3f}, {click.ratio:.0f} times its surroundings"
