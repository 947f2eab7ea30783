"""Every length, tempo and meter gets a form that fits to the sample."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicapp.core.model import Brief
from musicapp.engines.composer.form.form import plan_form
from musicapp.engines.composer.form.grid import Ending, hold_seconds
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.composer.theory.meters import parse_meter

from .orders import brief_with

STYLE = load_style("piano_solo")
METERS = st.sampled_from(STYLE.meters)
SECONDS = st.one_of(st.floats(1.0, 12.0), st.floats(1.0, 400.0), st.sampled_from([1.0, 2.0, 5.0, 121.37, 3600.0]))
TEMPOS = st.floats(40.0, 200.0)
ENDINGS = st.sampled_from(["cadence", "hit", "fade"])


@settings(max_examples=150, deadline=None)
@given(seconds=SECONDS, tempo=TEMPOS, meter=METERS, ending=ENDINGS)
def test_length_tempo_and_meter_hold_together(seconds: float, tempo: float, meter: str, ending: Ending) -> None:
    form = plan_form(brief_with(seconds=seconds, tempo=tempo, meter=meter, ending=ending), STYLE, Seeds(seed=1))
    grid = form.grid
    assert abs(grid.clock.seconds(grid.total) - seconds) < 1e-6
    assert abs(grid.clock.seconds(grid.meter.counted_beat) - 60 / tempo) < 1e-9
    assert all(a.end == b.start for a, b in pairwise(grid.bars))
    assert all(bar.meter == grid.meter for bar in grid.bars[:-1])
    assert all(bar.length <= grid.meter.bar for bar in grid.bars)
    bars = [bar for section in form.sections for phrase in section.phrases for bar in phrase.bars]
    assert bars == list(grid.bars)
    assert grid.last_chord == grid.end
    held = seconds - grid.clock.seconds(grid.end)
    shortest = hold_seconds(seconds, ending)
    assert shortest - 1e-3 <= held <= shortest + grid.clock.seconds(grid.meter.unit) + 1e-3


@settings(max_examples=80, deadline=None)
@given(seconds=SECONDS, tempo=TEMPOS, meter=METERS)
def test_a_loop_is_the_nearest_number_of_beats(seconds: float, tempo: float, meter: str) -> None:
    form = plan_form(brief_with(seconds=seconds, tempo=tempo, meter=meter, loop=True), STYLE, Seeds(seed=1))
    unit_s = form.grid.clock.seconds(parse_meter(meter).unit)
    units = form.grid.total / parse_meter(meter).unit
    assert units == round(units) >= 1
    assert abs(form.grid.clock.seconds(form.grid.total) - seconds) <= max(unit_s / 2, unit_s - seconds) + 1e-6
    assert form.grid.last_chord is None
    assert form.grid.end == form.grid.total


@settings(max_examples=60, deadline=None)
@given(seconds=st.floats(5.0, 3600.0), tempo=TEMPOS, meter=METERS)
def test_sections_have_names_of_their_own_and_returns_have_a_source(seconds: float, tempo: float, meter: str) -> None:
    form = plan_form(brief_with(seconds=seconds, tempo=tempo, meter=meter), STYLE, Seeds(seed=1))
    names = [section.name for section in form.sections]
    assert len(set(names)) == len(names)
    for index, section in enumerate(form.sections):
        assert 0 <= section.energy <= 1
        assert section.source in names[: index + 1]
        assert len(section.phrases) >= 1
        assert all(phrase.bars for phrase in section.phrases)


def test_energy_follows_the_shape_asked_for() -> None:
    def energies(shape: str) -> list[float]:
        return [s.energy for s in plan_form(brief_with(seconds=120.0, energy=shape), STYLE, Seeds(seed=1)).sections]

    rising, falling = energies("rising"), energies("falling")
    assert rising[:-1] == sorted(rising[:-1])
    assert rising[-1] > rising[0] + 0.4
    assert falling[-1] < falling[0]
    assert max(energies("arch")) not in (energies("arch")[0], energies("arch")[-1])
    assert max(energies("drop")) > 0.8
    assert max(energies("flat")) - min(energies("flat")) < 0.3


@pytest.mark.parametrize("style", ["cinematic", "jazz", "pop", "trot"])
def test_seeds_give_forms_that_differ(style: str) -> None:
    briefs = [brief_with(seconds=seconds, style=style) for seconds in (90.0, 120.0, 150.0, 180.0)]
    forms = [{kinds_of(brief, seed) for seed in range(20)} for brief in briefs]
    assert max(map(len, forms)) > 1


def kinds_of(brief: Brief, seed: int) -> tuple[tuple[str, int], ...]:
    """Return the kinds of a form's sections and how many phrases they have."""
    form = plan_form(brief, load_style(brief.style), Seeds(seed=seed))
    return tuple((section.kind, len(section.phrases)) for section in form.sections)


def test_one_seed_gives_one_form() -> None:
    first, second = (plan_form(brief_with(seconds=150.0), STYLE, Seeds(seed=7)) for _ in range(2))
    assert first == second
