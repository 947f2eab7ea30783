"""What cannot be worked with at all is refused, by name, at once."""

from __future__ import annotations

import time

import pytest

from musicapp.brief import check_prompt, check_wishes, detect_language, understand
from musicapp.core.manifest import Capabilities
from musicapp.core.model import Wishes
from musicapp.core.problems import Problem, UserError


@pytest.mark.parametrize(
    ("prompt", "problem"),
    [
        ("", Problem.EMPTY_PROMPT),
        (" \n\t ", Problem.EMPTY_PROMPT),
        ("\u200b\u200e", Problem.EMPTY_PROMPT),
        ("x" * 2001, Problem.PROMPT_TOO_LONG),
        (" " * 2001, Problem.PROMPT_TOO_LONG),
        ("jazz\x00", Problem.PROMPT_UNREADABLE),
        ("jazz\x1b[31m", Problem.PROMPT_UNREADABLE),
        ("jazz\x85", Problem.PROMPT_UNREADABLE),
        ("jazz\ud800", Problem.PROMPT_UNREADABLE),
    ],
)
def test_refused(prompt: str, problem: Problem, piano: Capabilities) -> None:
    with pytest.raises(UserError) as caught:
        understand(prompt, Wishes(), piano)
    assert caught.value.problem is problem


@pytest.mark.parametrize("prompt", ["🎵", "x" * 2000, "\u202eזז\u202c jazz", "a\nb\tc", "음악", "👩‍🎤 노래", "a\r\nb"])
def test_kept_as_it_is(prompt: str) -> None:
    assert check_prompt(prompt) == prompt


def test_a_megabyte_is_refused_fast() -> None:
    prompt = "ㅋ" * 1_000_000
    start = time.perf_counter()
    with pytest.raises(UserError):
        check_prompt(prompt)
    assert time.perf_counter() - start < 0.01


@pytest.mark.parametrize(
    ("wishes", "problem"),
    [
        (Wishes(seconds=float("nan")), Problem.BAD_SECONDS),
        (Wishes(seconds=float("inf")), Problem.BAD_SECONDS),
        (Wishes(seconds=-1), Problem.BAD_SECONDS),
        (Wishes(seconds=0.9), Problem.BAD_SECONDS),
        (Wishes(seconds=3601), Problem.BAD_SECONDS),
        (Wishes(tempo=19), Problem.BAD_TEMPO),
        (Wishes(tempo=301), Problem.BAD_TEMPO),
        (Wishes(tempo=float("nan")), Problem.BAD_TEMPO),
        (Wishes(key="H minor"), Problem.BAD_KEY),
        (Wishes(key=""), Problem.BAD_KEY),
        (Wishes(key="C major please"), Problem.BAD_KEY),
        (Wishes(style="house"), Problem.UNKNOWN_STYLE),
        (Wishes(style=""), Problem.UNKNOWN_STYLE),
    ],
)
def test_bad_options(wishes: Wishes, problem: Problem, piano: Capabilities) -> None:
    with pytest.raises(UserError) as caught:
        check_wishes(wishes, piano)
    assert caught.value.problem is problem


@pytest.mark.parametrize("wishes", [Wishes(style="x" * 1_000_000), Wishes(key="C" * 1_000_000)])
def test_endless_options_are_refused_fast(wishes: Wishes, piano: Capabilities) -> None:
    start = time.perf_counter()
    with pytest.raises(UserError):
        check_wishes(wishes, piano)
    assert time.perf_counter() - start < 0.05


def test_refusals_say_what_was_asked_and_what_there_is(piano: Capabilities) -> None:
    with pytest.raises(UserError) as caught:
        check_wishes(Wishes(seconds=-1), piano)
    assert caught.value.values == {"seconds": "-1"}
    with pytest.raises(UserError) as caught:
        check_wishes(Wishes(style="house"), piano)
    assert caught.value.values == {"style": "house", "styles": "piano_solo"}


@pytest.mark.parametrize(
    "key", ["C", "Bb", "bb", "F#m", "f# minor", "D Dorian", "라단조", "올림바단조", "a", "minor", "B플랫 장조"]
)
def test_keys_as_options(key: str, piano: Capabilities) -> None:
    check_wishes(Wishes(key=key), piano)


@pytest.mark.parametrize(
    ("style", "name"), [("jazz", "jazz"), ("Lo-Fi", "lofi"), ("drum and bass", "drum_and_bass"), ("로파이", "lofi")]
)
def test_styles_as_options(style: str, name: str, everything: Capabilities) -> None:
    assert understand("x", Wishes(style=style), everything).style == name


@pytest.mark.parametrize(
    ("prompt", "language"), [("calm piano", "en"), ("피아노", "ko"), ("calm 피아노 please", "ko"), ("🎵 1:30", "en")]
)
def test_language(prompt: str, language: str) -> None:
    assert detect_language(prompt) == language
