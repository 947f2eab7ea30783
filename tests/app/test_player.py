"""The player, with a real file; it needs no sound card."""

from __future__ import annotations

import math
import os
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from musicapp.app.player import Player, may_start_by_itself
from musicapp.core.model import JobState, Summary

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The sound threads write to Qt's log while pytest-qt exchanges its handler, and that crashes.
pytestmark = pytest.mark.no_qt_log

SECONDS = 3
RATE = 22_050


def track(path: Path, number: int = 1) -> Summary:
    """Return a finished track whose file is at path."""
    return Summary(
        job_id=f"job-{number}",
        state=JobState.DONE,
        prompt="a tone",
        created_at="2026-11-24T06:00:00.000000Z",
        seconds=SECONDS,
        result_url=path.as_uri(),
    )


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """A file with three seconds of a tone, under a name that wants escaping."""
    path = tmp_path / "봄비 #1 100%.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        samples = (round(3000 * math.sin(2 * math.pi * 440 * n / RATE)) for n in range(SECONDS * RATE))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return path


@pytest.fixture
def player(qapp: QApplication) -> Iterator[Player]:
    """A player that has played nothing; its threads are gone afterwards."""
    player = Player()
    yield player
    player.deleteLater()
    qapp.sendPostedEvents(player, QEvent.Type.DeferredDelete.value)


def test_a_track_plays_and_its_place_advances(player: Player, tone: Path, qtbot: QtBot) -> None:
    places: list[float] = []
    lengths: list[float] = []
    player.position_changed.connect(places.append)
    player.duration_changed.connect(lengths.append)
    with qtbot.waitSignals([player.started, player.playing_changed]):
        player.play(track(tone))
    qtbot.waitUntil(lambda: bool(places) and places[-1] > 0.2, timeout=10_000)
    assert lengths[-1] == pytest.approx(SECONDS, abs=0.1)
    assert player.is_playing
    assert player.track == track(tone)


def test_pause_and_go_on(player: Player, tone: Path, qtbot: QtBot) -> None:
    places: list[float] = []
    player.position_changed.connect(places.append)
    player.toggle(track(tone))
    qtbot.waitUntil(lambda: bool(places) and places[-1] > 0.1, timeout=10_000)
    with qtbot.waitSignal(player.playing_changed) as changed:
        player.toggle(track(tone))
    assert changed.args == [track(tone), False]
    assert not player.is_playing
    paused_at = places[-1]
    player.toggle(track(tone))
    qtbot.waitUntil(lambda: places[-1] > paused_at, timeout=10_000)
    assert player.is_playing


def test_seek(player: Player, tone: Path, qtbot: QtBot) -> None:
    places: list[float] = []
    player.position_changed.connect(places.append)
    player.play(track(tone))
    qtbot.waitUntil(lambda: bool(places) and places[-1] > 0, timeout=10_000)
    player.seek(2.0)
    qtbot.waitUntil(lambda: 2.0 <= places[-1] < 3.0, timeout=10_000)


def test_a_track_ends_and_can_be_played_again(player: Player, tone: Path, qtbot: QtBot) -> None:
    player.play(track(tone))
    qtbot.waitUntil(lambda: player.is_playing, timeout=10_000)
    with qtbot.waitSignal(player.playing_changed, timeout=10_000, check_params_cb=lambda _track, is_on: not is_on):
        player.seek(SECONDS - 0.2)
    player.toggle(track(tone))
    qtbot.waitUntil(lambda: player.is_playing, timeout=10_000)


def test_another_track_takes_over(player: Player, tone: Path, qtbot: QtBot) -> None:
    player.play(track(tone, 1))
    qtbot.waitUntil(lambda: player.is_playing, timeout=10_000)
    with qtbot.waitSignal(player.playing_changed, check_params_cb=lambda now, is_on: now == track(tone, 2) and is_on):
        player.play(track(tone, 2))
    assert player.track == track(tone, 2)


def test_a_released_track_is_gone_and_others_are_not(player: Player, tone: Path, qtbot: QtBot) -> None:
    player.play(track(tone))
    qtbot.waitUntil(lambda: player.is_playing, timeout=10_000)
    player.release("another")
    assert player.is_playing
    player.release("job-1")
    assert player.track is None
    assert not player.is_playing


def test_a_file_that_is_gone_is_told(player: Player, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(player.failed, timeout=10_000) as failed:
        player.play(track(tmp_path / "gone.wav"))
    assert failed.args is not None
    assert failed.args[0]
    assert not player.is_playing


def test_nothing_is_opened_before_the_first_track(player: Player) -> None:
    player.pause()
    player.seek(1.0)
    player.release("job-1")
    assert not player.is_playing
    assert not player.children()


@pytest.mark.parametrize(
    ("is_wanted", "is_in_front", "is_playing", "may"),
    [
        (True, True, False, True),
        (False, True, False, False),
        (True, False, False, False),
        (True, True, True, False),
        (False, False, True, False),
    ],
)
def test_when_a_track_starts_by_itself(is_wanted: bool, is_in_front: bool, is_playing: bool, may: bool) -> None:
    assert may_start_by_itself(is_wanted=is_wanted, is_in_front=is_in_front, is_playing=is_playing) is may
