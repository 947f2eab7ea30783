"""Exporting a track from the library: the dialog that asks, the bar that tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from musicapp.core.exporting import Exported, ExportFailed, ExportWish
from musicapp.core.model import ErrorKind
from musicapp.ui.export_bar import ExportBar
from musicapp.ui.export_dialog import ExportDialog
from musicapp.ui.library_tab import LibraryTab

from .conftest import Speak
from .samples import track

MADE = Exported(file="/music/Rain/Rain.mp3", is_lossy_twice=False)


@pytest.fixture
def tab(qtbot: QtBot) -> LibraryTab:
    """The library with two tracks."""
    tab = LibraryTab()
    qtbot.addWidget(tab)
    tab.show_jobs((track(1), track(2)))
    tab.show()
    return tab


@pytest.fixture
def dialog(tab: LibraryTab) -> ExportDialog:
    """The dialog, asking about a track."""
    tab.choose(track(2).job_id)
    tab.export_button.click()
    dialog = tab.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    return dialog


@pytest.fixture
def bar(qtbot: QtBot) -> ExportBar:
    """The bar, hidden."""
    bar = ExportBar()
    qtbot.addWidget(bar)
    return bar


def test_it_is_offered_for_a_chosen_track_and_one_at_a_time(tab: LibraryTab) -> None:
    assert not tab.export_button.isEnabled()
    tab.choose(track(1).job_id)
    assert tab.export_button.isEnabled()
    tab.show_exporting(True)
    tab.choose(track(2).job_id)
    assert not tab.export_button.isEnabled()
    tab.show_exporting(False)
    assert tab.export_button.isEnabled()


def test_it_asks_without_holding_the_window_up(tab: LibraryTab, dialog: ExportDialog, qtbot: QtBot) -> None:
    assert dialog.isVisible()
    assert dialog.title.text() == "Rain at Night 2"
    with qtbot.waitSignal(tab.export_requested) as asked:
        dialog.export_button.click()
    assert asked.args == [ExportWish(job_id=track(2).job_id, format="mp3")]
    assert not dialog.isVisible()


def test_format_and_folder_are_chosen_and_stay(tab: LibraryTab, dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.format.setCurrentIndex(dialog.format.findData("opus"))
    dialog.format.activated.emit(dialog.format.currentIndex())
    dialog.folder.choose_button.click()
    chooser = dialog.folder.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit("/phone")
    chooser.close()
    for number in (2, 1):
        tab.choose(track(number).job_id)
        tab.export_button.click()
        with qtbot.waitSignal(tab.export_requested) as asked:
            dialog.export_button.click()
        assert asked.args == [ExportWish(job_id=track(number).job_id, format="opus", output="/phone")]


def test_escape_asks_for_nothing(tab: LibraryTab, dialog: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(tab.export_requested):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_of_the_dialog_has_a_name_and_is_reached_by_tab(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    wanted = {
        dialog.format,
        dialog.folder.path,
        dialog.folder.choose_button,
        dialog.export_button,
        dialog.cancel_button,
    }
    assert all(widget.accessibleName() for widget in wanted)
    reached: set[QWidget] = set()
    for _ in range(2 * len(wanted)):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached >= wanted


def test_the_dialog_speaks_korean(dialog: ExportDialog, speak: Speak) -> None:
    speak("ko")
    assert dialog.windowTitle() == dialog.export_button.text() == "내보내기"
    assert dialog.format.accessibleName() == "파일 형식"
    assert dialog.folder.path.placeholderText() == "곡과 같은 폴더"


def test_the_bar_tells_how_far_it_is_and_offers_to_cancel(bar: ExportBar, qtbot: QtBot) -> None:
    assert not bar.isVisible()
    bar.show_running(True)
    bar.show_progress(0.426)
    assert bar.text.text() == bar.text.accessibleName() == "Exporting… 42%"
    assert not bar.folder_button.isVisible()
    with qtbot.waitSignal(bar.cancel_requested):
        bar.cancel_button.click()
    bar.show_running(False)
    bar.show_cancelled()
    assert bar.text.text() == "The export was cancelled; nothing was written."
    assert not bar.cancel_button.isVisible()


def test_the_bar_tells_where_the_file_is(bar: ExportBar, speak: Speak, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    bar.show_running(True)
    bar.show_running(False)
    bar.show_exported(MADE)
    assert bar.isVisible()
    assert bar.text.text() == "Exported: Rain.mp3"
    assert bar.text.toolTip() == MADE.file
    bar.folder_button.click()
    assert [Path(url.toLocalFile()) for url in opened] == [Path("/music/Rain")]
    speak("ko")
    assert bar.text.text() == bar.text.accessibleName() == "내보낸 파일: Rain.mp3"


def test_a_file_that_lost_sound_twice_is_told(bar: ExportBar) -> None:
    bar.show_exported(Exported(file=MADE.file, is_lossy_twice=True))
    assert bar.text.text().startswith("Exported: Rain.mp3. The track was compressed before")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (ErrorKind.NO_SPACE, "The disk is full."),
        (ErrorKind.OUTPUT_FOLDER, "The new file could not be saved in its folder."),
        (ErrorKind.CRASHED, "The track could not be written in this format."),
    ],
)
def test_a_failure_is_told_in_words(bar: ExportBar, kind: ErrorKind, reason: str, speak: Speak) -> None:
    bar.show_failed(ExportFailed(kind=kind, text="errno 5"))
    assert bar.text.text().startswith(f"Nothing was exported. {reason}")
    assert bar.text.toolTip() == "errno 5"
    assert not bar.folder_button.isVisible()
    speak("ko")
    assert bar.text.text().startswith("내보내지 못했습니다. ")


def test_a_dismissed_bar_stays_away_until_the_end(bar: ExportBar) -> None:
    bar.show_running(True)
    bar.close_button.click()
    bar.show_progress(0.5)
    assert not bar.isVisible()
    bar.show_running(False)
    bar.show_exported(MADE)
    assert bar.isVisible()
