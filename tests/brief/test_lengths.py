"""How long: numbers, words, halves, clocks, bars, in two languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.core.model import Brief

Ear = Callable[[str], Brief]


@pytest.mark.parametrize(
    ("prompt", "seconds"),
    [
        ("a tune", 120),
        ("노래 하나", 120),
        ("75 seconds of rain", 75),
        ("a 45-second spot", 45),
        ("two minutes", 120),
        ("Two-minute ukulele track", 120),
        ("three and a half minutes of jazz", 210),
        ("a minute and a half", 90),
        ("one and a half minutes", 90),
        ("half a minute", 30),
        ("half an hour of drones", 1800),
        ("a quarter of an hour", 900),
        ("a couple of minutes of folk", 120),
        ("1 minute 20 seconds", 80),
        ("one minute thirty", 90),
        ("2 min 5 sec", 125),
        ("2m10s", 130),
        ("1.5 minutes", 90),
        ("1½ minutes", 90),
        ("1:30", 90),
        ("calm, 2:05, piano", 125),
        ("1:02:03", 3600),
        ("2'30\"", 150),
        ("90s, calm", 90),
        ("a 60s loop", 60),
        ("60s rock", 120),
        ("80s pop", 120),
        ("no longer than 40 seconds", 40),
        ("2-3 minutes", 150),
        ("２ minutes", 120),
        ("1분 30초", 90),
        ("1분30초", 90),
        ("1분30초짜리 재즈", 90),
        ("2분 반", 150),
        ("2분반 정도", 150),
        ("삼십 초", 30),
        ("일분 이십초", 80),
        ("두 시간", 3600),
        ("반 시간", 1800),
        ("한 시간짜리 명상 음악", 3600),
        ("3분으로 해줘", 180),
        ("길이는 50초", 50),
        ("100초 동안", 100),
        ("2~3분", 150),
        ("5분쯤 되는 곡", 300),
        ("십오 초짜리 광고 음악", 15),
        ("8 bars at 120 bpm", 16),
        ("16마디, 120 bpm, 3/4박자", 24),
        ("12-bar blues", 120),
        ("house, drop after 30 seconds", 120),
        ("fade out over the last 10 seconds, 1 minute", 60),
        ("8-bit music", 120),
        ("length: 40", 40),
        ("drums in the second verse", 120),
        ("a second guitar", 120),
        ("after a long day", 120),
        ("긴 곡", 300),
        ("긴 하루 끝에", 120),
        ("at least 3 minutes long", 180),
        ("너무 길지 않게", 90),
        ("twelve-eight blues", 120),
        ("2 1/2 minutes of folk", 150),
        ("1/2 minute", 30),
        ("a two-minute-thirty track", 150),
        ("1m50s of jazz", 110),
        ("5' 30\" of calm", 330),
        ("two and a quarter minutes", 135),
        ("one minute and three quarters", 105),
        ("three quarters of an hour", 2700),
        ("an hour and a quarter", 3600),
        ("make it last one minute and a quarter", 75),
        ("under a minute", 60),
        ("at most two and a half minutes", 150),
        ("30 seconds to 1 minute", 45),
        ("between 90 seconds and 2 minutes", 105),
        ("1분에서 1분 반 사이", 75),
        ("2분에서 3분 사이", 150),
        ("1분 ~ 90초", 75),
        ("1 minute and 30 seconds", 90),
        ("이분삼십초", 150),
        ("2분 이상 3분 이하", 150),
        ("최소 2분 최대 3분", 150),
        ("3분 이상", 180),
        ("최대 2분", 120),
        ("한 2분쯤? 아니다 3분으로", 180),
        ("one minute, no, make that 50 seconds", 50),
        ("한 시간짜리 말고 30분짜리", 1800),
        ("세 시간은 너무 길고 30분이면 돼", 1800),
        ("loops every 48 seconds", 48),
        ("1 minute, 120 bpm, i mean 100 bpm", 60),
    ],
)
def test_length(hear: Ear, prompt: str, seconds: float) -> None:
    assert hear(prompt).seconds == seconds


@pytest.mark.parametrize(
    "prompt", ["a victory jingle", "승리 징글", "game over sound", "알림음", "short piece", "짧은 곡"]
)
def test_small_words_mean_short_music(hear: Ear, prompt: str) -> None:
    assert hear(prompt).seconds < 60


@pytest.mark.parametrize(
    ("prompt", "seconds", "unknown"),
    [
        ("10 hours of rain", 3600, ("10 hours",)),
        ("0 seconds of jazz", 120, ("0 seconds",)),
        ("두 시간 반", 3600, ("두 시간 반",)),
        ("99999999 minutes", 120, ()),
        ("one minute each, 50 seconds each, 2 minutes", 60, ("50 seconds", "2 minutes")),
    ],
)
def test_lengths_that_cannot_be_met_are_reported(
    hear: Ear, prompt: str, seconds: float, unknown: tuple[str, ...]
) -> None:
    brief = hear(prompt)
    assert brief.seconds == seconds
    assert set(unknown) <= set(brief.unknown)
