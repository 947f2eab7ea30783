"""The main window: everything joined, reachable by keyboard, in the language of now, never still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from musicapp.app.draft import Draft
from musicapp.app.language import LanguageSwitch
from musicapp.app.player import Player
from musicapp.app.single_instance import Opening
from musicapp.core.exporting import Exported, ExportWish
from musicapp.core.model import Order, Summary
from musicapp.core.overview import Overview
from musicapp.core.problems import Problem, UserError
from musicapp.core.settings import Settings
from musicapp.ui.application import open_window
from musicapp.ui.export_dialog import ExportDialog
from musicapp.ui.library_tab import LibraryTab
from musicapp.ui.main_window import MainWindow

from .conftest import Speak
from .recording_manager import RecordingManager
from .samples import ENGINE, FULL_MISSING, SENTENCE, failed, job, running, track
from .watchdog import Watchdog

EXPORT = ExportWish(job_id="x", format="mp3")
JOBS = (failed(1), running(2), job(3), track(4), track(5, heard=True))


def names(window: MainWindow) -> list[str]:
    """Return the names of the tabs."""
    return [window.pages.tabText(number) for number in range(window.pages.count())]


def test_names_of_the_tabs(window: MainWindow, speak: Speak) -> None:
    assert names(window) == ["Create", "Queue", "Library", "Settings"]
    speak("ko")
    assert names(window) == ["만들기", "작업", "보관함", "설정"]
    bar = window.pages.tabBar()
    assert [bar.accessibleTabName(number) for number in range(4)] == names(window)


def test_the_language_setting_holds_at_once(window: MainWindow, manager: RecordingManager, qapp: QApplication) -> None:
    manager.overview_changed.emit(Overview(running=1, percent=42, waiting=2))
    manager.settings_changed.emit(Settings(language="ko"))
    qapp.processEvents()
    assert names(window)[0] == "만들기"
    assert window.indicator.text() == "음악 생성 중… 42% · 2개 대기"
    manager.settings_changed.emit(Settings(language="en"))
    qapp.processEvents()
    assert names(window)[0] == "Create"


@pytest.mark.parametrize("number", range(4))
def test_keys_go_to_the_tabs(window: MainWindow, qtbot: QtBot, number: int) -> None:
    window.pages.setCurrentIndex((number + 1) % 4)
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentIndex() == number


def test_ctrl_q_closes_without_a_question(window: MainWindow, manager: RecordingManager, qtbot: QtBot) -> None:
    manager.library_loaded.emit(JOBS)
    before = list(manager.wishes)
    qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()
    assert manager.wishes == before


WISHES: list[tuple[Callable[[MainWindow], Any], str, object]] = [
    (lambda w: w.pages.queue.pause_button.click(), "pause", None),
    (lambda w: w.held.make_requested.emit(), "resume", None),
    (lambda w: w.held.discard_requested.emit(), "discard_held", None),
    (lambda w: w.pages.queue.cancel_requested.emit("x"), "cancel", "x"),
    (lambda w: w.pages.queue.retry_requested.emit("x"), "retry", "x"),
    (lambda w: w.pages.queue.delete_requested.emit("x"), "delete", "x"),
    (lambda w: w.pages.queue.failure_seen.emit("x"), "mark_seen", "x"),
    (lambda w: w.pages.create_tab.cancel_requested.emit("x"), "cancel", "x"),
    (lambda w: w.pages.create_tab.retry_requested.emit("x"), "retry", "x"),
    (lambda w: w.pages.library.delete_requested.emit("x"), "delete", "x"),
    (lambda w: w.undo.undo_requested.emit("x"), "undo_delete", "x"),
    (lambda w: w.pages.library.export_requested.emit(EXPORT), "export", EXPORT),
    (lambda w: w.export.cancel_requested.emit(), "cancel_export", None),
    (lambda w: w.pages.setCurrentIndex(3), "find_banks", None),
    (lambda w: w.pages.settings.stems.click(), "change_settings", Settings(stems=True)),
]


@pytest.mark.parametrize(("act", "wish", "value"), WISHES)
def test_wishes_reach_the_jobs(
    window: MainWindow, manager: RecordingManager, act: Callable[[MainWindow], Any], wish: str, value: object
) -> None:
    act(window)
    assert manager.wishes == [(wish, value)]


def test_generate(window: MainWindow, manager: RecordingManager, qtbot: QtBot) -> None:
    prompt = window.pages.create_tab.form.prompt
    prompt.setFocus()
    qtbot.keyClicks(prompt, "a waltz")
    qtbot.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert manager.wishes == [("generate", Order(prompt="a waltz", engine="composer"))]
    manager.accepted.emit(job(1))
    assert window.pages.create_tab.card.job_id.text() == job(1).job_id
    assert prompt.toPlainText() == "a waltz"
    assert window.pages.create_tab.form.generate_button.isEnabled()


@pytest.mark.parametrize("number", range(4))
def test_a_refusal_is_told_where_the_user_is(window: MainWindow, manager: RecordingManager, number: int) -> None:
    window.pages.setCurrentIndex(number)
    manager.refused.emit(UserError(Problem.EMPTY_PROMPT))
    page = window.pages.current()
    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("There is no sentence yet.") for text in told)


@pytest.mark.parametrize(("number", "tab"), [(1, 1), (2, 1), (3, 1), (4, 2), (99, 1)])
def test_the_indicator_goes_to_the_job(window: MainWindow, manager: RecordingManager, number: int, tab: int) -> None:
    manager.library_loaded.emit(JOBS)
    manager.overview_changed.emit(Overview(running=1, job_id=job(number).job_id))
    window.indicator.click()
    assert window.pages.currentIndex() == tab
    chosen = (window.pages.queue if tab == 1 else window.pages.library).list.chosen()
    assert number == 99 or (chosen is not None and chosen.job_id == job(number).job_id)


def test_the_indicator_is_on_every_tab_and_hidden_when_idle(window: MainWindow, manager: RecordingManager) -> None:
    assert not window.indicator.isVisible()
    manager.overview_changed.emit(Overview(running=1))
    for number in range(4):
        window.pages.setCurrentIndex(number)
        assert window.indicator.isVisible()
    manager.overview_changed.emit(Overview())
    assert not window.indicator.isVisible()


def test_a_failure_that_is_gone_to_counts_as_seen(window: MainWindow, manager: RecordingManager) -> None:
    manager.library_loaded.emit(JOBS)
    manager.overview_changed.emit(Overview(failed_unseen=1, job_id=job(1).job_id))
    window.indicator.click()
    assert ("mark_seen", job(1).job_id) in manager.wishes


def test_unheard_tracks_mark_their_tab_and_leave_its_name(window: MainWindow, manager: RecordingManager) -> None:
    manager.library_loaded.emit(JOBS)
    assert not window.pages.tabIcon(2).isNull()
    assert window.pages.tabToolTip(2) == "1 track not heard yet"
    assert names(window)[2] == "Library"
    manager.job_changed.emit(track(4, heard=True))
    assert window.pages.tabIcon(2).isNull()


def test_notices_are_told(window: MainWindow, manager: RecordingManager) -> None:
    manager.old_work_found.emit(3)
    manager.deleted.emit(track(1))
    manager.finished_away.emit((track(1), track(2)))
    window.pages.setCurrentIndex(2)
    assert window.held.isVisible()
    assert window.undo.isVisible()
    assert window.pages.library.away.isVisible()


def test_an_export_is_followed_on_every_tab(window: MainWindow, manager: RecordingManager) -> None:
    manager.library_loaded.emit(JOBS)
    window.pages.library.choose(track(4).job_id)
    manager.exporter.running_changed.emit(True)
    manager.exporter.progressed.emit(0.5)
    assert window.export.text.text() == "Exporting… 50%"
    assert not window.pages.library.export_button.isEnabled()
    for number in range(4):
        window.pages.setCurrentIndex(number)
        assert window.export.isVisible()
    manager.exporter.running_changed.emit(False)
    manager.exporter.exported.emit(Exported(file="/music/Rain.mp3", is_lossy_twice=False))
    assert window.export.text.text() == "Exported: Rain.mp3"
    assert window.pages.library.export_button.isEnabled()


def test_banks_that_are_found_are_shown(window: MainWindow, manager: RecordingManager) -> None:
    manager.banks_found.emit(FULL_MISSING)
    window.pages.setCurrentIndex(3)
    assert window.pages.settings.bank.hint.isVisible()
    assert "Large 2: MIT (by B)" in window.pages.settings.about.text()


def test_what_is_typed_and_how_the_window_stands_come_back(
    window: MainWindow, manager: RecordingManager, language: LanguageSwitch, qtbot: QtBot
) -> None:
    window.resize(760, 700)
    window.pages.setCurrentIndex(3)
    window.pages.create_tab.form.prompt.setPlainText(SENTENCE)
    with qtbot.waitSignal(window.draft_edited) as told:
        window.close()
    draft = told.args[0] if told.args else None
    assert isinstance(draft, Draft)
    again = open_window(manager, Player(), language, draft)
    qtbot.addWidget(again)
    assert again.pages.currentIndex() == 3
    assert again.pages.create_tab.form.prompt.toPlainText() == SENTENCE
    assert (again.width(), again.height()) == (760, 700)


def test_a_damaged_geometry_does_no_harm(manager: RecordingManager, language: LanguageSwitch, qtbot: QtBot) -> None:
    window = open_window(manager, Player(), language, Draft(geometry="%%%", tab=77))
    qtbot.addWidget(window)
    assert window.isVisible()


def test_a_second_start_brings_its_sentence(window: MainWindow) -> None:
    window.pages.setCurrentIndex(3)
    window.pages.create_tab.form.prompt.setPlainText("mine")
    window.show_opening(Opening())
    assert window.pages.currentIndex() == 3
    window.show_opening(Opening(prompt=SENTENCE))
    assert window.pages.currentIndex() == 0
    assert window.pages.create_tab.form.prompt.toPlainText() == SENTENCE
    window.pages.create_tab.form.prompt.undo()
    assert window.pages.create_tab.form.prompt.toPlainText() == "mine"


class SilentPlayer(Player):
    """A player that keeps what it was asked to play."""

    def __init__(self) -> None:
        super().__init__()
        self.played: list[str] = []

    def play(self, track: Summary) -> None:
        self.played.append(track.job_id)
        self._track = track
        self.started.emit(track)
        self.playing_changed.emit(track, True)


@pytest.fixture
def player() -> SilentPlayer:
    """The player that makes no sound."""
    return SilentPlayer()


@pytest.fixture
def playing_window(
    manager: RecordingManager, player: SilentPlayer, language: LanguageSwitch, qtbot: QtBot
) -> MainWindow:
    """A window in front, with a player that makes no sound, and a job being made on Create."""
    window = open_window(manager, player, language, Draft())
    qtbot.addWidget(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    manager.accepted.emit(job(1))
    return window


@pytest.mark.usefixtures("playing_window")
def test_a_track_starts_before_the_eyes_of_its_listener(manager: RecordingManager, player: SilentPlayer) -> None:
    manager.job_changed.emit(track(1))
    assert player.played == [track(1).job_id]
    assert ("mark_heard", track(1).job_id) in manager.wishes


@pytest.mark.usefixtures("playing_window")
def test_no_track_starts_against_the_setting(manager: RecordingManager, player: SilentPlayer) -> None:
    manager.settings_changed.emit(Settings(play_when_finished=False))
    manager.job_changed.emit(track(1))
    assert player.played == []


def test_no_track_starts_behind_the_back(
    playing_window: MainWindow, manager: RecordingManager, player: SilentPlayer, qtbot: QtBot
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not playing_window.isActiveWindow())
    manager.job_changed.emit(track(1))
    assert player.played == []


def test_the_player_below_is_seen_where_no_other_is(
    playing_window: MainWindow, manager: RecordingManager, player: SilentPlayer
) -> None:
    assert not playing_window.now_playing.isVisible()
    manager.job_changed.emit(track(1))
    assert not playing_window.now_playing.isVisible()
    playing_window.pages.setCurrentIndex(3)
    assert playing_window.now_playing.isVisible()
    playing_window.pages.library.play_requested.emit(track(5))
    playing_window.pages.setCurrentIndex(0)
    assert playing_window.now_playing.isVisible()
    assert playing_window.now_playing.track == track(5)
    playing_window.pages.library.delete_requested.emit(track(5).job_id)
    assert player.track == track(5)  # the silent player has no file to let go of


def test_the_player_goes_below_when_create_speaks_of_another_job(
    playing_window: MainWindow, manager: RecordingManager
) -> None:
    manager.job_changed.emit(track(1))
    assert not playing_window.now_playing.isVisible()
    manager.accepted.emit(job(2))
    assert playing_window.now_playing.isVisible()


def focusable(window: MainWindow) -> Iterator[QWidget]:
    """Return every control that can be used now."""
    for widget in window.findChildren(QWidget):
        is_usable = widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
        if is_usable and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def fill(window: MainWindow, manager: RecordingManager) -> None:
    """Show everything that can be shown."""
    manager.library_loaded.emit(JOBS)
    manager.accepted.emit(failed(1))
    manager.overview_changed.emit(Overview(running=1, held=3, failed_unseen=1, job_id=job(1).job_id))
    manager.old_work_found.emit(3)
    manager.deleted.emit(track(9))
    manager.finished_away.emit((track(4),))
    manager.banks_found.emit(FULL_MISSING)
    window.play_failure.show_failure("no file")
    window.export.show_running(True)
    window.export.show_exported(Exported(file="/music/Rain.mp3", is_lossy_twice=True))
    window.now_playing.show_playing(track(4), True)
    window.now_playing.show()
    window.pages.create_tab.card.error.fold.setChecked(True)
    window.pages.queue.choose(job(1).job_id)
    window.pages.library.choose(track(4).job_id)


@pytest.mark.parametrize("language_name", ["en", "ko"])
@pytest.mark.parametrize("number", range(4))
def test_every_control_has_a_name_and_is_reached_by_tab(
    window: MainWindow, manager: RecordingManager, speak: Speak, number: int, language_name: str
) -> None:
    speak(language_name)
    fill(window, manager)
    window.pages.setCurrentIndex(number)
    QApplication.processEvents()
    wanted = set(focusable(window))
    nameless = [widget for widget in wanted if not _name(widget)]
    assert not nameless
    assert len(wanted) > 8
    reached: set[QWidget] = set()
    window.pages.tabBar().setFocus()
    for _ in range(2 * len(wanted)):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert {_name(widget) for widget in wanted - reached} == set()


def _name(widget: QWidget) -> str:
    """Return the name a screen reader says: that of the field, for the line inside a spin box."""
    own = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    parent = widget.parentWidget()
    return own or (parent.accessibleName() if parent else "")


def test_ten_thousand_jobs_never_hold_the_window_up(
    window: MainWindow,
    manager: RecordingManager,
    ten_thousand: tuple[Summary, ...],
    qtbot: QtBot,
    watchdog: Watchdog,
) -> None:
    steps: tuple[Callable[[], object], ...] = (
        lambda: manager.library_loaded.emit(ten_thousand),
        lambda: manager.engines_found.emit((ENGINE,)),
        lambda: window.pages.setCurrentIndex(2),
        lambda: manager.job_changed.emit(running(10_001)),
        lambda: manager.job_changed.emit(track(10_001)),
        lambda: manager.job_changed.emit(track(5_001, heard=True)),
        lambda: manager.job_removed.emit(track(7_001).job_id),
        lambda: window.pages.go_to_job(track(3).job_id),
        lambda: manager.settings_changed.emit(Settings(language="ko")),
        lambda: window.pages.setCurrentIndex(0),
        lambda: window.pages.setCurrentIndex(1),
    )
    for step in steps:
        step()
        watchdog.ticks = 0
        qtbot.waitUntil(lambda: watchdog.ticks > 1)
    assert window.pages.library.model.rowCount() == 9_000


def confirm(library: LibraryTab) -> None:
    """Press the button of the dialog that asks how to export."""
    dialog = library.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    dialog.export_button.click()


def test_an_export_and_the_banks_never_hold_the_window_up(
    window: MainWindow, manager: RecordingManager, qtbot: QtBot, watchdog: Watchdog
) -> None:
    library, exporter = window.pages.library, manager.exporter
    manager.library_loaded.emit(JOBS)
    window.pages.setCurrentIndex(2)
    library.choose(track(4).job_id)
    made = Exported(file="/music/Rain.mp3", is_lossy_twice=False)
    steps: tuple[Callable[[], object], ...] = (
        library.export_button.click,
        lambda: confirm(library),
        lambda: exporter.running_changed.emit(True),
        lambda: exporter.progressed.emit(0.5),
        lambda: exporter.running_changed.emit(False),
        lambda: exporter.exported.emit(made),
        lambda: manager.banks_found.emit(FULL_MISSING),
        lambda: window.pages.setCurrentIndex(3),
    )
    for step in steps:
        step()
        watchdog.ticks = 0
        qtbot.waitUntil(lambda: watchdog.ticks > 1)
    assert ("export", ExportWish(job_id=track(4).job_id, format="mp3")) in manager.wishes
