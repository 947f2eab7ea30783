"""What judges the music finds each fault that is put into a sound, and only that."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pyloudnorm
import pytest
import soundfile

from musicapp.core.model import Brief
from tests.campaigns.chance import random_request
from tests.campaigns.clicks import find_clicks, seam_clicks, without_onset
from tests.campaigns.sound import BLOCK, Sound, hear
from tests.campaigns.sound_faults import click_faults, level_faults, loop_seconds

RATE = 48_000
BRIEF = msgspec.structs.replace(random_request("piano_solo", 1, is_said=False).brief, loop=False)


def music(seconds: float = 8.0) -> Sound:
    """Return strokes of a drum and a chord on both sides, with a fade at the end."""
    time = np.arange(round(seconds * RATE)) / RATE
    since = time % 0.5
    noise = np.random.default_rng(1).standard_normal((len(time), 2))
    drum = noise * np.exp(-since * 30)[:, None] * 0.1
    chord = sum(np.sin(2 * np.pi * hertz * time) for hertz in (220.0, 277.2, 329.6))
    sound = drum + 0.05 * np.asarray(chord)[:, None]
    return np.asarray(sound * np.clip((seconds - 0.02 - time) / 0.1, 0, 1)[:, None])


def faults_of(sound: Sound, folder: Path) -> list[str]:
    """Return the first word of each fault that is found."""
    path = folder / "track.wav"
    soundfile.write(path, sound, RATE, "FLOAT")
    clicks = find_clicks(path, RATE)
    return [fault.split(":")[0] for fault in (*level_faults(hear(path), BRIEF), *click_faults(clicks, BRIEF))]


def with_hole(sound: Sound) -> Sound:
    """Return a sound with 3 s of silence."""
    shape = np.ones(len(sound))
    shape[4 * RATE : 7 * RATE] = 0
    smooth = np.convolve(shape, np.hanning(2401) / 1200, mode="same")
    return np.asarray(sound * smooth[:, None])


def with_click(sound: Sound) -> Sound:
    """Return a sound in which a tone is cut off between two strokes."""
    time = np.arange(RATE // 10)
    clicked = sound.copy()
    clicked[round(5.3 * RATE) : round(5.3 * RATE) + len(time)] += 0.1 * np.cos(time[:, None] / 40)
    return clicked


def with_overshoot(sound: Sound) -> Sound:
    """Return a sound whose highest point lies between two samples."""
    tone = np.sin(np.pi / 2 * np.arange(len(sound)) + np.pi / 4) * np.clip(
        np.arange(len(sound))[::-1] / RATE - 0.02, 0, 1
    )
    return np.asarray(sound * 0.01 + 0.945 * tone[:, None])


def test_a_clean_sound_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(music(), tmp_path) == []


@pytest.mark.parametrize(
    ("damaged", "faults"),
    [
        (music() * 0, ["sound", "hole"]),
        (music() + 0.002, ["sound"]),
        (with_hole(music()), ["hole"]),
        (with_click(music()), ["clicks"]),
        (with_overshoot(music()), ["true peak"]),
        (music()[: 4 * RATE], ["end"]),
    ],
    ids=["silence", "dc", "hole", "click", "between samples", "cut off"],
)
def test_each_fault_is_found(damaged: Sound, faults: list[str], tmp_path: Path) -> None:
    assert faults_of(damaged, tmp_path) == faults


def test_loudness_is_pyloudnorms_in_pieces_too(tmp_path: Path) -> None:
    sound = music(2.2 * BLOCK / RATE)
    soundfile.write(tmp_path / "long.wav", sound, RATE, "FLOAT")
    assert hear(tmp_path / "long.wav").lufs == pytest.approx(
        pyloudnorm.Meter(RATE).integrated_loudness(sound), abs=0.02
    )


def test_a_loops_seam_is_heard(tmp_path: Path) -> None:
    time = np.arange(2 * RATE) / RATE
    for hertz, count in ((220.0, 0), (220.25, 1)):
        soundfile.write(tmp_path / "loop.wav", np.stack([0.3 * np.sin(2 * np.pi * hertz * time)] * 2, 1), RATE, "FLOAT")
        assert len(seam_clicks(tmp_path / "loop.wav", RATE)) == count


def test_a_click_that_a_note_begins_with_is_none(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "click.wav", with_click(music()), RATE, "FLOAT")
    clicks = find_clicks(tmp_path / "click.wav", RATE)
    assert {round(click.at_s, 2) for click in clicks} == {5.3, 5.4}
    assert without_onset(clicks, np.array([5.299, 5.401])) == []


@pytest.mark.parametrize(
    ("seconds", "meter", "tempo", "wanted"),
    [(7.2, "4/4", 60.0, 7.0), (7.2, "6/8", 120.0, 7.0), (7.2, "7/8", 60.0, 7.0), (7.4, "7/8", 60.0, 7.5)],
)
def test_a_loop_is_the_nearest_whole_number_of_beats(seconds: float, meter: str, tempo: float, wanted: float) -> None:
    brief: Brief = msgspec.structs.replace(BRIEF, seconds=seconds, meter=meter, tempo=tempo, loop=True)
    assert loop_seconds(brief) == pytest.approx(wanted)
