"""What was understood and what cannot be made, as written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.brief import understand
from musicapp.core.manifest import Capabilities
from musicapp.core.model import Brief, Wishes

Ear = Callable[[str], Brief]


@pytest.mark.parametrize(
    ("prompt", "unknown"),
    [
        ("a song with a female singer", ("singer",)),
        ("jazz with vocals and lyrics", ("vocals", "lyrics")),
        ("rap song", ("rap",)),
        ("여자 보컬이 있는 재즈", ("여자 보컬",)),
        ("랩이 들어간 힙합", ("랩",)),
        ("가사 있는 노래", ("가사",)),
        ("kazoo and piano", ("kazoo",)),
        ("카주와 피아노", ("카주",)),
        ("거문고 산조", ("거문고",)),
        ("bagpipes", ("bagpipes",)),
        ("piano and zorgophone", ("zorgophone",)),
        ("played on a zorgophone", ("zorgophone",)),
        ("피아노와 조르고폰으로", ("조르고폰",)),
        ("조르고폰 소리", ("조르고폰",)),
        ("in the style of Mozart", ("Mozart",)),
        ("something like Coldplay", ("Coldplay",)),
        ("BTS 같은 노래", ("BTS",)),
        ("opera", ("opera",)),
        ("dubstep", ("dubstep",)),
        ("빗소리가 들리는 로파이", ("빗소리",)),
        ("key change in the bridge", ("key change",)),
        ("house, drop at 30 seconds", ("30 seconds",)),
        ("ambient without melody", ("without melody",)),
        ("no vocals", ()),
        ("Rhodes and upright bass, crumbly, 66 bpm", ()),
        ("drums and crumbhorn", ("crumbhorn",)),
        ("sheet music please", ("sheet music",)),
        ("rock drums, jazz", ()),
        ("소금 사막, 느린 패드", ()),
        ("소금과 대금", ("소금",)),
        ("목탁 소리 없이, 대금", ()),
        ("목탁 소리와 대금", ("목탁",)),
        ("something like an Icelandic winter", ()),
        ("something like a Coldplay song", ("Coldplay",)),
        ("브랜드 필름, 하우스", ()),
        ("하우스 맥주 광고, 컨트리", ()),
        ("한옥 카페, 재즈", ()),
        ("보컬 없이", ()),
        ("a piano melody", ()),
        ("음악", ()),
        ("노래 하나 만들어줘", ()),
        ("make me some music, please", ()),
        ("calm piano for a rainy night, 90 seconds", ()),
        ("비 오는 밤에 어울리는 잔잔한 피아노 음악", ()),
    ],
)
def test_unknown(hear: Ear, prompt: str, unknown: tuple[str, ...]) -> None:
    assert hear(prompt).unknown == unknown


@pytest.mark.parametrize(
    ("prompt", "text", "sets"),
    [
        ("느린 곡", "느린", {"tempo": 64.0}),
        ("Slow piano", "Slow", {"tempo": 56.0}),
        ("D Minor", "D Minor", {"key": "D minor"}),
        ("1분 30초짜리", "1분 30초", {"seconds": 90.0}),
        ("신나는노래 120BPM", "120BPM", {"tempo": 120.0}),
        ("드럼 없이", "드럼 없이", {"without": ["drums"]}),
        ("no vocals", "no vocals", {"without": ["vocals"]}),
        ("루프로", "루프", {"loop": True}),
        ("with a Fade-Out", "Fade-Out", {"ending": "fade"}),
        ("3/4", "3/4", {"meter": "3/4"}),
        ("재즈 말고 블루스", "재즈 말고", {"style": "blues"}),
        ("하프와 플루트", "하프", {"instruments": ["harp"], "style": "celtic"}),
    ],
)
def test_understood(hear: Ear, prompt: str, text: str, sets: dict[str, object]) -> None:
    assert {item.text: item.sets for item in hear(prompt).understood}[text] == sets


def test_options_win_over_words_and_silence_them(everything: Capabilities) -> None:
    wishes = Wishes(seconds=50, tempo=77, key="F#m", style="jazz", loop=False)
    brief = understand("2 minutes of house, 128 bpm, in C, loop", wishes, everything)
    assert (brief.seconds, brief.tempo, brief.key, brief.style, brief.loop) == (50, 77, "F# minor", "jazz", False)
    assert brief.understood == ()


def test_a_mood_that_only_a_number_overrules_keeps_its_other_effects(hear: Ear) -> None:
    said = {item.text: item.sets for item in hear("sad, 150 bpm, in C").understood}
    assert said["sad"] == {"mood": ["sad"], "style": "piano_solo"}


def test_what_was_said_agrees_with_the_brief(hear: Ear) -> None:
    brief = hear("slow, sad jazz in F minor with cello, no drums, loop, fade out, 3/4, 40 seconds")
    for item in brief.understood:
        for field, value in item.sets.items():
            chosen = getattr(brief, field)
            assert set(value) <= set(chosen) if isinstance(value, list) else value == chosen
