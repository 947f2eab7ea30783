"""Opens a window, says so when it is ready, and how much memory it takes: ``python opening.py bare|musicapp``.

Ready means shown, painted, and the event loop waiting for the user. The bare window holds a player, for
QtMultimedia is loaded whole only then.
"""

from __future__ import annotations

import sys

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtMultimedia import QMediaPlayer
from PySide6.QtWidgets import QApplication, QMainWindow


def report() -> None:
    """Print the resident memory in MB, and end."""
    sys.stdout.write(f"{psutil.Process().memory_info().rss / 1e6:.1f}\n")
    QApplication.exit()


def open_bare() -> object:
    """Show an empty main window."""
    window = QMainWindow()
    QMediaPlayer(window)
    window.resize(840, 640)
    window.show()
    QTimer.singleShot(0, report)
    return window


def open_musicapp(application: QApplication) -> object:
    """Show the program's window with all of its jobs."""
    from musicapp.app.language import LanguageSwitch
    from musicapp.app.single_instance import Opening
    from musicapp.core.paths import data_paths
    from musicapp.ui.session import Session

    paths = data_paths()
    paths.make()
    session = Session(application, paths, LanguageSwitch(application))
    session.opened.connect(lambda: QTimer.singleShot(0, report))
    session.begin(Opening())
    return session


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        application = QApplication([])
        kept = open_bare()
    else:
        from musicapp.ui.application import build_application

        application = build_application(["musicapp"])
        kept = open_musicapp(application)
    sys.exit(application.exec())
