"""The window's export: a real process writes, a thread listens, and the GUI thread never waits."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from pytestqt.qtbot import QtBot

from musicapp.app.desk import Desk
from musicapp.app.exporter import Exporter
from musicapp.app.storage_thread import StorageThread
from musicapp.app.worker_launcher import WorkerLauncher
from musicapp.core.clock import SystemClock
from musicapp.core.exporting import Exported, ExportFailed, ExportWish
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import ErrorKind
from musicapp.core.problems import Problem, UserError
from tests.conftest import Home, ended, until

pytestmark = pytest.mark.usefixtures("qapp")
WAIT_MS = 30_000
LONG_SECONDS = 120
"""A track whose export can be interrupted."""


class Exports:
    """An exporter on a home with one finished track, and all it has said."""

    def __init__(self, home: Home) -> None:
        clock = SystemClock()
        self.job: JobFolder = home.accept()
        home.start_worker()
        ended(self.job)
        (self.folder,) = home.tracks()
        self.track = next(self.folder.glob("*.flac"))
        self.storage = StorageThread()
        desk = Desk(home.paths, clock, WorkerLauncher(home.paths).start)
        desk.record()
        self.exporter = Exporter(desk, self.storage)
        self.running: list[bool] = []
        self.progress: list[float] = []
        self.said: list[object] = []
        self.exporter.running_changed.connect(self.running.append)
        self.exporter.progressed.connect(self.progress.append)
        for signal_ in (self.exporter.exported, self.exporter.failed, self.exporter.refused):
            signal_.connect(self.said.append)
        self.exporter.cancelled.connect(lambda: self.said.append("cancelled"))

    def begin(self, form: str = "opus", output: Path | None = None) -> None:
        """Wish for an export."""
        wish = ExportWish(job_id=self.job.job_id, format=form, output=output and str(output))  # type: ignore[arg-type]
        self.exporter.export(wish)

    def make_long(self) -> None:
        """Put a piece into the track's place that takes a while to be written."""
        noise = np.random.default_rng(1).uniform(-0.3, 0.3, (48_000, 2))
        with soundfile.SoundFile(self.track, "w", 48_000, 2, "PCM_24") as file:
            for _ in range(LONG_SECONDS):
                file.write(noise)

    def names(self) -> set[str]:
        """Return what lies beside the track, hidden or not."""
        return {path.name for path in self.folder.iterdir()}

    def writers(self) -> list[psutil.Process]:
        """Return the processes that export."""
        return [child for child in psutil.Process().children() if "--export" in _command(child)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.fixture
def exports(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Exports]:
    """A finished track and an exporter."""
    monkeypatch.setenv("XDG_DATA_HOME", str(home.folder / "data"))
    exports = Exports(home)
    yield exports
    exports.exporter.stop()
    exports.storage.finish()
    until(lambda: exports.writers() == [])


def test_an_export_says_how_far_it_is_and_where_the_file_is(exports: Exports, qtbot: QtBot) -> None:
    exports.begin("mp3")
    assert exports.running == [True]
    qtbot.waitUntil(lambda: bool(exports.said), timeout=WAIT_MS)
    (made,) = exports.said
    assert isinstance(made, Exported)
    assert Path(made.file) == exports.track.with_suffix(".mp3")
    assert soundfile.info(made.file).duration == pytest.approx(1.0, abs=0.1)
    assert exports.running == [True, False]
    assert exports.progress == sorted(exports.progress)


def test_the_gui_thread_goes_on_and_a_second_wish_waits_for_no_one(exports: Exports, qtbot: QtBot) -> None:
    exports.make_long()
    exports.begin()
    exports.begin()
    qtbot.waitUntil(lambda: bool(exports.progress), timeout=WAIT_MS)
    exports.begin()
    assert len(exports.writers()) == 1
    began = time.monotonic()
    exports.exporter.cancel()
    assert time.monotonic() - began < 0.05
    qtbot.waitUntil(lambda: bool(exports.said), timeout=WAIT_MS)
    assert exports.running == [True, False]


@pytest.mark.parametrize("waits", [False, True])
def test_a_cancelled_export_leaves_nothing(exports: Exports, qtbot: QtBot, waits: bool) -> None:
    exports.make_long()
    before = exports.names()
    exports.begin()
    if waits:
        qtbot.waitUntil(lambda: bool(exports.progress), timeout=WAIT_MS)
    exports.exporter.cancel()
    qtbot.waitUntil(lambda: bool(exports.said), timeout=WAIT_MS)
    assert exports.said == ["cancelled"]
    assert exports.names() == before


def test_a_frozen_process_is_ended_by_a_cancel(exports: Exports, qtbot: QtBot) -> None:
    exports.make_long()
    before = exports.names()
    exports.begin()
    qtbot.waitUntil(lambda: bool(exports.progress), timeout=WAIT_MS)
    os.kill(exports.writers()[0].pid, signal.SIGSTOP)
    exports.exporter.cancel()
    qtbot.waitUntil(lambda: bool(exports.said), timeout=WAIT_MS)
    assert exports.said == ["cancelled"]
    assert exports.names() == before


def test_a_process_that_dies_is_told_and_another_may_follow(exports: Exports, qtbot: QtBot) -> None:
    exports.make_long()
    exports.begin()
    qtbot.waitUntil(lambda: bool(exports.progress), timeout=WAIT_MS)
    exports.writers()[0].kill()
    qtbot.waitUntil(lambda: bool(exports.said), timeout=WAIT_MS)
    (failed,) = exports.said
    assert isinstance(failed, ExportFailed)
    assert failed.kind is ErrorKind.CRASHED
    exports.begin()
    assert exports.running == [True, False, True]


def test_what_cannot_begin_is_refused_in_a_code(exports: Exports, qtbot: QtBot, tmp_path: Path) -> None:
    exports.begin(output=tmp_path / "nowhere")
    qtbot.waitUntil(lambda: bool(exports.said), timeout=WAIT_MS)
    (error,) = exports.said
    assert isinstance(error, UserError)
    assert error.problem is Problem.OUTPUT_MISSING
    assert exports.running == [True, False]


def test_the_end_of_the_window_ends_the_export(exports: Exports, qtbot: QtBot) -> None:
    exports.make_long()
    before = exports.names()
    exports.begin()
    qtbot.waitUntil(lambda: bool(exports.progress), timeout=WAIT_MS)
    exports.exporter.stop()
    assert exports.writers() == []
    assert exports.names() == before


def test_the_end_of_the_window_ends_one_that_just_begins(exports: Exports) -> None:
    exports.begin()
    exports.exporter.stop()
    exports.storage.finish()
    until(lambda: exports.writers() == [])
