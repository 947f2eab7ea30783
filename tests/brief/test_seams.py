"""A loop is whole bars long wherever its tempo is left open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.brief.length import bar_length
from musicapp.core.model import Brief

Ear = Callable[[str], Brief]


def bars_of(brief: Brief) -> float:
    """Return how many bars a brief's length holds."""
    return brief.seconds / bar_length(brief.meter, brief.tempo)


@pytest.mark.parametrize(
    "prompt",
    [
        "seamless loop, 30 seconds",
        "house loop 30초",
        "a slow ambient loop of two minutes",
        "waltz loop, 20 seconds",
        "celtic jig loop, 45 seconds",
        "트로트 1분 루프",
        "boss battle, 90 seconds, loop",
    ],
)
def test_loops_are_whole_bars(hear: Ear, prompt: str) -> None:
    bars = bars_of(hear(prompt))
    assert abs(bars - round(bars)) < 0.01
    assert round(bars) % 2 == 0


def test_the_tempo_hardly_changes(hear: Ear) -> None:
    assert abs(hear("house loop, 30 seconds").tempo / hear("house, 30 seconds").tempo - 1) <= 0.06


@pytest.mark.parametrize(
    ("prompt", "tempo"),
    [
        ("loop, 30 seconds, 133 bpm", 133),
        ("loop, 30 seconds, andante", 88),
        ("8 bars loop", 108),
        ("loop, 1 second", 108),
    ],
)
def test_what_is_said_stays(hear: Ear, prompt: str, tempo: float) -> None:
    assert hear(prompt).tempo == tempo


def test_what_is_no_loop_keeps_its_tempo(hear: Ear) -> None:
    assert hear("house, 31 seconds").tempo == hear("house").tempo
