"""Random briefs: anything that a sentence can ask for, in any style."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from musicapp.brief.ensemble import covered_by
from musicapp.core.model import Brief
from musicapp.engines.composer.instruments.casting import cast
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.moods import load_moods
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.composer.theory.keys import FLAT_NAMES, MODES, SHARP_NAMES
from tests.engines.orders import brief_with

METERS = ("2/4", "3/4", "4/4", "5/4", "6/4", "2/2", "3/8", "5/8", "6/8", "7/8", "9/8", "12/8")
SLOWEST, FASTEST = 30.0, 240.0
LONGEST_S = 150.0
FAMILIES = ("guitar", "bass", "strings", "brass", "woodwinds", "synth", "percussion", "drums")


@st.composite
def briefs(draw: st.DrawFn, style: str) -> Brief:
    """Draw a brief for a style."""
    words = sorted(load_instruments())
    wanted = draw(st.one_of(st.just(()), st.lists(st.sampled_from(words), min_size=1, max_size=7, unique=True)))
    return brief_with(
        style=style,
        seconds=round(math.exp(draw(st.floats(0.0, math.log(LONGEST_S)))), 2),
        tempo=draw(st.one_of(st.floats(*load_style(style).tempo), st.floats(SLOWEST, FASTEST))),
        key=f"{draw(st.sampled_from((*SHARP_NAMES, *FLAT_NAMES)))} {draw(st.sampled_from(sorted(MODES)))}",
        meter=draw(st.sampled_from(METERS)),
        instruments=tuple(wanted),
        without=draw(exclusions(style, tuple(wanted))),
        energy=draw(st.sampled_from(("rising", "falling", "arch", "flat", "drop"))),
        ending=draw(st.sampled_from(("fade", "cadence", "hit"))),
        loop=draw(st.booleans()),
        mood=tuple(draw(st.lists(st.sampled_from(sorted(load_moods().moods)), max_size=2, unique=True))),
    )


def exclusions(style: str, wanted: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw what must not sound: nothing that is asked for, and never all that could."""
    free = [word for word in (*sorted(load_instruments()), *FAMILIES) if covered_by((word,)).isdisjoint(wanted)]
    several = st.lists(st.sampled_from(free), max_size=2, unique=True).map(tuple)
    return several.filter(lambda words: bool(cast(load_style(style).parts, wanted, words)))
