"""How fast: numbers, Italian, adjectives, moods, denials."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.core.model import Brief

Ear = Callable[[str], Brief]


@pytest.mark.parametrize(
    ("prompt", "tempo"),
    [
        ("96 bpm", 96),
        ("BPM 96", 96),
        ("bpm: 96", 96),
        ("120bpm으로", 120),
        ("about 140 bpm", 140),
        ("techno at 135", 135),
        ("tempo 72", 72),
        ("a tempo of 88", 88),
        ("96 beats per minute", 96),
        ("one hundred and ten bpm", 110),
        ("one twenty bpm", 120),
        ("100-110 bpm", 105),
        ("between 100 and 120 bpm", 110),
        ("분당 120박", 120),
        ("템포 90", 90),
        ("템포는 90 정도로", 90),
        ("빠르기 66", 66),
        ("백이십 비피엠", 120),
        ("구십오 bpm", 95),
        ("techno 135", 135),
        ("BPM 80~90", 85),
        ("템포 80에서 90 사이", 85),
        ("BPM은 128로", 128),
        ("adagio", 70),
        ("알레그로", 136),
        ("presto", 184),
        ("allegro, 150 bpm", 150),
        ("500 bpm", 300),
        ("5 bpm", 20),
        ("♩=96", 96),
        ("quarter note = 110", 110),
        ("BPM 백이십팔", 128),
        ("100-110bpm 사이", 105),
        ("house, 126, bright", 126),
        ("템포는 백", 100),
        ("drum and bass 174 loop, 44 seconds", 174),
        ("드럼앤베이스 174 라단조 루프", 174),
        ("jazz 30 people", 126),
        ("템포는 백이고 재즈", 100),
        ("템포 백이십이고", 120),
        ("템포는 한 백삼십쯤", 130),
        ("템포는 백십에서 백이십 사이", 115),
        ("105bmp", 105),
        ("70ish bpm", 70),
        ("80 bpm to 90 bpm", 85),
        ("120 bpm 말고 100 bpm", 100),
        ("120 bpm, one minute, i mean two minutes", 120),
    ],
)
def test_tempo(hear: Ear, prompt: str, tempo: float) -> None:
    assert hear(prompt).tempo == tempo


@pytest.mark.parametrize(
    ("prompt", "lowest", "highest"),
    [
        ("느린 노래", 50, 76),
        ("천천히 흐르는 피아노", 50, 70),
        ("slow piano", 50, 70),
        ("very slow strings", 36, 66),
        ("slow blues", 50, 70),
        ("fast salsa", 180, 210),
        ("빠른 살사", 180, 210),
        ("super fast techno", 140, 175),
        ("아주 빠른 곡", 130, 180),
        ("not too fast", 80, 105),
        ("너무 빠르지 않게", 80, 105),
        ("not too slow", 100, 130),
        ("빠르지도 느리지도 않게", 95, 120),
        ("신나지 않게", 85, 107),
        ("신나는 트로트", 120, 150),
        ("energetic workout track", 115, 150),
        ("lullaby", 50, 84),
        ("boss battle", 115, 165),
        ("drum and bass", 165, 180),
        ("relaxed reggae", 65, 80),
        ("mid-tempo pop", 100, 116),
        ("western showdown, lone trumpet, slow", 40, 90),
        ("빠르면 안 돼요, 레게", 60, 76),
        ("moderately fast", 110, 140),
    ],
)
def test_tempo_fits(hear: Ear, prompt: str, lowest: float, highest: float) -> None:
    assert lowest <= hear(prompt).tempo <= highest


@pytest.mark.parametrize(
    ("slower", "faster"),
    [
        ("비 오는 밤의 재즈", "재즈"),
        ("jazz for a rainy night", "jazz"),
        ("very slow folk", "slow folk"),
        ("slow folk", "slightly slow folk"),
        ("folk", "fast folk"),
        ("folk that is not fast", "folk"),
        ("락", "보스전 락"),
        ("잔잔한 팝", "신나는 팝"),
    ],
)
def test_words_lean(hear: Ear, slower: str, faster: str) -> None:
    assert hear(slower).tempo < hear(faster).tempo
