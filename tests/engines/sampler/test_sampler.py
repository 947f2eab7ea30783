"""What a sampler promises beyond what FluidSynth says: pitch, envelopes, loops, order, threads, limits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pytest

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.instrument import CONTROL, Tone
from musicapp.engines.composer.sound.soundfont.bank import BODIES_BYTES, READINGS_BYTES, RECORDINGS_BYTES, Bank
from musicapp.engines.composer.sound.soundfont.filtering import waver
from musicapp.engines.composer.sound.soundfont.sampler import Sampler
from tests.engines.sampler.oracle import bank
from tests.engines.sampler.small_bank import Generators, SmallBank


def sine(zone: Generators = (), **changes: object) -> Sampler:
    """Return a sampler of one looped sine, key 69 at 440 Hz."""
    return Sampler(Bank(SmallBank(zone=((54, 1), *zone), **changes).content(), "small.sf2"), 0)  # type: ignore[arg-type]


def tone(pitch: int = 69, length_s: float = 1.0, velocity: int = 127, **changes: object) -> Tone:
    return Tone(start=0, length=round(length_s * RATE), pitch=pitch, velocity=velocity, **changes)  # type: ignore[arg-type]


def hertz(sound: npt.NDArray[np.float32]) -> float:
    """Return a sine's frequency by the rate of its turns."""
    phase = np.unwrap(np.angle(np.fft.ifft(np.fft.fft(sound) * (np.arange(len(sound)) < len(sound) / 2))))
    middle = slice(len(sound) // 4, 3 * len(sound) // 4)
    return float(np.polyfit(np.arange(len(sound))[middle], phase[middle], 1)[0] * RATE / (2 * np.pi))


@pytest.mark.parametrize(("pitch", "expected"), [(69, 440.0), (57, 220.0), (81, 880.0), (76, 659.255)])
def test_keys_are_in_tune_through_their_loops(pitch: int, expected: float) -> None:
    found = hertz(sine().sound(tone(pitch))[0, : RATE - 4_800])
    assert abs(1200 * np.log2(found / expected)) < 0.5


def test_bend_moves_the_pitch() -> None:
    bent = sine().sound(tone(bend=np.array([-1.0], np.float32)))
    assert hertz(bent[0, : RATE - 4_800]) == pytest.approx(415.305, abs=0.05)


def test_velocity_follows_forty_log() -> None:
    loud, soft = (np.abs(sine().sound(tone(velocity=v))).max() for v in (127, 64))
    assert 20 * np.log10(loud / soft) == pytest.approx(40 * np.log10(127 / 64), abs=0.05)


def test_a_release_falls_in_a_straight_line_of_decibels() -> None:
    sound = sine(((38, 0),)).sound(tone())[0]
    early, late = (np.sqrt(np.mean(sound[RATE + at : RATE + at + 4_800] ** 2)) for at in (4_800, 24_000))
    assert 20 * np.log10(early / late) == pytest.approx(96 * 0.4, abs=0.5)


def test_no_step_is_heard_at_a_release() -> None:
    sound = sine(((38, 0),)).sound(tone())[0]
    assert np.abs(np.diff(sound)).max() < 1.1 * np.abs(sound).max() * 2 * np.pi * 440 / RATE
    assert np.abs(sound[-1]) < 1e-4


def test_a_cut_tone_is_gone_in_a_moment() -> None:
    sound = sine(((38, 1200),)).sound(tone(cut=RATE // 2))[0]
    before, after = (np.abs(sound[at : at + 960]).max() for at in (RATE // 2 - 960, RATE // 2 + 2_400))
    assert 20 * np.log10(before / after) > 15
    assert len(sound) < RATE


def test_a_cut_after_the_end_changes_nothing() -> None:
    assert np.array_equal(sine().sound(tone(cut=10 * RATE)), sine().sound(tone()))


def test_a_loop_that_ends_with_the_key_plays_its_recording_out() -> None:
    sampler = Sampler(Bank(SmallBank(zone=((54, 3), (38, 3000))).content(), "small.sf2"), 0)
    sound = sampler.sound(tone(length_s=0.5))
    assert 0.5 * RATE < sound.shape[1] < 0.6 * RATE


def test_a_one_shot_ends_by_itself() -> None:
    sampler = Sampler(Bank(SmallBank(zone=()).content(), "small.sf2"), 0)
    assert sampler.sound(tone(length_s=5.0)).shape[1] == pytest.approx(0.1 * RATE, abs=200)


def test_a_minute_long_note_sounds() -> None:
    sound = sine().sound(tone(length_s=60.0))
    assert np.abs(sound[:, 59 * RATE : 60 * RATE]).max() > 0.1


def test_keys_without_a_zone_are_silent() -> None:
    assert not sine(((43, 60 + 72 * 256),)).sound(tone(80)).any()


@pytest.fixture(scope="module")
def music() -> list[tuple[int, Tone]]:
    rng = np.random.Generator(np.random.PCG64(5))
    draws = rng.random((40, 3)).tolist()
    return [(i % 3, tone(40 + int(40 * a), 0.1 + 0.4 * b, 30 + int(90 * c))) for i, (a, b, c) in enumerate(draws)]


def test_neither_threads_nor_order_change_a_tone(music: list[tuple[int, Tone]]) -> None:
    def played(order: list[int], threads: int) -> list[bytes]:
        opened = bank()
        samplers = [Sampler(opened, program) for program in (0, 48, 73)]
        with ThreadPoolExecutor(threads) as executor:
            done = executor.map(lambda i: (i, samplers[music[i][0]].sound(music[i][1]).tobytes()), order)
        return [sound for _, sound in sorted(done)]

    forward = list(range(len(music)))
    assert played(forward, 1) == played(forward[::-1], 4)


def test_caches_keep_within_their_bounds(music: list[tuple[int, Tone]]) -> None:
    opened = bank()
    for _, played in music:
        for program in (0, 89):
            Sampler(opened, program).sound(played)
    assert 0 < opened.bodies.held_bytes <= BODIES_BYTES
    assert 0 < opened.readings.held_bytes <= READINGS_BYTES
    assert BODIES_BYTES + READINGS_BYTES + RECORDINGS_BYTES <= 300 * 2**20


@pytest.mark.parametrize("program", [*range(0, 128, 5), 16, 44, 48, 56])
def test_a_short_tone_is_the_beginning_of_a_long_one(program: int) -> None:
    """Whatever was made before it: long tones first, or short ones."""
    lengths_s = (0.3, 4.0, 1.1)
    alone = [Sampler(bank(), program).sound(tone(60, length_s, 90)).tobytes() for length_s in lengths_s]
    together = Sampler(bank(), program)
    assert [together.sound(tone(60, length_s, 90)).tobytes() for length_s in lengths_s] == alone


def test_what_is_in_the_middle_has_one_channel() -> None:
    flute, strings = Sampler(bank(), 73), Sampler(bank(), 48)
    assert (flute.channels, strings.channels) == (1, 2)
    assert [len(sampler.sound(tone(60, 0.2, 90))) for sampler in (flute, strings)] == [1, 2]


def test_lines_between_points_do_not_depend_on_what_follows() -> None:
    points = np.random.Generator(np.random.PCG64(3)).random(700)
    whole = spread(points)
    for size in range(3, 700):
        assert np.array_equal(spread(points[:size]), whole[: (size - 1) * CONTROL])


def test_a_filter_that_wavers_past_the_top_of_hearing_and_back_does_not_click() -> None:
    """A tremolo of the bank moves its cutoff from 4 kHz to above half the rate and back, seven times a second."""
    sound = np.sin(2 * np.pi * 311.0 * np.arange(2 * RATE) / RATE).astype(np.float32)
    swing = np.abs((7.0 * np.arange(2 * RATE // CONTROL) * CONTROL / RATE) % 1 - 0.5) * 2
    filtered = waver(sound, 10_800.0 + 4_000.0 * swing, (10_800.0, 14_800.0), 0.0)[1000:]
    assert np.abs(np.diff(filtered, 2)).max() < 3 * np.abs(np.diff(sound, 2)).max()
