"""Time and strength as they are played: swing, drift, and what belongs to a drum."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.performance.groove import (
    Straying,
    groove_offset_s,
    lean_s,
    stray,
    stray_velocity,
)
from musicapp.engines.composer.seeds import child
from musicapp.engines.composer.styles.grooves import DRUM_KEYS, Groove, check_groove
from musicapp.engines.composer.theory.meters import clock_of, parse_meter
from tests.engines.groove.scores import form_of

BEAT = 480


def played(step: int, meter: str, groove: Groove) -> NDArray[np.float64]:
    """Return the times at which every so many ticks of a bar are played, in s."""
    signature = parse_meter(meter)
    clock, bar = clock_of(100, signature), Bar(start=7 * signature.bar, meter=signature)
    ticks = range(bar.start, bar.end, step)
    return np.asarray([clock.seconds(tick) + groove_offset_s(tick, bar, groove, clock) for tick in ticks])


@pytest.mark.parametrize(("swing", "ratio"), [(0.0, 1.0), (0.5, 1.4), (1.0, 2.0), (0.46, 0.57667 / 0.42333)])
@pytest.mark.parametrize(("unit", "step"), [(0.5, 240), (0.25, 120)])
@pytest.mark.parametrize("meter", ["4/4", "3/4", "5/4"])
def test_pairs_are_as_uneven_as_the_swing_says(swing: float, ratio: float, unit: float, step: int, meter: str) -> None:
    gaps = np.diff(played(step, meter, Groove(swing=swing, unit=unit)))
    assert np.allclose(gaps[0:-1:2] / gaps[1::2], ratio, rtol=1e-3)


def test_every_other_place_stays_on_the_grid_and_none_changes_places() -> None:
    groove = Groove(swing=1.2, unit=0.5)
    straight, swung = played(30, "4/4", Groove()), played(30, "4/4", groove)
    assert np.allclose(straight[::16], swung[::16])
    assert np.all(np.diff(swung) > 0)


@pytest.mark.parametrize("meter", ["6/8", "9/8", "12/8", "3/8"])
def test_meters_in_three_do_not_swing(meter: str) -> None:
    assert np.array_equal(played(120, meter, Groove(swing=1.0)), played(120, meter, Groove()))


@pytest.mark.parametrize("unit", [0.5, 0.25])
def test_triplets_stay_even(unit: float) -> None:
    assert np.ptp(np.diff(played(160, "4/4", Groove(swing=0.8, unit=unit)))) < 1e-9


def test_the_odd_eighth_of_a_bar_has_no_partner() -> None:
    gaps = np.diff(played(240, "7/8", Groove(swing=1.0)))
    assert np.allclose(gaps[0::2] / gaps[1::2], 2.0)
    sixteenths = np.diff(played(120, "7/8", Groove(swing=1.0)))
    assert sixteenths[-1] == pytest.approx(np.diff(played(120, "7/8", Groove()))[-1])


def drift(seed: int, deviation: float = 10.0, beats: int = 4096) -> NDArray[np.float64]:
    """Return how far one hit a beat strays."""
    straying = Straying(deviation=deviation, beat=BEAT)
    return stray(range(0, beats * BEAT, BEAT), straying, child(seed, "drift"))


def test_a_player_strays_as_far_as_he_is_said_to() -> None:
    strayed = np.concatenate([drift(seed) for seed in range(4)])
    assert abs(strayed.std() - 10.0) < 0.8
    assert abs(strayed.mean()) < 1.0
    assert np.abs(strayed).max() < 40.0


def test_a_player_drifts_and_does_not_jitter() -> None:
    strayed = drift(1)
    after = [np.corrcoef(strayed[:-lag], strayed[lag:])[0, 1] for lag in (1, 4, 16)]
    assert after[0] > after[1] > after[2] > 0.02
    assert after[0] > 0.4
    spectrum = np.abs(np.fft.rfft(strayed - strayed.mean())) ** 2
    bands = [spectrum[low : 2 * low].mean() for low in (64, 128, 256, 512, 1024)]
    slope = np.polyfit(np.log2([1, 2, 4, 8, 16]), np.log2(bands), 1)[0]
    assert -1.4 < slope < -0.5


def test_hits_at_once_drift_together() -> None:
    straying = Straying(deviation=10.0, beat=BEAT)
    starts = [tick for tick in range(0, 2048 * BEAT, BEAT) for _ in range(2)]
    strayed = stray(starts, straying, child(2, "pair"))
    assert np.corrcoef(strayed[0::2], strayed[1::2])[0, 1] > 0.6
    assert not np.array_equal(strayed[0::2], strayed[1::2])


def test_a_machine_does_not_stray() -> None:
    assert not drift(1, deviation=0.0, beats=64).any()
    assert np.array_equal(drift(5, beats=64), drift(5, beats=64))
    assert not np.array_equal(drift(5, beats=64), drift(6, beats=64))
    assert stray([], Straying(deviation=1.0, beat=BEAT), child(1, "none")).shape == (0,)


def test_strength_rises_and_falls_with_the_phrase() -> None:
    section = form_of("verse:4x2@0.5").sections[0]
    starts = list(range(0, section.end, 120))
    many = np.asarray(
        [stray_velocity(starts, section, Straying(deviation=1.0, beat=BEAT), child(s, "v")) for s in range(300)]
    )
    assert np.abs(many).max() < 20
    spread = many.std(axis=0)
    top, border = round(0.6 * 64), 64
    assert spread[top - 8 : top + 8].mean() > spread[border - 8 : border + 8].mean() + 0.5
    assert not stray_velocity(starts, section, Straying(deviation=0.0, beat=BEAT), child(1, "v")).any()


def test_a_drum_leans() -> None:
    groove = Groove(lean_ms={"snare": 12.0, "closed_hat": -4.0})
    assert lean_s(DRUM_KEYS["snare"], groove) == pytest.approx(0.012)
    assert lean_s(DRUM_KEYS["closed_hat"], groove) == pytest.approx(-0.004)
    assert lean_s(DRUM_KEYS["kick"], groove) == 0.0
    with pytest.raises(ValueError, match="kazoo"):
        check_groove(msgspec.structs.replace(groove, lean_ms={"kazoo": 1.0}))
