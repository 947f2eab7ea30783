"""The Library tab, with a few tracks and with ten thousand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from musicapp.core.model import Summary
from musicapp.ui.library_tab import LibraryTab
from musicapp.ui.row_delegate import Role

from .conftest import Speak
from .samples import failed, running, track
from .watchdog import Watchdog


@pytest.fixture
def tab(qtbot: QtBot) -> LibraryTab:
    """The tab, shown and empty."""
    tab = LibraryTab()
    qtbot.addWidget(tab)
    tab.resize(800, 600)
    tab.show()
    return tab


@pytest.fixture
def small(tab: LibraryTab) -> LibraryTab:
    """The tab with three tracks; Qt checks the model's every step."""
    QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal, tab)
    tab.show_jobs((track(1, heard=True), running(2), track(3), failed(4), track(5)))
    return tab


def titles(tab: LibraryTab) -> list[str]:
    """Return the titles from above."""
    return [str(tab.model.index(n).data()) for n in range(tab.model.rowCount())]


def test_tracks_are_there_newest_first_and_nothing_else(small: LibraryTab) -> None:
    assert titles(small) == ["Rain at Night 5", "Rain at Night 3", "Rain at Night 1"]


def test_a_new_track_comes_on_top_and_a_deleted_one_goes(small: LibraryTab) -> None:
    small.show_job(track(6))
    small.remove_job(track(3).job_id)
    assert titles(small) == ["Rain at Night 6", "Rain at Night 5", "Rain at Night 1"]
    small.show_job(track(3))
    assert titles(small) == ["Rain at Night 6", "Rain at Night 5", "Rain at Night 3", "Rain at Night 1"]


def test_a_track_is_marked_until_it_was_heard(small: LibraryTab, qtbot: QtBot) -> None:
    assert [small.model.index(n).data(Role.IS_NEW) for n in range(3)] == [True, True, False]
    with qtbot.waitSignal(small.unheard_changed) as unheard:
        small.show_job(track(5, heard=True))
    assert unheard.args == [1]
    assert not small.model.index(0).data(Role.IS_NEW)


def test_what_a_track_is(small: LibraryTab, speak: Speak) -> None:
    assert str(small.model.index(0).data(Role.BELOW)).startswith("Piano solo · D minor · 72 BPM · 2:00 · ")
    speak("ko")
    assert str(small.model.index(0).data(Role.BELOW)).startswith("피아노 솔로 · D 단조 · 72 BPM · 2:00 · ")


@pytest.mark.parametrize("way", ["button", "enter"])
def test_play(small: LibraryTab, qtbot: QtBot, way: str) -> None:
    small.choose(track(3).job_id)
    with qtbot.waitSignal(small.play_requested) as asked:
        if way == "button":
            small.play_button.click()
        else:
            qtbot.keyClick(small.list, Qt.Key.Key_Return)
    assert asked.args == [track(3)]


def test_show_in_folder_and_delete(small: LibraryTab, qtbot: QtBot) -> None:
    small.choose(track(3).job_id)
    with qtbot.waitSignal(small.folder_requested) as asked:
        small.folder_button.click()
    assert asked.args == [track(3)]
    with qtbot.waitSignal(small.delete_requested) as asked:
        qtbot.keyClick(small.list, Qt.Key.Key_Delete)
    assert asked.args == [track(3).job_id]


def test_nothing_can_be_done_while_nothing_is_chosen(small: LibraryTab) -> None:
    buttons = (small.play_button, small.folder_button, small.export_button, small.delete_button)
    assert not any(button.isEnabled() for button in buttons)


def test_search_finds_title_and_sentence_and_keeps_the_choice(small: LibraryTab) -> None:
    small.show_job(track(7, title="Morning", prompt="a waltz"))
    small.choose(track(3).job_id)
    small.search.setText("NIGHT 3")
    assert titles(small) == ["Rain at Night 3"]
    assert small.list.chosen() == track(3)
    small.search.setText("waltz")
    assert titles(small) == ["Morning"]
    small.search.clear()
    assert len(titles(small)) == 4


def test_a_search_holds_for_tracks_that_come_later(small: LibraryTab) -> None:
    small.search.setText("morning")
    small.show_job(track(7))
    small.show_job(track(8, title="Morning"))
    assert titles(small) == ["Morning"]


@pytest.mark.parametrize(
    ("count", "english", "korean"),
    [
        (5, "Finished while you were away: 5 tracks", "자리를 비운 사이 완성된 곡: 5곡"),
        (1, "Finished while you were away: 1 track", "자리를 비운 사이 완성된 곡: 1곡"),
    ],
)
def test_what_was_finished_away(tab: LibraryTab, speak: Speak, count: int, english: str, korean: str) -> None:
    assert not tab.away.isVisible()
    tab.show_finished_away(tuple(track(number) for number in range(count)))
    assert tab.away.isVisible()
    assert tab.away.text.text() == english
    speak("ko")
    assert tab.away.text.text() == tab.away.text.accessibleName() == korean
    tab.away.close_button.click()
    assert not tab.away.isVisible()


def test_ten_thousand_tracks_never_hold_the_window_up(
    tab: LibraryTab, ten_thousand: tuple[Summary, ...], qtbot: QtBot, watchdog: Watchdog
) -> None:
    steps = (
        lambda: tab.show_jobs(ten_thousand),
        tab.list.scrollToBottom,
        lambda: tab.show_job(track(10_001)),
        lambda: tab.show_job(track(5_001, heard=True)),
        lambda: tab.remove_job(track(5_003).job_id),
        lambda: tab.choose(track(1).job_id),
        lambda: tab.search.setText("night 77"),
        tab.search.clear,
        lambda: qtbot.keyClick(tab.list, Qt.Key.Key_Home),
        lambda: qtbot.keyClick(tab.list, Qt.Key.Key_PageDown),
        lambda: tab.resize(700, 500),
    )
    for step in steps:
        step()
        watchdog.ticks = 0
        qtbot.waitUntil(lambda: watchdog.ticks > 1)
    assert tab.model.rowCount() == 9_000
    QApplication.processEvents()
