"""One word in many spellings is one word, and is reported as written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from musicapp.core.model import Brief

Ear = Callable[[str], Brief]


@pytest.mark.parametrize(
    "prompt",
    [
        "느린 재즈, 90초",
        unicodedata.normalize("NFD", "느린 재즈, 90초"),
        "느린재즈,９０초",
        "느\u200b린 재즈, 90초",
        "SLOW JAZZ, 90 SECONDS",
        "ｓｌｏｗ jazz — 90 seconds",
        "slow\u00a0jazz 90\u2011seconds",
        "🎷 slow 🎵 jazz 90 seconds 🎷",
    ],
)
def test_spellings(hear: Ear, prompt: str) -> None:
    brief = hear(prompt)
    assert (brief.style, brief.seconds, brief.tempo) == ("jazz", 90, 70)
    assert all(item.text in prompt for item in brief.understood)


@pytest.mark.parametrize(
    ("prompt", "like"),
    [
        ("비오는밤에어울리는잔잔한피아노", "비 오는 밤에 어울리는 잔잔한 피아노"),
        ("신나는트로트만들어줘", "신나는 트로트 만들어 줘"),
        ("드럼없이피아노만", "드럼 없이 피아노만"),
        ("lofi", "lo-fi"),
        ("hiphop", "hip hop"),
        ("bossanova", "Bossa Nova"),
        ("다단조왈츠30초", "다단조 왈츠 30초"),
    ],
)
def test_spaces_do_not_matter(hear: Ear, prompt: str, like: str) -> None:
    left, right = hear(prompt), hear(like)
    assert (left.style, left.tempo, left.key, left.seconds) == (right.style, right.tempo, right.key, right.seconds)
    assert (left.instruments, left.without, left.mood) == (right.instruments, right.without, right.mood)
