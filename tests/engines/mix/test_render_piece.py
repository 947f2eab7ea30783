"""Whole renderings of synthetic parts: loudness, peaks, stems, loops, bytes, memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest
import soundfile
from scipy import signal

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.mix import crew
from musicapp.engines.composer.mix.mixdown import Mixdown, MixPart
from musicapp.engines.composer.mix.rules import MixRules, PartMix
from musicapp.engines.composer.rendering import Rendering, Session, render_piece

from .sources import band_mixdown, noisy_mixdown, sounding, track_of

Sound = npt.NDArray[np.float64]


def rendered(mixdown: Mixdown, folder: Path, stems: bool = False) -> Rendering:
    """Render into a folder that is made."""
    folder.mkdir(exist_ok=True)
    return render_piece(mixdown, Session(folder=folder, wants_stems=stems), lambda _share, _stage: None)


def read(path: Path) -> Sound:
    """Return a file's samples, float64 (samples, 2)."""
    sound, rate = soundfile.read(path, always_2d=True)
    assert rate == RATE
    return np.asarray(sound)


def lufs(sound: Sound) -> float:
    """Return the loudness that pyloudnorm finds."""
    return float(pyloudnorm.Meter(RATE).integrated_loudness(sound))


def true_peak_db(sound: Sound) -> float:
    """Return the true peak with eight times oversampling, in dBTP."""
    return float(20 * np.log10(np.max(np.abs(signal.resample_poly(sound, 8, 1, axis=0)))))


@pytest.fixture(scope="module")
def band(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rendering]:
    """Render the band once, with its stems."""
    folder = tmp_path_factory.mktemp("band")
    return folder, rendered(band_mixdown(12.0), folder, stems=True)


def test_a_band_is_as_loud_as_wanted_and_clean(band: tuple[Path, Rendering]) -> None:
    folder, made = band
    sound = read(folder / "track.wav")
    assert len(sound) == 12 * RATE
    assert lufs(sound) == pytest.approx(-14.0, abs=0.5)
    assert true_peak_db(sound) <= -1.0
    assert np.all(np.abs(sound.mean(axis=0)) < 1e-4)
    assert np.abs(sound[0]).max() < 1e-3
    assert np.abs(sound[-1]).max() < 1e-3
    assert [file.file for file in made.files] == ["track.wav", "stems/bass.wav", "stems/chords.wav", "stems/drums.wav"]
    assert sorted(path.name for path in folder.iterdir()) == ["stems", "track.wav"]


def test_what_the_master_says_is_so(band: tuple[Path, Rendering]) -> None:
    folder, made = band
    sound = read(folder / "track.wav")
    assert made.master.lufs == pytest.approx(lufs(sound), abs=0.05)
    assert made.master.true_peak_db == pytest.approx(true_peak_db(sound), abs=0.2)
    assert made.master.limiting_db <= 2.1
    assert not made.master.is_softer


def test_drums_far_too_loud_cost_loudness_not_peaks(tmp_path: Path) -> None:
    made = rendered(band_mixdown(12.0, drums_lufs=-6.0), tmp_path)
    sound = read(tmp_path / "track.wav")
    assert true_peak_db(sound) <= -1.0
    assert made.master.limiting_db <= 2.1
    assert made.master.lufs == pytest.approx(lufs(sound), abs=0.05)
    assert made.master.is_softer == (lufs(sound) < -14.5)


@pytest.mark.parametrize("level_lufs", [-20.0, -1.0], ids=["as they are", "all made softer"])
def test_stems_add_up_to_the_mix_before_the_master(tmp_path: Path, level_lufs: float) -> None:
    quiet = MixRules(lufs=-30.0, glue=0.0)
    mixdown = band_mixdown(8.0, drums_lufs=level_lufs, rules=quiet, fade_s=0.01)
    made = rendered(mixdown, tmp_path, stems=True)
    stems = [read(tmp_path / file.file) for file in made.files[1:]]
    assert max(np.abs(stem).max() for stem in stems) <= 1.0
    assert {stem.shape for stem in stems} == {(8 * RATE, 2)}
    inside = slice(RATE // 10, -RATE // 10)
    track = read(tmp_path / "track.wav")
    toned = toned_like_the_master(np.sum(stems, axis=0))[inside]
    gain = np.sum(toned * track[inside]) / np.sum(toned**2)
    rest = toned * gain - track[inside]
    assert 20 * np.log10(np.std(rest) / np.std(track[inside])) < -60


def toned_like_the_master(sound: Sound) -> Sound:
    """Return a mix, by filters of our own, without the middle below 25 Hz and the sides below 120 Hz."""
    low = signal.butter(2, 25, "highpass", fs=RATE, output="sos")
    wide = signal.butter(2, 120, "highpass", fs=RATE, output="sos")
    middle, side = signal.sosfilt(low, sound.mean(axis=1)), signal.sosfilt(wide, (sound[:, 0] - sound[:, 1]) / 2)
    return np.stack([middle + side, middle - side], axis=1)


def test_bytes_do_not_depend_on_who_works_or_stems(
    band: tuple[Path, Rendering], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = {file.file: file.sha256 for file in band[1].files}
    for cores, splits in ((1, False), (2, False), (2, crew.SPLITS), (5, crew.SPLITS)):
        monkeypatch.setattr(crew, "usable_cores", lambda cores=cores: cores)
        monkeypatch.setattr(crew, "SPLITS", splits)
        with_stems = rendered(band_mixdown(12.0), tmp_path / f"{cores} {splits}", stems=True)
        assert {file.file: file.sha256 for file in with_stems.files} == hashes
    assert rendered(band_mixdown(12.0), tmp_path / "bare").files[0].sha256 == hashes["track.wav"]


@pytest.mark.parametrize("seconds", [2.0, 7.0])
def test_a_loop_sounds_on_as_if_it_had_been_played_twice(tmp_path: Path, seconds: float) -> None:
    loop = band_mixdown(seconds, drums_lufs=-12.0, is_loop=True)
    rendered(loop, tmp_path)
    once = read(tmp_path / "track.wav")
    assert len(once) == seconds * RATE
    rendered(played_twice(loop), tmp_path / "long")
    long = read(tmp_path / "long" / "track.wav")
    seam = np.concatenate([once[-2400:], once[:2400]])
    through = long[len(once) - 2400 : len(once) + 2400]
    gain = np.sum(seam * through) / np.sum(seam**2)
    assert gain == pytest.approx(1.0, abs=0.02)
    assert 20 * np.log10(np.std(seam * gain - through) / np.std(through)) < -40


def played_twice(loop: Mixdown) -> Mixdown:
    """Return a loop as one of double length that holds it twice."""
    length_s = loop.frames / RATE
    parts = tuple(
        msgspec.structs.replace(
            part,
            track=msgspec.structs.replace(
                part.track,
                notes=part.track.notes
                + tuple(
                    msgspec.structs.replace(note, start_s=note.start_s + length_s, end_s=note.end_s + length_s)
                    for note in part.track.notes
                ),
            ),
        )
        for part in loop.parts
    )
    kicks_s = loop.kicks_s + tuple(kick + length_s for kick in loop.kicks_s)
    return msgspec.structs.replace(loop, parts=parts, kicks_s=kicks_s, frames=2 * loop.frames)


def test_three_strokes_of_a_cymbal_are_a_part(tmp_path: Path) -> None:
    crash = track_of("crash", *((at, at + 0.1, 49, 100) for at in (0.0, 6.0, 11.0)))
    mixdown = band_mixdown(12.0)
    part = MixPart(track=crash, open=sounding(0.001, drum=True), mix=PartMix(level_lufs=-24))
    made = rendered(msgspec.structs.replace(mixdown, parts=(*mixdown.parts, part)), tmp_path, stems=True)
    stem = read(tmp_path / "stems/crash.wav")
    assert lufs(stem[: RATE // 2]) == pytest.approx(-30.0, abs=1.5)
    assert not made.master.is_softer


def test_a_piece_without_notes_is_silence(tmp_path: Path) -> None:
    silent = MixPart(track=track_of("pad"), open=sounding(), mix=PartMix(hall=0.3))
    made = rendered(band_mixdown(2.0, parts=(silent,)), tmp_path)
    assert not read(tmp_path / "track.wav").any()
    assert made.master.lufs == -np.inf


def test_progress_only_rises(tmp_path: Path) -> None:
    told: list[float] = []
    render_piece(band_mixdown(8.0), Session(folder=tmp_path, wants_stems=False), lambda share, _: told.append(share))
    assert told == sorted(told)
    assert (told[0] > 0, told[-1]) == (True, 1.0)


def peak_memory(mixdown: Mixdown, folder: Path) -> int:
    """Return how many bytes are held at once while a piece is rendered."""
    tracemalloc.start()
    rendered(mixdown, folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_memory_hardly_grows_with_length(tmp_path: Path) -> None:
    short, long = (peak_memory(noisy_mixdown(seconds), tmp_path) for seconds in (12.0, 60.0))
    assert short < 100e6
    assert long - short < 5e6
