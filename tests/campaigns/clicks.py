"""Clicks: jumps of a few samples that stand alone.

The second difference of a click stands far above those in the 3 ms before and after. A stroke of a drum or a plucked
string goes on after its first sample, so it rarely does; where one does, a note starts at that very moment.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from tests.campaigns.sound import BLOCK, Sound, blocks

AROUND = 4096
SPAN_S, GAP = 0.003, 4
LEAST = 0.005
"""Of full scale: a softer jump is not heard in music."""
RATIO = 25.0
ONSET_S = 0.006


class Click(msgspec.Struct, frozen=True, kw_only=True):
    """Where it is in s, how large its second difference, and how far that stands above its surroundings."""

    at_s: float
    size: float
    ratio: float


def find_clicks(path: Path, rate: int) -> list[Click]:
    """Return the clicks of a file."""
    found: list[Click] = []
    for start, sound in blocks(path, AROUND):
        before = min(start, AROUND)
        found += [
            msgspec.structs.replace(click, at_s=click.at_s + (start - before) / rate)
            for click in clicks_in(sound, rate)
            if before <= click.at_s * rate < before + BLOCK
        ]
    return found


def seam_clicks(path: Path, rate: int) -> list[Click]:
    """Return the clicks where a loop's end runs into its start; at_s is 0 at the seam."""
    starts = [sound for _, sound in blocks(path)]
    sound = np.concatenate([starts[-1][-AROUND:], starts[0][:AROUND]])
    seam = min(AROUND, len(starts[-1]))
    return [
        msgspec.structs.replace(click, at_s=click.at_s - seam / rate)
        for click in clicks_in(sound, rate)
        if abs(click.at_s * rate - seam) < 16
    ]


def clicks_in(sound: Sound, rate: int) -> list[Click]:
    """Return the clicks of all channels in order, those within 3 ms as one."""
    all_channels = [click for channel in sound.T for click in clicks_of(channel, rate)]
    clicks: list[Click] = []
    for click in sorted(all_channels, key=lambda one: one.at_s):
        if not clicks or click.at_s - clicks[-1].at_s > SPAN_S:
            clicks.append(click)
    return clicks


def clicks_of(channel: npt.NDArray[np.float64], rate: int) -> list[Click]:
    """Return every sample that stands out on one channel."""
    second = np.abs(np.diff(channel, 2))
    span = round(SPAN_S * rate)
    power = np.concatenate([[0.0], np.cumsum(second**2)])
    places = np.flatnonzero(second > LEAST)
    places = places[(places > span + GAP) & (places < len(second) - span - GAP - 1)]
    before = (power[places - GAP] - power[places - GAP - span]) / span
    after = (power[places + GAP + 1 + span] - power[places + GAP + 1]) / span
    ratios = second[places] / np.sqrt(np.maximum(np.maximum(before, after), 1e-12))
    return [
        Click(at_s=(place + 1) / rate, size=float(second[place]), ratio=float(ratio))
        for place, ratio in zip(places, ratios, strict=True)
        if ratio > RATIO
    ]


def without_onset(clicks: list[Click], onsets_s: npt.NDArray[np.float64]) -> list[Click]:
    """Return the clicks at which no note starts."""
    if not len(onsets_s):
        return clicks
    return [click for click in clicks if np.abs(onsets_s - click.at_s).min() > ONSET_S]
