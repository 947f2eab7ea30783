"""Misspelled instruments, styles and units are what they were meant to be; ordinary words stay what they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.brief.typos import correct
from musicapp.core.model import Brief

Ear = Callable[[str], Brief]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("synthwav", "synthwave"),
        ("accordian", "accordion"),
        ("saxaphone", "saxophone"),
        ("trumpett", "trumpet"),
        ("xylafone", "xylophone"),
        ("harmonika", "harmonica"),
        ("cinematik", "cinematic"),
        ("elektronik", "electronic"),
        ("mintues", "minute"),
        ("clarinett", "clarinet"),
        ("vilolins", "violin"),
    ],
)
def test_misspelled_words(word: str, name: str) -> None:
    phrase = correct(word)
    assert phrase is not None
    assert name in {meaning.name for meaning in phrase.meanings}


@pytest.mark.parametrize("word", ["zorgophone", "pian", "helicopter", "accordingly", "a" * 30, "trumpetsandmore"])
def test_words_too_far_from_any(word: str) -> None:
    assert correct(word) is None


@pytest.mark.parametrize(
    "prompt",
    [
        "county fair", "mental health", "a hairstyle video", "medication reminder", "backseat of a car",
        "my intention", "Iceland", "clipping coupons", "kinematic sculptures", "the shackles of time", "concert night",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_slips(hear: Ear, prompt: str) -> None:
    said = [item for item in hear(prompt).understood if {"instruments"} & set(item.sets)]
    assert said == []
    assert hear(prompt).style == hear(prompt.rsplit(" ", 1)[-1]).style or hear(prompt).unknown == ()


def test_a_name_is_no_slip(hear: Ear) -> None:
    assert "trumpet" not in hear("a walk with Trumpett").instruments


@pytest.mark.parametrize(
    ("prompt", "instrument"),
    [
        ("a pianno", "piano"),
        ("guittar", "acoustic_guitar"),
        ("트럼팻", "trumpet"),
        ("오보애", "oboe"),
        ("섹소폰", "saxophone"),
        ("클라리냇", "clarinet"),
        ("바이얼린", "violin"),
        ("피아노와 현", "strings"),
    ],
)
def test_usual_slips(hear: Ear, prompt: str, instrument: str) -> None:
    brief = hear(prompt)
    assert instrument in brief.instruments
    assert brief.unknown == ()


@pytest.mark.parametrize(
    ("prompt", "style"), [("제즈", "jazz"), ("jaz", "jazz"), ("mettal", "metal"), ("reggea", "reggae")]
)
def test_usual_slips_of_styles(hear: Ear, prompt: str, style: str) -> None:
    assert hear(prompt).style == style
