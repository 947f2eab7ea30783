"""The player bar: stands for one track, whatever the player has."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from musicapp.ui.playback import NowPlayingBar
from musicapp.ui.player_bar import PlayerBar
from musicapp.ui.show_in_folder import show_in_folder

from .conftest import Speak
from .samples import track


@pytest.fixture
def bar(qtbot: QtBot) -> PlayerBar:
    """A bar that stands for the first track."""
    bar = PlayerBar()
    qtbot.addWidget(bar)
    bar.resize(600, 80)
    bar.show_track(track(1))
    bar.show()
    return bar


def test_a_track_that_does_not_play(bar: PlayerBar) -> None:
    assert bar.title.text() == "Rain at Night 1"
    assert bar.times.text() == "0:00 / 2:00"
    assert bar.play_button.text() == bar.play_button.accessibleName() == "Play"
    assert not bar.slider.isEnabled()


def test_a_track_that_plays(bar: PlayerBar, speak: Speak) -> None:
    bar.show_playing(track(1), True)
    bar.show_duration(121.4)
    bar.show_position(34)
    assert bar.times.text() == "0:34 / 2:01"
    assert bar.slider.value() / bar.slider.maximum() == pytest.approx(34 / 121.4, abs=0.001)
    assert bar.play_button.text() == "Pause"
    speak("ko")
    assert bar.play_button.text() == bar.play_button.accessibleName() == "일시정지"


def test_a_pause_keeps_the_place(bar: PlayerBar) -> None:
    bar.show_playing(track(1), True)
    bar.show_position(34)
    bar.show_playing(track(1), False)
    assert bar.times.text() == "0:34 / 2:00"
    assert bar.play_button.text() == "Play"


def test_another_track_in_the_player_is_none_of_its_business(bar: PlayerBar) -> None:
    bar.show_playing(track(1), True)
    bar.show_playing(track(2), True)
    bar.show_position(50)
    assert bar.times.text() == "0:00 / 2:00"
    assert bar.play_button.text() == "Play"


def test_the_bar_below_follows_the_player(qtbot: QtBot) -> None:
    bar = NowPlayingBar()
    qtbot.addWidget(bar)
    bar.show_playing(track(1), True)
    bar.show_playing(track(2), True)
    bar.show_position(50)
    assert bar.track == track(2)
    assert bar.times.text() == "0:50 / 2:00"


def test_keys_and_clicks_on_the_slider_seek_in_seconds(bar: PlayerBar, qtbot: QtBot) -> None:
    bar.show_playing(track(1), True)
    with qtbot.waitSignal(bar.seek_requested) as sought:
        qtbot.keyClick(bar.slider, Qt.Key.Key_Right)
    assert sought.args == [5.0]
    with qtbot.waitSignal(bar.seek_requested) as sought:
        middle = QPoint(bar.slider.width() // 2, bar.slider.height() // 2)
        qtbot.mouseClick(bar.slider, Qt.MouseButton.LeftButton, pos=middle)
    assert sought.args == [pytest.approx(60, abs=2)]


def test_the_player_moves_the_slider_without_seeking(bar: PlayerBar, qtbot: QtBot) -> None:
    bar.show_playing(track(1), True)
    with qtbot.assertNotEmitted(bar.seek_requested):
        bar.show_position(10)


def test_a_slider_in_the_hand_stays_there(bar: PlayerBar) -> None:
    bar.show_playing(track(1), True)
    bar.slider.setSliderDown(True)
    bar.slider.setValue(500)
    bar.show_position(10)
    assert bar.slider.value() == 500


def test_play_and_folder_speak_of_the_track(bar: PlayerBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.toggle_requested) as asked:
        bar.play_button.click()
    assert asked.args == [track(1)]
    with qtbot.waitSignal(bar.folder_requested) as asked:
        bar.folder_button.click()
    assert asked.args == [track(1)]


def test_show_in_folder_opens_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    show_in_folder(track(1, url="file:///music/2026-11-24%20%EB%B4%84%EB%B9%84%20%231/a.flac"))
    assert [url.toLocalFile() for url in opened] == ["/music/2026-11-24 봄비 #1/"]
