"""The files that come out: length, level, pitch, seams, MIDI. Heard with other tools than made them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import mido
import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest
from scipy import signal

from musicapp.engines.composer.engine import open_engine

from .orders import RATE, make_in, read_midi, read_sound

Array = npt.NDArray[np.float64]

CASES = [
    {"seconds": 1.0, "tempo": 60.0},
    {"seconds": 2.0, "tempo": 150.0, "ending": "hit"},
    {"seconds": 5.0, "tempo": 72.0, "meter": "6/8"},
    {"seconds": 30.0, "tempo": 97.0, "meter": "7/8", "key": "Eb mixolydian"},
    {"seconds": 31.37, "tempo": 140.0, "ending": "fade", "energy": "drop", "mood": ("epic",)},
    {"seconds": 40.0, "tempo": 50.0, "meter": "12/8", "ending": "hit", "energy": "rising"},
]


@pytest.fixture(params=CASES, ids=lambda case: f"{case['seconds']:g}s", scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """Make each case once."""
    folder = tmp_path_factory.mktemp("made")
    make_in(folder, stems=True, **request.param)
    return folder, request.param


def true_peak_db(sound: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """Return the true peak with eight times oversampling, in dBTP."""
    return float(20 * np.log10(np.max(np.abs(signal.resample_poly(sound, 8, 1, axis=0)))))


def test_length_is_exact(made: tuple[Path, dict[str, object]]) -> None:
    folder, case = made
    assert len(read_sound(folder)) / RATE == pytest.approx(case["seconds"], abs=0.02)


def test_sound_is_sane(made: tuple[Path, dict[str, object]]) -> None:
    sound = read_sound(made[0])
    assert np.all(np.isfinite(sound))
    assert true_peak_db(sound) <= -1.0
    assert np.all(np.abs(sound.mean(axis=0)) < 1e-4)
    assert np.abs(sound[0]).max() < 1e-3
    assert np.abs(sound[-1]).max() < 1e-3
    frames = sound[: len(sound) // 960 * 960].reshape(-1, 960, 2)
    level = 20 * np.log10(np.sqrt(np.mean(frames**2, axis=(1, 2))) + 1e-9)
    loud = np.flatnonzero(level > -60)
    assert loud[0] * 0.02 < 0.2
    assert max(np.diff(loud)) * 0.02 < 0.5
    assert (len(level) - loud[-1]) * 0.02 < 1.0


def test_loudness_meets_the_style(made: tuple[Path, dict[str, object]]) -> None:
    sound = read_sound(made[0])
    if len(sound) < 3 * RATE:
        pytest.skip("too short to speak of a loudness")
    assert pyloudnorm.Meter(RATE).integrated_loudness(sound) == pytest.approx(-18.0, abs=0.7)


def test_a_lone_stem_rises_and_falls_with_the_track(made: tuple[Path, dict[str, object]]) -> None:
    folder, _ = made
    stem, track = (envelope(read_sound(folder, name)) for name in ("stems/piano.wav", "track.wav"))
    assert stem.shape == track.shape
    assert np.corrcoef(stem, track)[0, 1] > 0.97


def envelope(sound: Array) -> Array:
    """Return the level of each 20 ms but those of the fade at the end."""
    frames = sound[: len(sound) // 960 * 960].reshape(-1, 960, 2)
    return np.asarray(np.sqrt(np.mean(frames**2, axis=(1, 2))))[: -len(frames) // 4]


def test_midi_says_tempo_meter_key_sections_and_chords(made: tuple[Path, dict[str, object]]) -> None:
    folder, case = made
    file = read_midi(folder)
    assert file.type == 1
    assert file.length == pytest.approx(case["seconds"], abs=0.02)
    conductor = {message.type: message for message in reversed(file.tracks[0])}
    meter = str(case.get("meter", "4/4"))
    beat = 1.5 if meter in ("6/8", "9/8", "12/8") else 1.0
    assert mido.tempo2bpm(conductor["set_tempo"].tempo) == pytest.approx(float(str(case["tempo"])) * beat, rel=1e-5)
    signatures = [m for m in file.tracks[0] if m.type == "time_signature"]
    if float(str(case["seconds"])) >= 20:
        assert f"{signatures[0].numerator}/{signatures[0].denominator}" == meter
        assert [m.text for m in file.tracks[0] if m.type == "marker"][:1] in (["opening"], ["theme"])
    assert conductor["key_signature"].key == {"Eb mixolydian": "Ab"}.get(str(case.get("key")), "Dm")
    assert any(m.type == "text" for m in file.tracks[0])
    piano = file.tracks[1]
    assert piano.name == "piano"
    assert {m.type for m in piano} >= {"program_change", "note_on", "note_off"}
    assert sum(m.type == "note_on" for m in piano) == sum(m.type == "note_off" for m in piano)


def test_what_was_used_is_told_truly(tmp_path: Path) -> None:
    files, used = make_in(tmp_path, seconds=45.0)
    assert used.engine_version == "4.0"
    assert used.instruments == ("piano",)
    assert used.licences[0] == "MIT"
    assert "MuseScore_General" in used.licences[1]
    assert used.sections[0].start_seconds == 0
    assert sum(s.seconds for s in used.sections) == pytest.approx(45.0, abs=1e-3)
    assert 2 <= len(used.title.split()) <= 5
    assert [file.kind for file in files] == ["track", "midi"]


@pytest.mark.parametrize("seconds", [1.0, 7.0, 16.0])
def test_a_loop_has_no_seam(tmp_path: Path, seconds: float) -> None:
    make_in(tmp_path, seconds=seconds, tempo=120.0, loop=True)
    sound = read_sound(tmp_path)
    assert len(sound) == seconds * RATE
    twice = np.concatenate([sound, sound])
    jump = np.abs(np.diff(twice[:, 0], 2))
    seam = jump[len(sound) - 50 : len(sound) + 50].max()
    assert seam <= np.percentile(jump, 99.9)
    window = 2400
    before, after = sound[-window:], sound[:window]
    assert abs(20 * np.log10(np.std(before) / np.std(after))) < 12


def test_without_takes_no_note_of_other_instruments(tmp_path: Path) -> None:
    _, used = make_in(tmp_path, seconds=1.0, without=("drums", "guitar"))
    assert set(used.instruments).isdisjoint({"drums", "guitar"})


def test_the_engine_opens_with_its_manifest() -> None:
    assert open_engine() is not open_engine()


def test_every_stem_has_a_name_of_its_own_which_the_midi_file_has_too(tmp_path: Path) -> None:
    players = ("drums", "synth_bass", "piano", "synth_pad", "synth_lead")
    files, used = make_in(
        tmp_path, style="house", seconds=20.0, tempo=124.0, instruments=players, without=(), energy="drop", stems=True
    )
    names = [file.instrument for file in files if file.kind == "stem"]
    assert Counter(names) == Counter([*players, "effects"])
    assert [track.name for track in read_midi(tmp_path).tracks[1:]] == names
    assert set(used.instruments) == set(players)
