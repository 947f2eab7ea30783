"""Meter, energy over time, ending, loop, moods."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.core.model import Brief

Ear = Callable[[str], Brief]


@pytest.mark.parametrize(
    ("prompt", "meter"),
    [
        ("a tune", "4/4"),
        ("3/4", "3/4"),
        ("in 6/8", "6/8"),
        ("a carousel in 3, organ", "3/4"),
        ("make it in 7", "7/8"),
        ("in 3 minutes", "4/4"),
        ("7/8 rock", "7/8"),
        ("waltz", "3/4"),
        ("jazz waltz", "3/4"),
        ("왈츠", "3/4"),
        ("행진곡", "2/4"),
        ("Irish jig", "6/8"),
        ("a march in 6/8", "6/8"),
        ("3박자", "3/4"),
        ("세 박자로", "3/4"),
        ("6박자", "6/8"),
        ("4분의 3박자", "3/4"),
        ("4분의3박자 곡", "3/4"),
        ("팔분의 육박자", "6/8"),
        ("six-eight time", "6/8"),
        ("twelve-eight blues", "12/8"),
        ("4/4박자 말고 3/4박자로", "3/4"),
        ("24/7 radio", "4/4"),
        ("9/11", "4/4"),
        ("굿거리 장단", "12/8"),
        ("자진모리장단", "12/8"),
        ("중모리", "12/4"),
        ("중중모리", "12/8"),
        ("세마치 장단으로", "9/8"),
        ("휘모리", "4/4"),
        ("엇모리", "10/8"),
        ("a barcarolle", "6/8"),
    ],
)
def test_meter(hear: Ear, prompt: str, meter: str) -> None:
    assert hear(prompt).meter == meter


@pytest.mark.parametrize(
    ("prompt", "energy"),
    [
        ("a tune", "arch"),
        ("it builds up slowly", "rising"),
        ("crescendo to the end", "rising"),
        ("starts quiet and gets louder", "rising"),
        ("gradually more exciting", "rising"),
        ("점점 고조되는", "rising"),
        ("점점 신나는 노래", "rising"),
        ("갈수록 웅장해지는 곡", "rising"),
        ("조용히 시작해서 크게", "rising"),
        ("winds down at the end", "falling"),
        ("점점 잔잔해지는", "falling"),
        ("뒤로 갈수록 강해지는", "rising"),
        ("gradually calmer", "falling"),
        ("drone", "flat"),
        ("변화 없이 일정하게", "flat"),
        ("with a huge drop", "drop"),
        ("드롭이 강한 하우스", "drop"),
        ("without a drop", "arch"),
        ("a steady beat that builds", "rising"),
        ("builds up, then a big drop", "drop"),
        ("builds up and then calms down", "arch"),
        ("starts out very quiet", "rising"),
        ("starts energetic and relaxes", "falling"),
        ("잔잔하다가 신나게", "rising"),
        ("고요하게 시작하는 곡", "rising"),
        ("시작은 강렬하게", "falling"),
        ("후반부에 신나게", "rising"),
        ("피아노만 나오다가 드럼까지", "rising"),
        ("starts with energetic drums", "arch"),
    ],
)
def test_energy(hear: Ear, prompt: str, energy: str) -> None:
    assert hear(prompt).energy == energy


@pytest.mark.parametrize(
    ("prompt", "ending"),
    [
        ("a tune", "cadence"),
        ("fades out", "fade"),
        ("fade-out at the end", "fade"),
        ("끝은 페이드아웃", "fade"),
        ("여운을 남기며", "fade"),
        ("점점 사라지듯이", "fade"),
        ("no fade out", "cadence"),
        ("페이드아웃 없이", "cadence"),
        ("a hard stop", "hit"),
        ("마지막은 쾅 끝나게", "hit"),
        ("강렬하게 마무리", "hit"),
        ("마무리는 강렬하게", "hit"),
        ("끝은 잔잔하게", "fade"),
        ("a proper ending", "cadence"),
        ("an explosive finale", "hit"),
        ("ends on a big crash", "hit"),
        ("a peaceful ending", "fade"),
        ("마지막은 신나게", "hit"),
        ("잔잔하게 마무리", "fade"),
        ("music for the end credits of an epic film", "cadence"),
    ],
)
def test_ending(hear: Ear, prompt: str, ending: str) -> None:
    assert hear(prompt).ending == ending


@pytest.mark.parametrize(
    ("prompt", "loop"),
    [
        ("a tune", False),
        ("seamless loop", True),
        ("loopable game music", True),
        ("무한 반복되는 배경음악", True),
        ("끊김없이 이어지게", True),
        ("루프로", True),
        ("not a loop", False),
        ("루프 말고", False),
        ("끝이 처음으로 이어지게", True),
    ],
)
def test_loop(hear: Ear, prompt: str, loop: bool) -> None:
    assert hear(prompt).loop is loop


@pytest.mark.parametrize(
    ("prompt", "mood"),
    [
        ("a tune", ()),
        ("calm and warm", ("calm", "warm")),
        ("신나고 밝은", ("energetic", "bright")),
        ("슬프지 않은 따뜻한 곡", ("warm",)),
        ("몽환적인", ("dreamy",)),
        ("dark, but not scary", ("dark",)),
        ("calm, with an explosive finale", ("calm",)),
        ("슬프기보다는 따뜻한 곡", ("warm",)),
        ("avoid anything sad", ()),
        ("너무 신나지도 너무 슬프지도 않게", ()),
        ("I'd love a dreamy song", ("dreamy",)),
    ],
)
def test_mood(hear: Ear, prompt: str, mood: tuple[str, ...]) -> None:
    assert hear(prompt).mood == mood
