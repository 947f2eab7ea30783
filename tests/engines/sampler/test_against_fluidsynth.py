"""Our sampler plays as FluidSynth does: level, octaves and pitch, scene by scene."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from musicapp.engines.composer.sound.soundfont.bank import Bank
from tests.engines.sampler.oracle import (
    Apart,
    Sound,
    bank,
    by_fluidsynth,
    by_ours,
    common_offset,
    compare,
    level_db,
    need_fluidsynth,
    vibrato_cents,
)
from tests.engines.sampler.scenes import SCENES, Scene

LEVEL_DB, OCTAVE_DB, CENTS = 1.5, 2.0, 3.0
NAMES = [scene.name for scene in SCENES]


class Heard:
    """All scenes as both play them, and the one difference in level between the two."""

    def __init__(self, opened: Bank) -> None:
        need_fluidsynth()
        with ThreadPoolExecutor(os.cpu_count()) as executor:
            theirs = list(executor.map(by_fluidsynth, SCENES))
        self.sounds = {s.name: (sound, by_ours(s, opened)) for s, sound in zip(SCENES, theirs, strict=True)}
        self.apart = {scene.name: compare(scene, *self.sounds[scene.name]) for scene in SCENES}
        self.offset = common_offset(self.apart.values())

    def of(self, name: str) -> tuple[Sound, Sound]:
        return self.sounds[name]


@pytest.fixture(scope="module")
def heard() -> Heard:
    return Heard(bank())


def scene_named(name: str) -> Scene:
    return next(scene for scene in SCENES if scene.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_every_window_is_as_loud(heard: Heard, name: str) -> None:
    apart: Apart = heard.apart[name]
    assert np.abs(np.array(apart.levels_db) - heard.offset).max() < LEVEL_DB, apart.levels_db


@pytest.mark.parametrize("name", NAMES)
def test_every_octave_is_as_loud(heard: Heard, name: str) -> None:
    bands = heard.apart[name].bands_db
    assert bands
    assert max(abs(db - heard.offset) for db in bands.values()) < OCTAVE_DB, bands


@pytest.mark.parametrize("name", [scene.name for scene in SCENES if scene.is_pitched])
def test_every_note_is_in_tune(heard: Heard, name: str) -> None:
    cents = heard.apart[name].cents
    assert max(map(abs, cents)) < CENTS, cents


def test_pan_leaves_each_side_as_loud(heard: Heard) -> None:
    theirs, ours = heard.of("pan")
    for low in (0, 1, 2, 3, 4):
        window = slice(low * 48_000 + 4_800, low * 48_000 + 33_600)
        for side in (0, 1):
            expected = level_db(theirs[side : side + 1, window])
            found = level_db(ours[side : side + 1, window]) - heard.offset
            assert found == pytest.approx(expected, abs=LEVEL_DB) or max(found, expected) < -65


def test_the_wheel_deepens_the_vibrato_as_much(heard: Heard) -> None:
    theirs, ours = (vibrato_cents(sound[:, : 3 * 48_000], 523.25) for sound in heard.of("vibrato"))
    assert theirs > 60
    assert ours == pytest.approx(theirs, abs=8)


def test_a_closed_hat_silences_the_open_one(heard: Heard) -> None:
    _, ours = heard.of("choke")
    held, cut = (ours[:, round(a * 48_000) : round((a + 0.05) * 48_000)] for a in (0.2, 0.5))
    assert level_db(held) - level_db(cut) > 15
