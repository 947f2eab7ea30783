"""Pictures of every tab in every state and both languages: ``python -m tests.ui.screenshots FOLDER``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from musicapp.app.banks import find_banks
from musicapp.app.draft import Draft
from musicapp.app.language import LanguageSwitch
from musicapp.app.player import Player
from musicapp.core.exporting import Exported
from musicapp.core.manifest import BUILT_IN_FOLDER, find_engines
from musicapp.core.model import JobState, Order, Summary, Wishes
from musicapp.core.overview import Overview
from musicapp.core.problems import Problem, UserError
from musicapp.ui.application import build_application
from musicapp.ui.main_window import MainWindow
from musicapp.ui.theme import palette_for

from .recording_manager import RecordingManager
from .samples import SENTENCE, failed, job, running, track

Scene = Callable[[MainWindow, RecordingManager], None]
BANK_FOLDER = "/home/you/.local/share/musicapp/banks"
PIECES: tuple[tuple[str, str, str, float, float], ...] = (
    ("Rain at Night", "piano_solo", "D minor", 72.0, 120.0),
    ("The Long Way Up", "cinematic", "C minor", 96.0, 180.0),
    ("늦은 오후의 창가", "lofi", "F major", 78.0, 150.0),
    ("Bright Floor", "house", "A minor", 124.0, 240.0),
)
"""Title, style, key, tempo and length of tracks."""
BUSY = Overview(running=2, percent=42, seconds_left=25, waiting=2, failed_unseen=1, job_id="x")


def piece(number: int, **facts: Any) -> Summary:
    """Return one of the pieces as a finished track."""
    title, style, key, tempo, seconds = PIECES[number % len(PIECES)]
    return track(number, title=title, style=style, key=key, tempo=tempo, seconds=seconds, **facts)


def create_empty(window: MainWindow, _manager: RecordingManager) -> None:
    """Nothing typed yet."""
    window.pages.create_tab.show_draft(Draft())


def create_refused(_window: MainWindow, manager: RecordingManager) -> None:
    """A sentence under the field."""
    manager.refused.emit(UserError(Problem.BAD_SECONDS, seconds="0.5"))


def create_running(window: MainWindow, manager: RecordingManager) -> None:
    """A job is being made."""
    manager.accepted.emit(running(3))
    window.indicator.show_overview(Overview(running=1, percent=42, seconds_left=25, waiting=2, job_id="x"))


def create_failed(_window: MainWindow, manager: RecordingManager) -> None:
    """It failed; the details are open."""
    manager.accepted.emit(failed(3))
    manager.overview_changed.emit(Overview(failed_unseen=1))
    _window.pages.create_tab.card.error.fold.setChecked(True)


def create_done(_window: MainWindow, manager: RecordingManager) -> None:
    """Its player is there."""
    manager.accepted.emit(track(3))


def create_recipe(_window: MainWindow, manager: RecordingManager) -> None:
    """A track was dropped on the window."""
    manager.recipe_read.emit(Order(prompt=SENTENCE, wishes=Wishes(seconds=120, style="lofi"), engine="composer"))


def queue(window: MainWindow, manager: RecordingManager) -> None:
    """Everything the queue can hold."""
    rows = (
        failed(1),
        job(2, JobState.CANCELLED),
        running(3),
        running(4, None),
        job(5),
        job(6, held=True),
        job(7, None),
    )
    manager.library_loaded.emit(rows)
    manager.overview_changed.emit(BUSY)
    manager.old_work_found.emit(3)
    manager.overview_changed.emit(Overview(held=3, waiting=2, is_paused=True, failed_unseen=1))
    window.pages.setCurrentIndex(1)
    window.pages.queue.choose(rows[0].job_id)


def queue_empty(window: MainWindow, _manager: RecordingManager) -> None:
    """Nothing to do."""
    window.pages.setCurrentIndex(1)


def library(window: MainWindow, manager: RecordingManager) -> None:
    """Tracks, some of them new; one was deleted, one plays."""
    rows = tuple(piece(number, heard=number % 3 == 0) for number in range(1, 40))
    manager.library_loaded.emit(rows)
    manager.finished_away.emit(rows[:5])
    manager.deleted.emit(track(41, title="봄비 내리는 밤의 아주 긴 제목이 있는 피아노 소품과 그 밖의 여러 이야기들"))
    manager.overview_changed.emit(BUSY)
    window.pages.setCurrentIndex(2)
    window.pages.library.choose(rows[-2].job_id)
    window.now_playing.show_playing(rows[-2], True)
    window.now_playing.show_position(34)
    window.now_playing.show()


def library_exported(window: MainWindow, manager: RecordingManager) -> None:
    """One of the tracks was exported."""
    manager.library_loaded.emit(tuple(piece(number, heard=True) for number in range(1, 5)))
    window.pages.setCurrentIndex(2)
    window.pages.library.choose(piece(1).job_id)
    window.export.show_exported(Exported(file="/home/you/Music/The Long Way Up.mp3", is_lossy_twice=True))


def library_exporting(window: MainWindow, manager: RecordingManager) -> None:
    """One of the tracks is being exported."""
    library_exported(window, manager)
    manager.exporter.running_changed.emit(True)
    manager.exporter.progressed.emit(0.42)


def settings(window: MainWindow, manager: RecordingManager) -> None:
    """All settings; one bank of sounds is missing."""
    full = (replace(bank, is_there=bank.id != "full", folder=BANK_FOLDER) for bank in find_banks())
    manager.banks_found.emit(tuple(full))
    window.pages.setCurrentIndex(3)


SCENES: tuple[Scene, ...] = (
    create_empty,
    create_refused,
    create_running,
    create_failed,
    create_done,
    create_recipe,
    queue,
    queue_empty,
    library,
    library_exported,
    library_exporting,
    settings,
)


def take(scene: Scene, language: LanguageSwitch, target: Path) -> None:
    """Set a scene in a new window and save its picture."""
    with tempfile.TemporaryDirectory() as folder:
        manager = RecordingManager(Path(folder))
        window = MainWindow(manager, Player(), language)
        window.show_draft(Draft(prompt=SENTENCE, seconds=90))
        manager.engines_found.emit(tuple(find_engines(BUILT_IN_FOLDER).values()))
        window.show()
        scene(window, manager)
        QApplication.processEvents()
        QApplication.processEvents()
        window.grab().save(str(target))
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def main(folder: Path) -> int:
    """Take all pictures, the Korean ones in the dark look too."""
    folder.mkdir(parents=True, exist_ok=True)
    application = build_application([])
    language = LanguageSwitch(application)
    looks = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    for name, look in looks.items():
        QApplication.setPalette(palette_for(look))
        for speech in ("en", "ko"):
            language.use(speech)
            for scene in SCENES:
                take(scene, language, folder / f"{scene.__name__}-{speech}-{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
