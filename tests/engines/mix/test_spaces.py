"""Room, hall and echoes: how long, how wide, how loud, how they are convolved."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy import signal

from musicapp.engines.composer.audio import BLOCK, RATE
from musicapp.engines.composer.mix.convolution import Convolver, Responses
from musicapp.engines.composer.mix.echo import echo_response
from musicapp.engines.composer.mix.spaces import Space, hall, impulse_response, room

SPACES = [room(0.5), hall(2.4)]


def decay_s(response: npt.NDArray[np.float64]) -> float:
    """Return the time to fall by 60 dB, from -5 to -25 dB of Schroeder's backward sum."""
    left = np.cumsum(response[::-1] ** 2)[::-1]
    left_db = 10 * np.log10(left / left[0] + 1e-12)
    return float(3 * (np.argmax(left_db < -25) - np.argmax(left_db < -5)) / RATE)


def band(response: npt.NDArray[np.float32], low: float, high: float) -> npt.NDArray[np.float64]:
    """Return what lies between two frequencies."""
    sos = signal.butter(4, (low, high), "bandpass", fs=RATE, output="sos")
    return np.asarray(signal.sosfilt(sos, response, axis=-1), np.float64)


@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.name)
def test_a_space_dies_away_in_its_time_sooner_the_higher(space: Space) -> None:
    response = impulse_response(space)
    middle, high = (decay_s(band(response[0], *edges)) for edges in ((400, 900), (5000, 10_000)))
    assert middle == pytest.approx(space.decay_s, rel=0.25)
    assert high < 0.7 * middle


def correlation(response: npt.NDArray[np.float64]) -> float:
    """Return how alike both sides are."""
    return float(np.mean(response[0] * response[1]) / np.sqrt(np.mean(response[0] ** 2) * np.mean(response[1] ** 2)))


@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.name)
def test_bass_is_in_the_middle_and_the_rest_is_wide(space: Space) -> None:
    response = impulse_response(space)
    bass, rest = band(response, 60, 110), band(response, 700, 6000)
    assert correlation(bass) > 0.9
    assert abs(correlation(rest)) < 0.3
    assert np.mean(response[0] ** 2) == pytest.approx(np.mean(response[1] ** 2), rel=0.25)


@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.name)
def test_a_space_is_as_loud_as_what_goes_into_it(space: Space) -> None:
    noise = np.random.default_rng(2).standard_normal(5 * RATE)
    wet = np.stack([signal.fftconvolve(noise, side)[3 * RATE : 5 * RATE] for side in impulse_response(space)])
    assert 20 * np.log10(np.std(wet)) == pytest.approx(0.0, abs=1.0)


def test_the_first_reflections_of_a_hall_come_later_than_those_of_a_room() -> None:
    small, large = (int(np.argmax(np.abs(impulse_response(space)[0]) > 0.01)) / RATE for space in SPACES)
    assert 0.002 < small < 0.008
    assert 0.015 < large < 0.05


def test_echoes_come_on_time_softer_from_side_to_side() -> None:
    response = echo_response(0.3, 0.5)
    places = [round(0.3 * (number + 1) * RATE) for number in range(4)]
    energy = np.array([np.sum(response[:, at : at + RATE // 20] ** 2, axis=1) for at in places])
    assert [int(np.argmax(row)) for row in energy] == [0, 1, 0, 1]
    falls_db = np.diff(10 * np.log10(energy.max(axis=1)))
    assert np.all((falls_db < -6) & (falls_db > -14))
    assert not response[:, : places[0]].any()


def test_blocks_are_convolved_as_one_sound() -> None:
    rng = np.random.default_rng(4)
    sends = [rng.standard_normal(3 * BLOCK).astype(np.float32) for _ in range(2)]
    responses = [impulse_response(room(0.3)), echo_response(1.5, 0.5)]
    convolver = Convolver(Responses(responses))
    blocks = [convolver.add([send[at : at + BLOCK] for send in sends]) for at in range(0, 3 * BLOCK, BLOCK)]
    expected = sum(
        np.stack([signal.oaconvolve(send.astype(np.float64), side)[: 3 * BLOCK] for side in response])
        for send, response in zip(sends, responses, strict=True)
    )
    difference = np.concatenate(blocks, axis=1) - expected
    assert np.abs(difference).max() < 1e-4
