"""Sounds are heard in time: slow ones begin early, fast ones do not, whoever plays them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from musicapp.brief.vocabulary import style_profiles
from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.instruments.sounds import load_sounds, speaks_at_once
from musicapp.engines.composer.performance.idioms import load_idioms
from musicapp.engines.composer.production import mixdown_of
from musicapp.engines.composer.sound.banks import LITE
from musicapp.engines.composer.sound.instrument import Tone
from musicapp.engines.composer.sound.orchestra import Orchestra
from musicapp.engines.composer.styles.style import known_styles, load_style

from ..orders import brief_with, compose_with

WINDOW = 480
HEARD_DB = 10.0
"""Below its level a sound is heard to begin."""
EARLIEST_S = 0.04
"""How much too early or late a sound may be heard: as players of an ensemble are apart (Rasch 1979: 30-50 ms)."""
ATTACKS = {
    (word, sound): load_idioms()[load_instruments()[word].idiom].attack_s
    for style in known_styles()
    for part in load_style(style).parts
    if part.role != "effects"
    for word, sound in part.sounds.items()
}


@pytest.fixture(scope="module")
def orchestra() -> Orchestra:
    """Return the orchestra of the bank that is built in."""
    return Orchestra(LITE)


def heard_after_s(orchestra: Orchestra, word: str, sound: str) -> float:
    """Return how long after it is struck a sound comes near the level that it has in its first second."""
    pitch = sum(load_instruments()[word].comfortable) // 2
    tone = orchestra.open_sound(sound).sound(Tone(start=0, length=RATE, pitch=pitch, velocity=84)).mean(axis=0)[:RATE]
    power = np.convolve(tone**2, np.ones(WINDOW) / WINDOW)[: len(tone)]
    return float(np.argmax(power >= np.percentile(power, 90) * 10 ** (-HEARD_DB / 10))) / RATE


@pytest.mark.parametrize(("word", "sound"), sorted(pair for pair, attack in ATTACKS.items() if attack >= EARLIEST_S))
def test_no_sound_is_heard_long_before_its_note(word: str, sound: str, orchestra: Orchestra) -> None:
    early = 0.0 if speaks_at_once(sound) else ATTACKS[word, sound]
    assert early - heard_after_s(orchestra, word, sound) < EARLIEST_S


@pytest.mark.parametrize("sound", sorted(name for name in load_sounds() if speaks_at_once(name)))
def test_what_speaks_at_once_does(sound: str, orchestra: Orchestra) -> None:
    assert heard_after_s(orchestra, "strings", sound) < EARLIEST_S


def test_plucked_strings_wait_for_their_notes_and_bows_do_not(orchestra: Orchestra) -> None:
    profile = style_profiles()["string_quartet"]
    changes: dict[str, Any] = {
        "style": "string_quartet",
        "instruments": profile.ensemble,
        "seconds": 120.0,
        "mood": (),
        "without": (),
    }
    piece = compose_with(**changes)
    parts = mixdown_of(piece, brief_with(**changes), orchestra).parts
    early = {performer.sound: part.track.early_s for performer, part in zip(piece.performers, parts, strict=True)}
    assert early["pizzicato violins"] == 0.0
    assert early[""] > 0.02
