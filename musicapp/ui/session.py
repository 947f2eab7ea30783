"""One run of the window: builds the parts, joins them, and lets go of them at the end."""

from __future__ import annotations

import gc
import signal
import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from musicapp.app.desk import Desk
from musicapp.app.draft import Draft
from musicapp.app.draft_keeper import DraftKeeper
from musicapp.app.job_manager import JobManager
from musicapp.app.language import LanguageSwitch
from musicapp.app.player import Player
from musicapp.app.single_instance import Opening, SingleInstance
from musicapp.app.storage_thread import StorageThread
from musicapp.app.worker_launcher import WorkerLauncher
from musicapp.core.clock import SystemClock
from musicapp.core.paths import DataPaths
from musicapp.ui.application import build_application, open_window
from musicapp.ui.main_window import MainWindow

SIGNAL_LOOK_MS = 250


class Session(QObject):
    """Owns everything that lives as long as the window."""

    opened = Signal()
    """The window is shown, with what was typed; the jobs follow."""

    def __init__(self, application: QApplication, paths: DataPaths, language: LanguageSwitch) -> None:
        super().__init__()
        self._language = language
        clock = SystemClock()
        self._storage = StorageThread(self)
        self.manager = JobManager(Desk(paths, clock, WorkerLauncher(paths).start), self._storage, clock, self)
        self._player = Player(self)
        self._draft = DraftKeeper(paths.draft, self._storage, self)
        self._draft.loaded.connect(self._on_draft_loaded)
        application.aboutToQuit.connect(self.end)
        self.window: MainWindow | None = None
        self._opening = Opening()

    def begin(self, opening: Opening) -> None:
        """Bring up the window, as it was left, and then all jobs."""
        self._opening = opening
        self._draft.load()

    def _on_draft_loaded(self, draft: Draft) -> None:
        self.window = open_window(self.manager, self._player, self._language, draft)
        self.window.draft_edited.connect(self._draft.keep)
        if self._opening != Opening():
            self.window.show_opening(self._opening)
        gc.freeze()  # what lives as long as the program need not be looked through in every round
        self.opened.emit()
        self.manager.start()

    def show_opening(self, opening: Opening) -> None:
        """Show what a second start of the program was given, at once or as soon as there is a window."""
        if self.window is None:
            self._opening = opening
        else:
            self.window.show_opening(opening)

    def end(self) -> None:
        """Save what is typed; the jobs go on without the window."""
        self._draft.save()
        self.manager.stop()


def run_window(paths: DataPaths, *, prompt: str | None, files: tuple[str, ...]) -> int:
    """Open the window, or raise the one that is open; return the exit status."""
    application = build_application([sys.argv[0]])
    opening = Opening(prompt=prompt, files=files)
    instance = SingleInstance(paths.root)
    if not instance.claim(opening):
        return 0
    session = Session(application, paths, LanguageSwitch(application))
    instance.raised.connect(session.show_opening)
    _quit_on_signals(application)
    session.begin(opening)
    return application.exec()


def _quit_on_signals(application: QApplication) -> None:
    """Let Ctrl-C and the end of the session close the window in good order."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: application.quit())
    timer = QTimer(application)  # Python runs signal handlers only between its own instructions
    timer.timeout.connect(lambda: None)
    timer.start(SIGNAL_LOOK_MS)
