"""The whole master on mixes that are easy, hard or odd, heard with other meters than its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest
import soundfile
from scipy import ndimage, signal

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.master import master
from musicapp.engines.composer.master.master import write_master
from musicapp.engines.composer.master.premaster import Premaster
from musicapp.engines.composer.master.target import MasterReport, Target
from musicapp.engines.composer.sound.effects.biquads import high_shelf

Sound = npt.NDArray[np.float64]
SECONDS = 12


def mix(drums_db: float = 0.0) -> Sound:
    """Return a dense mix, (2, samples): bass, chords, a tune, and drums that lie so many dB higher than they should."""
    rng = np.random.default_rng(7)
    time = np.arange(SECONDS * RATE) / RATE
    bass = 0.10 * np.sin(2 * np.pi * 55 * time + 0.5 * np.sin(2 * np.pi * 110 * time))
    chords = sum(0.03 * np.sin(2 * np.pi * hertz * time + hertz) for hertz in (220, 277, 330, 440, 554, 660, 1320))
    tune = 0.07 * signal.sawtooth(2 * np.pi * 587 * time, 0.3) * (0.5 + 0.5 * np.sin(2 * np.pi * 0.7 * time))
    air = 0.01 * ndimage.gaussian_filter1d(rng.standard_normal((2, len(time))), 1.5)
    return np.asarray(bass + chords + tune + air + 10 ** (drums_db / 20) * drums(rng, time))


def drums(rng: np.random.Generator, time: Sound) -> Sound:
    """Return kick and snare by turns and hats in between."""
    kick_since, snare_since, hat_since = time % 1.0, (time - 0.5) % 1.0, time % 0.25
    kick = 0.22 * np.sin(2 * np.pi * (50 * kick_since - 8 * np.exp(-kick_since / 0.02))) * np.exp(-kick_since / 0.07)
    snare = 0.06 * rng.standard_normal((2, len(time))) * np.exp(-snare_since / 0.025)
    hat = 0.02 * rng.standard_normal((2, len(time))) * np.exp(-hat_since / 0.02)
    return np.asarray(kick + snare + hat)


def mastered(sound: Sound, folder: Path, **changes: object) -> tuple[Sound, MasterReport]:
    """Master a mix and return the file's samples, (2, samples), and what the master says of it."""
    fields: dict[str, object] = {"frames": sound.shape[1], "lufs": -14.0, "fade_s": 0.05, "is_loop": False, "glue": 0.5}
    target = Target(**{**fields, **changes})  # type: ignore[arg-type]
    with Premaster(folder / "mix.f32", target) as premaster:
        for start in range(0, sound.shape[1], RATE):
            premaster.add(start, sound[:, start : start + RATE].astype(np.float32))
        report = write_master(premaster, target, folder / "track.wav", lambda _: None).report
    finished, _ = soundfile.read(folder / "track.wav")
    return np.asarray(finished.T), report


def lufs(sound: Sound) -> float:
    """Return the loudness that pyloudnorm finds."""
    return float(pyloudnorm.Meter(RATE).integrated_loudness(sound.T))


def true_peak_db(sound: Sound) -> float:
    """Return the true peak with eight times oversampling, in dBTP."""
    return float(20 * np.log10(np.max(np.abs(signal.resample_poly(sound, 8, 1, axis=1)))))


@pytest.mark.parametrize("drums_db", [0.0, 6.0])
def test_a_mix_reaches_its_loudness_within_two_db_of_limiting(tmp_path: Path, drums_db: float) -> None:
    sound, report = mastered(mix(drums_db), tmp_path)
    assert lufs(sound) == pytest.approx(-14.0, abs=0.5)
    assert true_peak_db(sound) <= -1.0
    assert report.limiting_db <= 2.1
    assert not report.is_softer


def test_drums_twelve_db_too_loud_stay_clean(tmp_path: Path) -> None:
    raw = mix(12.0)
    assert true_peak_db(raw) - lufs(raw) > 16.0
    sound, report = mastered(raw, tmp_path)
    assert true_peak_db(sound) <= -1.0
    assert report.limiting_db <= 2.1
    assert report.lufs == pytest.approx(lufs(sound), abs=0.05)
    assert lufs(sound) > -14.7


def test_what_cannot_be_loud_stays_softer_and_says_so(tmp_path: Path) -> None:
    time = np.arange(SECONDS * RATE) / RATE
    clicks = np.where(time % 0.5 < 0.0005, 0.8, 0.0) + 0.002 * np.sin(2 * np.pi * 300 * time)
    sound, report = mastered(np.stack([clicks, clicks]), tmp_path)
    assert report.is_softer
    assert report.limiting_db > 1.5
    assert report.lufs == pytest.approx(lufs(sound), abs=0.05)
    assert true_peak_db(sound) <= -1.0
    assert report.limiting_db <= 2.1


def test_where_nothing_peaks_nothing_is_bent(tmp_path: Path) -> None:
    raw = mix()
    sound, report = mastered(raw, tmp_path, lufs=-24.0, glue=0.0)
    assert report.limiting_db == 0.0
    assert report.lufs == pytest.approx(lufs(sound), abs=0.05)
    low = signal.butter(2, 25, "highpass", fs=RATE, output="sos")
    middle = slice(RATE, (SECONDS - 1) * RATE)
    expected = signal.sosfilt(low, raw.mean(axis=0))[middle]
    found = sound.mean(axis=0)[middle]
    gain = np.sum(found * expected) / np.sum(expected**2)
    assert np.std(found - gain * expected) / np.std(found) < 1e-4


def test_bass_is_in_the_middle_and_nothing_lies_below_hearing(tmp_path: Path) -> None:
    time = np.arange(SECONDS * RATE) / RATE
    left = 0.1 + 0.2 * np.sin(2 * np.pi * 50 * time) + 0.1 * np.sin(2 * np.pi * 800 * time)
    sound, _ = mastered(np.stack([left, np.zeros_like(left)]), tmp_path, lufs=-20.0)
    spectra = np.abs(np.fft.rfft(sound[:, RATE : 11 * RATE], axis=1))
    hertz = np.fft.rfftfreq(10 * RATE, 1 / RATE)
    bass, high = (spectra[:, int(np.argmin(np.abs(hertz - at)))] for at in (50.0, 800.0))
    assert bass[1] > 0.6 * bass[0]
    assert high[1] < 0.1 * high[0]
    assert np.all(np.abs(sound.mean(axis=1)) < 1e-4)


def test_a_shelf_of_the_style_is_heard(tmp_path: Path) -> None:
    raw = mix()
    flat, _ = mastered(raw, tmp_path, lufs=-24.0)
    bright, _ = mastered(raw, tmp_path, lufs=-24.0, tone=(high_shelf(6000.0, 3.0),))
    sos = signal.butter(4, 12_000, "highpass", fs=RATE, output="sos")
    high = [np.std(signal.sosfilt(sos, sound)) / np.std(sound) for sound in (flat, bright)]
    assert 20 * np.log10(high[1] / high[0]) == pytest.approx(3.0, abs=0.5)


def test_a_long_fade_counts_in_the_loudness(tmp_path: Path) -> None:
    sound, report = mastered(mix(), tmp_path, lufs=-20.0, fade_s=9.0)
    assert report.limiting_db == 0.0
    assert lufs(sound) == pytest.approx(-20.0, abs=0.1)


@pytest.mark.parametrize(("is_loop", "around"), [(True, [4.0, 5.0, 1.0, 2.0]), (False, [0.0, 0.0, 1.0, 2.0])])
def test_a_loop_is_read_round_and_round(tmp_path: Path, is_loop: bool, around: list[float]) -> None:
    target = Target(frames=5 * RATE, lufs=-14.0, fade_s=0.0, is_loop=is_loop)
    steps = np.repeat(np.arange(1.0, 6.0), RATE) * np.sin(2 * np.pi * 1000 * np.arange(5 * RATE) / RATE)
    with Premaster(tmp_path / "mix.f32", target) as premaster:
        premaster.add(0, np.stack([steps, steps]).astype(np.float32))
        seconds = premaster.read(-2 * RATE, 4 * RATE)[0].reshape(4, RATE)
        assert premaster.read(-7 * RATE, 15 * RATE).shape == (2, 15 * RATE)
    assert np.sqrt(2) * np.std(seconds, axis=1) == pytest.approx(around, abs=0.1)


def test_where_stretches_are_cut_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = mastered(mix(9.0), tmp_path)
    monkeypatch.setattr(master, "STRETCH", 70_001)
    cut, _ = mastered(mix(9.0), tmp_path)
    assert np.abs(cut - whole).max() < 1e-5


@pytest.mark.parametrize("hear", [lufs, true_peak_db], ids=["loudness", "true peak"])
def test_a_loop_mastered_in_the_middle_of_a_bar_has_no_seam(tmp_path: Path, hear: Callable[[Sound], float]) -> None:
    raw = mix(9.0)[:, : 8 * RATE]
    turned = np.roll(raw, -RATE // 2, axis=1)
    (tmp_path / "turned").mkdir()
    straight, _ = mastered_loop(raw, tmp_path)
    moved, _ = mastered_loop(turned, tmp_path / "turned")
    back = np.roll(moved, RATE // 2, axis=1)
    assert hear(straight) == pytest.approx(hear(moved), abs=0.1)
    gain = np.sum(straight * back) / np.sum(back**2)
    assert gain == pytest.approx(1.0, abs=0.02)
    assert 20 * np.log10(np.std(straight - gain * back) / np.std(straight)) < -45


def mastered_loop(sound: Sound, folder: Path) -> tuple[Sound, MasterReport]:
    """Master a loop whose filters have heard the round before."""
    target = Target(frames=sound.shape[1], lufs=-14.0, fade_s=0.0, is_loop=True, glue=0.5)
    with Premaster(folder / "mix.f32", target) as premaster:
        for start in (-sound.shape[1], 0):
            premaster.add(start, sound.astype(np.float32))
        report = write_master(premaster, target, folder / "track.wav", lambda _: None).report
    finished, _ = soundfile.read(folder / "track.wav")
    return np.asarray(finished.T), report
