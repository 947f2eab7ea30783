"""What the tests of the window share: English unless a test asks for Korean, a window, a watchdog."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from musicapp.app.draft import Draft
from musicapp.app.language import LanguageSwitch
from musicapp.app.player import Player
from musicapp.core.model import Summary
from musicapp.ui.application import open_window
from musicapp.ui.main_window import MainWindow

from .recording_manager import RecordingManager
from .samples import ENGINE, OTHER_ENGINE, failed, track
from .watchdog import LIMIT_SECONDS, Watchdog

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


Speak = Callable[[str], None]


@pytest.fixture(scope="session")
def switch(qapp: QApplication) -> LanguageSwitch:
    """The one switch of the application."""
    return LanguageSwitch(qapp)


@pytest.fixture(autouse=True)
def language(switch: LanguageSwitch, monkeypatch: pytest.MonkeyPatch) -> LanguageSwitch:
    """The switch, set to English; the system of the tests speaks English too."""
    monkeypatch.setattr("musicapp.app.language.system_languages", lambda: ["en-GB"])
    switch.use("en")
    return switch


@pytest.fixture
def speak(language: LanguageSwitch, qapp: QApplication) -> Speak:
    """Change the language and let every widget hear of it."""

    def change(setting: str) -> None:
        language.use(setting)
        qapp.processEvents()

    return change


@pytest.fixture
def manager(tmp_path: Path) -> RecordingManager:
    """A manager that keeps the wishes it gets."""
    return RecordingManager(tmp_path)


@pytest.fixture
def window(manager: RecordingManager, language: LanguageSwitch, qtbot: QtBot) -> MainWindow:
    """The window, shown and in front, with two engines."""
    window = open_window(manager, Player(), language, Draft())
    qtbot.addWidget(window)
    manager.engines_found.emit((ENGINE, OTHER_ENGINE))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture(scope="session")
def ten_thousand() -> tuple[Summary, ...]:
    """Ten thousand jobs, oldest first, most of them tracks."""
    return tuple(track(n, heard=n % 2 == 0) if n % 10 else failed(n) for n in range(10_000))


@pytest.fixture
def watchdog(qtbot: QtBot) -> Iterator[Watchdog]:
    """Fails the test when one event took longer than the window may take.

    What is there already is taken out of the garbage collector's rounds, as the program does at
    its start: here it would be pytest and every test module.
    """
    gc.collect()
    gc.freeze()
    watchdog = Watchdog()
    qtbot.waitUntil(lambda: watchdog.ticks > 1)
    watchdog.longest = 0.0
    yield watchdog
    watchdog.stop()
    assert watchdog.longest < LIMIT_SECONDS, f"the window stood still for {watchdog.longest * 1000:.0f} ms"
