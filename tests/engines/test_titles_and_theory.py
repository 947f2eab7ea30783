"""Titles in two languages; chords, keys and meters by name."""

from __future__ import annotations

import unicodedata

import pytest

from musicapp.core.model import Language
from musicapp.engines.composer.moods import blend_moods, load_moods
from musicapp.engines.composer.output.conductor import signature_name
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key
from musicapp.engines.composer.theory.meters import parse_meter
from musicapp.engines.composer.titles.titles import Inspiration, invent_title


def title_of(prompt: str, language: Language, seed: int) -> str:
    """Invent a title for a sentence."""
    inspiration = Inspiration(prompt=prompt, moods=(), language=language, is_minor=True)
    return invent_title(inspiration, load_moods(), Seeds(seed=seed))


@pytest.mark.parametrize(
    ("prompt", "language"),
    [
        ("calm solo piano for a rainy night", "en"),
        ("비 오는 밤에 어울리는 잔잔한 피아노", "ko"),
        ("zzz", "en"),
        ("", "ko"),
    ],
)
def test_titles_have_two_to_five_words_in_their_language(prompt: str, language: Language) -> None:
    titles = {title_of(prompt, language, seed) for seed in range(60)}
    assert len(titles) > 8
    for title in titles:
        assert 2 <= len(title.split()) <= 5
        assert unicodedata.is_normalized("NFC", title)
        assert title not in prompt
        hangul = any("가" <= letter <= "힣" for letter in title)
        assert hangul is (language == "ko")


def test_titles_fit_the_scene() -> None:
    rain = ("Rain", "Raindrops", "Umbrellas", "Puddles")
    assert all(any(word in title_of("rain", "en", seed) for word in rain) for seed in range(20))


@pytest.mark.parametrize(
    ("key", "numerals", "names"),
    [
        ("C major", "I vi IV V7", "C Am F G7"),
        ("C major", "V65/ii ii6 iv6 I64", "A7/C# Dm/F Fm/Ab C/G"),
        ("A minor", "i iv6 V7 VI bII6 iiø65", "Am Dm/F E7 F Bb/D Bm7b5/D"),
        ("D dorian", "i IV VII v7", "Dm G C Am7"),
        ("F lydian", "I II V Imaj7", "F G C Fmaj7"),
        ("E phrygian", "i II vii6", "Em F Dm/F"),
        ("Bb major", "Vsus4 V42 Iadd9", "Fsus4 F7/Eb Bbadd9"),
    ],
)
def test_numerals_name_their_chords(key: str, numerals: str, names: str) -> None:
    parsed = parse_key(key)
    assert " ".join(parse_chord(n, parsed).name for n in numerals.split()) == names


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        ("C major", "C"),
        ("D dorian", "Am"),
        ("G mixolydian", "C"),
        ("F lydian", "C"),
        ("E phrygian", "Am"),
        ("Eb minor", "Ebm"),
        ("F# major", "F#"),
        ("G# major", "Ab"),
        ("A pentatonic", "A"),
        ("B minor pentatonic", "Bm"),
    ],
)
def test_modes_take_the_signature_with_their_accidentals(key: str, signature: str) -> None:
    assert signature_name(parse_key(key)) == signature


@pytest.mark.parametrize(
    ("meter", "beats"),
    [("4/4", "480 480 480 480"), ("6/8", "720 720"), ("7/8", "480 480 720"), ("5/4", "480 480 480 480 480")],
)
def test_meters_divide_into_beats(meter: str, beats: str) -> None:
    assert " ".join(map(str, parse_meter(meter).beats)) == beats


def test_moods_are_found_in_other_words_too() -> None:
    table = load_moods()
    assert blend_moods(("peaceful",), table) == blend_moods(("calm",), table)
    assert blend_moods(("calm", "energetic"), table).energy == pytest.approx(0.025)
