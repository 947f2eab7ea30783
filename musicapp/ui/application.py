"""Opens the program's window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from musicapp.app.draft import Draft
from musicapp.app.job_manager import JobManager
from musicapp.app.language import SYSTEM, LanguageSwitch
from musicapp.app.player import Player
from musicapp.ui.icons import app_icon
from musicapp.ui.main_window import MainWindow
from musicapp.ui.theme import palette_for

OUR_STYLE = "fusion"
"""The style that has no look of its own system to keep to."""
PREPARE_MS = 500
"""How long after the window what is not seen may wait to be loaded."""
KOREAN_FONTS = ["Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic"]


def build_application(argv: Sequence[str]) -> QApplication:
    """Return the application, named and dressed, without a window."""
    application = QApplication(list(argv))
    application.setApplicationName("musicapp")
    application.setApplicationDisplayName("musicapp")
    application.setDesktopFileName("musicapp")
    application.setWindowIcon(app_icon())
    QFont.insertSubstitutions(application.font().family(), KOREAN_FONTS)
    if application.style().name().lower() == OUR_STYLE:
        application.styleHints().colorSchemeChanged.connect(_dress)
        _dress(application.styleHints().colorScheme())
    return application


def open_window(manager: JobManager, player: Player, language: LanguageSwitch, draft: Draft) -> MainWindow:
    """Return the window, shown, with what was typed before.

    It speaks the system's language until the settings are read. The manager is started by
    the caller afterwards, so that no signal comes too early.
    """
    language.use(SYSTEM)
    window = MainWindow(manager, player, language)
    window.show_draft(draft)
    window.show()
    QTimer.singleShot(PREPARE_MS, player.prepare)
    return window


def _dress(scheme: Qt.ColorScheme) -> None:
    QApplication.setPalette(palette_for(scheme))
