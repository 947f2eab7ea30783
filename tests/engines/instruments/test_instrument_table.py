"""Every word for an instrument has something that sounds it, in its whole range."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from musicapp.brief.vocabulary import instrument_meanings
from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.instruments.instruments import check_instrument, load_instruments
from musicapp.engines.composer.instruments.sounds import MappedSound, check_sound, load_sounds
from musicapp.engines.composer.sound.banks import LITE
from musicapp.engines.composer.sound.instrument import Tone
from musicapp.engines.composer.sound.orchestra import Orchestra
from musicapp.engines.composer.styles.grooves import DRUM_KEYS, EFFECT_KEYS
from musicapp.engines.composer.styles.style import known_styles, load_style

FAMILIES_ALONE = {"guitar", "woodwinds", "synth"}
TABLE = load_instruments()


@pytest.fixture(scope="module")
def orchestra() -> Orchestra:
    """Return the orchestra of the bank that is built in."""
    return Orchestra(LITE)


def tone(pitch: int, seconds: float = 0.5) -> Tone:
    """Return a tone."""
    return Tone(start=0, length=round(seconds * RATE), pitch=pitch, velocity=96)


def strongest_hz(sound: np.ndarray, near_hz: float) -> float:
    """Return the frequency of the strongest partial within a quarter tone of one."""
    spectrum = np.abs(np.fft.rfft(sound.sum(axis=0) * np.hanning(sound.shape[1]), 1 << 18))
    hz = np.fft.rfftfreq(1 << 18, 1 / RATE)
    near = np.abs(np.log2(np.maximum(hz, 1) / near_hz)) < 1 / 24
    return float(hz[near][np.argmax(spectrum[near])])


def test_every_word_of_the_vocabulary_is_in_the_table() -> None:
    assert set(TABLE) == set(instrument_meanings()) - FAMILIES_ALONE


@pytest.mark.parametrize("name", sorted(load_sounds()))
def test_every_sound_opens(name: str, orchestra: Orchestra) -> None:
    sound = orchestra.open_sound(name)
    assert orchestra.open_sound(name) is sound
    assert callable(sound.sound)


@pytest.mark.parametrize("word", sorted(TABLE))
def test_every_instrument_sounds_at_both_ends_of_its_range(word: str, orchestra: Orchestra) -> None:
    rules = TABLE[word]
    for pitch in sorted(DRUM_KEYS.values()) if rules.is_drums else rules.range:
        sound = orchestra.instrument(word).sound(tone(pitch))
        assert sound.dtype == np.float32
        assert np.isfinite(sound).all()
        assert np.abs(sound).max() > 0.003, f"{word} is silent on {pitch}"


@pytest.mark.parametrize(
    "word",
    sorted(w for w, rules in TABLE.items() if not rules.is_drums and w not in ("bells", "timpani", "synth_bass")),
)
def test_every_pitched_instrument_is_in_tune(word: str, orchestra: Orchestra) -> None:
    rules = TABLE[word]
    pitch = sum(rules.comfortable) // 2
    sound = orchestra.instrument(word).sound(tone(pitch, 1.0))[:, round(0.15 * RATE) : RATE]
    hz = 440 * 2 ** ((pitch - 69) / 12)
    cents = [abs(1200 * np.log2(strongest_hz(sound, part * hz) / (part * hz))) for part in (1, 2)]
    assert min(cents) < 15


def test_every_effect_sounds(orchestra: Orchestra) -> None:
    for name, key in EFFECT_KEYS.items():
        assert np.abs(orchestra.open_sound("effects").sound(tone(key, 2.0))).max() > 0.01, name


@pytest.mark.parametrize("style", known_styles())
def test_styles_name_instruments_and_sounds_that_are_there(style: str) -> None:
    for part in load_style(style).parts:
        assert set(part.instruments) <= set(TABLE)
        assert set(part.sounds) <= set(part.instruments)
        assert set(part.sounds.values()) <= set(load_sounds())


def test_a_part_may_name_another_sound(orchestra: Orchestra) -> None:
    usual, other = (orchestra.instrument("piano", sound).sound(tone(60)) for sound in ("", "honky-tonk piano"))
    assert usual.shape != other.shape or not np.allclose(usual, other)


def test_unknown_words_and_sounds_are_refused(orchestra: Orchestra) -> None:
    with pytest.raises(ValueError, match="no instrument is named 'kazoo'"):
        orchestra.instrument("kazoo")
    with pytest.raises(ValueError, match="no sound is named 'kazoo'"):
        orchestra.instrument("piano", "kazoo")


@pytest.mark.parametrize("change", [{"sound": "kazoo"}, {"idiom": "kazoo"}, {"comfortable": (10, 90)}])
def test_a_table_that_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"kazoo|comfortable"):
        check_instrument("piano", msgspec.structs.replace(TABLE["piano"], **change))


def test_sounds_that_are_made_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="no plain sound"):
        check_sound("odd", MappedSound(of="nothing", keys={}), load_sounds())
    with pytest.raises(ValueError, match="no key"):
        check_sound("odd", MappedSound(of="standard kit", keys={"x": 1}), load_sounds())


def test_drums_of_a_pattern_are_heard_as_other_instruments(orchestra: Orchestra) -> None:
    claps = orchestra.instrument("hand_claps")
    assert np.array_equal(claps.sound(tone(36)), claps.sound(tone(36)))
    assert np.array_equal(orchestra.instrument("shaker").sound(tone(36)), orchestra.instrument("drums").sound(tone(70)))
    assert not np.abs(orchestra.open_sound("janggu low skin").sound(tone(38))).any()
