"""The data files: everything is covered in both languages and written as it is compared."""

from __future__ import annotations

import unicodedata

import pytest

from musicapp.brief.phrases import match_phrase
from musicapp.brief.reading import read_sentence
from musicapp.brief.spelling import MODE_FIFTHS, spell_key
from musicapp.brief.vocabulary import (
    EFFECTS,
    OTHERS,
    Meaning,
    instrument_meanings,
    read_endings,
    read_numerals,
    read_subject,
    style_profiles,
)

STYLES = """
    piano_solo cinematic epic_orchestral string_quartet baroque waltz ambient lofi house techno trance
    synthwave drum_and_bass hip_hop pop k_ballad k_pop trot gugak jazz bossa_nova blues rock metal folk
    country funk reggae rnb latin celtic chiptune march lullaby horror corporate
""".split()  # noqa: SIM905  # one word after the other reads best
INSTRUMENTS = """
    piano electric_piano organ harpsichord celesta music_box glockenspiel vibraphone marimba xylophone
    accordion harmonica acoustic_guitar electric_guitar bass upright_bass synth_bass violin viola cello
    strings harp choir trumpet trombone horn brass saxophone clarinet oboe flute piccolo recorder
    pan_flute synth_lead synth_pad synth_arp bells banjo mandolin ukulele sitar gayageum daegeum haegeum
    janggu drums percussion timpani taiko hand_claps shaker guitar woodwinds synth
""".split()  # noqa: SIM905  # one word after the other reads best
MEANINGS = [meaning for subject in (*EFFECTS, *OTHERS) for meaning in read_subject(subject)]


def test_every_style_and_instrument_has_words_in_both_languages() -> None:
    assert sorted(style_profiles()) == sorted(STYLES)
    assert sorted(instrument_meanings()) == sorted(INSTRUMENTS)
    for meaning in (*style_profiles().values(), *instrument_meanings().values()):
        assert meaning.en
        assert meaning.ko


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: f"{meaning.subject}:{meaning.name}")
def test_meanings_name_what_there_is(meaning: Meaning) -> None:
    named_styles = {*meaning.styles, *meaning.like, *([meaning.style] if meaning.style else [])}
    assert named_styles <= set(STYLES)
    assert {*meaning.instruments, *meaning.only, *meaning.ensemble, *meaning.members} <= set(INSTRUMENTS)
    assert meaning.mode is None or meaning.mode in MODE_FIFTHS
    assert meaning.range is None or list(meaning.range) == sorted(meaning.range)


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: f"{meaning.subject}:{meaning.name}")
def test_words_are_written_as_sentences_are_folded(meaning: Meaning) -> None:
    for word in (*meaning.en, *meaning.ko):
        assert unicodedata.normalize("NFC", word) == word
        assert word == word.strip() or word.endswith(" ")


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: f"{meaning.subject}:{meaning.name}")
def test_every_word_is_found_where_it_is_written(meaning: Meaning) -> None:
    for word in (*meaning.en, *meaning.ko):
        reading = read_sentence((word.removeprefix("^").rstrip("~=") or word).strip())
        match = match_phrase(reading, 0, is_inside=False)
        assert match is not None, word
        assert match.end == len(reading.folded), word
        assert meaning in match.phrase.meanings, word


LEANINGS = [meaning for subject in ("moods", "scenes") for meaning in read_subject(subject)]


@pytest.mark.parametrize("meaning", LEANINGS, ids=lambda meaning: f"{meaning.subject}:{meaning.name}")
def test_moods_and_scenes_move_several_things_a_little(meaning: Meaning) -> None:
    moved = (meaning.pace, meaning.arousal, meaning.valence, meaning.moods, meaning.styles, meaning.instruments)
    assert sum(bool(effect) for effect in moved) >= 2
    assert max(abs(meaning.pace), abs(meaning.arousal), abs(meaning.valence)) <= 2
    assert meaning.styles


def test_styles_have_what_a_brief_needs() -> None:
    for profile in style_profiles().values():
        assert profile.range
        assert profile.mode in MODE_FIFTHS
        assert profile.ensemble
        assert isinstance(profile.tonics, tuple)
        assert spell_key(profile.tonics[0], "major").startswith(profile.tonics[0])
        assert spell_key(profile.tonics[1], "minor").startswith(profile.tonics[1])


def test_small_tables_are_read() -> None:
    assert read_numerals().sino["십"] == 10
    assert "으로" in read_endings().particles
