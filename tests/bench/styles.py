"""How fast every style is made, from the command to the finished track, beside FluidSynth with the same notes."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import msgspec

from musicapp.core.model import Wishes
from musicapp.engines.composer.styles.style import known_styles
from tests.bench.composing import made, render_with_fluidsynth
from tests.bench.rows import Row, seconds_of
from tests.campaigns.costs import usual_request
from tests.campaigns.hosts import make

SECONDS = 180
SHORT_S, LONG_S = 60, 600


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What a style's track took: its making and FluidSynth's in s, the host's most memory in MB."""

    style: str
    made_s: float
    rendered_s: float
    peak_mb: float

    @property
    def speed(self) -> float:
        """How many times faster than it plays it is made."""
        return SECONDS / self.made_s


def measure_styles(folder: Path) -> list[Row]:
    """Make a track of each style, one after another; then the style of the middle short and long."""
    costs = []
    for style in sorted(known_styles()):
        costs.append(cost_of(style, folder / style))
        sys.stderr.write(f"{style}: {costs[-1].speed:.1f} x\n")
    by_speed = sorted(costs, key=lambda cost: cost.speed)
    beside = statistics.median(cost.made_s / cost.rendered_s for cost in costs)
    slowest, middle = by_speed[0], by_speed[len(by_speed) // 2]
    return [
        *(row_of(cost) for cost in by_speed),
        Row("3 min, slowest style", slowest.speed, "x real time", 20, is_floor=True, note=slowest.style),
        Row("3 min, median of the styles", statistics.median(cost.speed for cost in costs), "x real time", 30, True),
        Row("... beside FluidSynth", beside, "x its time", 1),
        Row("... most memory", max(cost.peak_mb for cost in costs), "MB", 1024),
        Row("10 min beside 1 min", minute_ratio(middle.style, folder), "x the time a minute", 1.2, note=middle.style),
    ]


def cost_of(style: str, folder: Path) -> Cost:
    """Make a style's track by the command, let FluidSynth play it, and make it in a host alone for its memory."""
    made_s, track = made(folder, "music", SECONDS, "--style", style)
    rendered_s = seconds_of(lambda: render_with_fluidsynth(track))
    making = make(usual_request(style, 7, Wishes(style=style, seconds=SECONDS)), folder / "host")
    return Cost(style=style, made_s=made_s, rendered_s=rendered_s, peak_mb=making.peak_mb)


def row_of(cost: Cost) -> Row:
    """Return a style's row."""
    return Row(
        f"3 min of {cost.style}",
        cost.speed,
        "x real time",
        note=f"{cost.made_s / cost.rendered_s:.2f} x FluidSynth ({cost.rendered_s:.1f} s), {cost.peak_mb:.0f} MB",
    )


def minute_ratio(style: str, folder: Path) -> float:
    """Return how much longer a minute takes in a long track than in a short one."""
    long_s, short_s = (
        made(folder / f"{style} {length}", "music", length, "--style", style)[0] for length in (LONG_S, SHORT_S)
    )
    return (long_s / LONG_S) / (short_s / SHORT_S)
