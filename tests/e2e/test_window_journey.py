"""The promise of the whole program, through the real window: ask, walk about, close, come back, play."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from musicapp.app.draft import Draft, save_draft
from musicapp.app.language import LanguageSwitch
from musicapp.app.single_instance import Opening
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState
from musicapp.ui.main_window import MainWindow
from musicapp.ui.session import Session
from tests.conftest import Home, ended, state_of

WAIT_MS = 30_000
SENTENCE = "do: slow=3 비 오는 밤"


class Visits:
    """Opens the window of one home again and again."""

    def __init__(self, home: Home, application: QApplication, qtbot: QtBot) -> None:
        self._home = home
        self._application = application
        self._qtbot = qtbot
        self._session: Session | None = None

    def open(self) -> MainWindow:
        """Open the window as a start of the program does, and wait until all jobs are read."""
        self._session = Session(self._application, self._home.paths, LanguageSwitch(self._application))
        with self._qtbot.waitSignal(self._session.manager.library_loaded, timeout=WAIT_MS):
            self._session.begin(Opening())
        window = self._session.window
        assert window is not None
        return window

    def close(self) -> None:
        """Close the window and end the program, as its last window's closing does."""
        if self._session is not None:
            self._application.aboutToQuit.disconnect(self._session.end)
            if self._session.window is not None:
                self._session.window.close()
            self._session.end()
            self._session = None


@pytest.fixture
def visits(home: Home, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visits]:
    """A home whose Create tab holds a sentence for the scripted engine."""
    for name, value in home.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("musicapp.app.ordering.default_output", lambda: home.output)
    save_draft(home.paths.draft, Draft(prompt=SENTENCE, seconds=1.0, engine="scripted"))
    visits = Visits(home, qapp, qtbot)
    yield visits
    visits.close()


def ask(window: MainWindow, qtbot: QtBot) -> str:
    """Press Ctrl+Enter and return the id that is shown at once."""
    with qtbot.waitSignal(window._manager.accepted, timeout=WAIT_MS) as accepted:
        QTest.keyClick(window.pages.create_tab.form.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    job_id: str = accepted.args[0].job_id
    return job_id


def test_a_track_is_there_after_tabs_closing_and_coming_back(visits: Visits, home: Home, qtbot: QtBot) -> None:
    """The job goes on whatever the window does, and its player is there afterwards."""
    window = visits.open()
    job = JobFolder(home.paths.job(ask(window, qtbot)))
    qtbot.waitUntil(lambda: state_of(job) is JobState.PROCESSING, timeout=WAIT_MS)
    qtbot.waitUntil(window.indicator.isVisible, timeout=WAIT_MS)
    for number in (1, 2, 3, 0):
        window.pages.setCurrentIndex(number)
        QApplication.processEvents()
        assert window.indicator.isVisible()
    assert window.pages.create_tab.form.prompt.toPlainText() == SENTENCE
    visits.close()
    assert state_of(job) is JobState.PROCESSING
    assert ended(job).state is JobState.DONE

    window = visits.open()
    create, library = window.pages.create_tab, window.pages.library
    assert create.form.prompt.toPlainText() == SENTENCE
    assert create.card.player.isVisible()
    qtbot.waitUntil(lambda: not library.away.isHidden(), timeout=WAIT_MS)
    assert library.model.rowCount() == 1
    assert len(home.tracks()) == 1

    visits.close()
    window = visits.open()
    assert window.pages.library.away.isHidden(), "it is told once"


def test_five_tracks_are_made_while_no_window_is_open(visits: Visits, home: Home, qtbot: QtBot) -> None:
    """The queue drains by itself."""
    window = visits.open()
    window.pages.create_tab.show_prompt("do: 짧은 곡")
    jobs = [JobFolder(home.paths.job(ask(window, qtbot))) for _ in range(5)]
    visits.close()
    assert [ended(job, 90).state for job in jobs] == [JobState.DONE] * 5
    window = visits.open()
    qtbot.waitUntil(lambda: not window.pages.library.away.isHidden(), timeout=WAIT_MS)
    assert "5" in window.pages.library.away.text.text()
    assert len(home.tracks()) == 5
