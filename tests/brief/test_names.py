"""Titles and names say nothing of the music, and who is to be copied is reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.core.model import Brief

Ear = Callable[[str], Brief]


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ('a song called "Slow Drums of Jazz", pop', "pop"),
        ("a tune titled 'Metal Heart', folk", "folk"),
        ('제목은 "재즈의 밤", 하우스 음악', "house"),
        ("『왈츠의 여왕』이라는 소설에 쓸 록", "rock"),
        ("영화 「블루스」 예고편, 트랜스", "trance"),
        ('"epic" jazz', "jazz"),
    ],
)
def test_titles_name_no_style(hear: Ear, prompt: str, style: str) -> None:
    brief = hear(prompt)
    assert brief.style == style
    assert brief.unknown == ()


def test_what_stands_in_quotes_without_being_a_title_counts(hear: Ear) -> None:
    assert hear('I want "jazz"').style == "jazz"


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("in the style of Ryuichi Sakamoto, piano", "Ryuichi Sakamoto"),
        ("make it sound like Daft Punk", "Daft Punk"),
        ("Daft Punk style electronic", "Daft Punk"),
        ("in the manner of Erik Satie, piano", "Erik Satie"),
        ("like Hans Zimmer but with only a piano", "Hans Zimmer"),
        ("히사이시 조 스타일의 피아노", "히사이시 조"),
        ("아이유 노래처럼 포근하게", "아이유"),
        ("유재하 느낌의 발라드", "유재하"),
    ],
)
def test_names_are_reported_whole(hear: Ear, prompt: str, name: str) -> None:
    assert hear(prompt).unknown == (name,)


def test_a_name_is_no_style(hear: Ear) -> None:
    assert hear("sounds like Daft Punk, house").style == "house"


@pytest.mark.parametrize(
    "prompt", ["Harper's birthday", "Bassett hounds in the park", "the Rockefeller center", "Bassano at dawn"]
)
def test_no_instrument_or_style_inside_a_name(hear: Ear, prompt: str) -> None:
    said = [item for item in hear(prompt).understood if {"instruments"} & set(item.sets)]
    assert said == []
