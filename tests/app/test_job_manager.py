"""The JobManager between window and desk: wishes go off the GUI thread, frozen values come back as signals."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from musicapp.app.desk import Desk
from musicapp.app.job_manager import JobManager
from musicapp.app.storage_thread import StorageThread
from musicapp.app.worker_launcher import WorkerLauncher
from musicapp.core.clock import SystemClock, to_text
from musicapp.core.model import JobState, Order, Summary, Wishes
from musicapp.core.overview import Overview
from musicapp.core.problems import Problem, UserError
from musicapp.core.records import NewerError
from tests.conftest import Home, is_composing, let_go_on, state_of

WAIT_MS = 30_000


class Recorder:
    """A manager on a real home, and all it has said."""

    def __init__(self, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(home.folder / "data"))
        self.home, clock = home, SystemClock()
        self.desk = Desk(home.paths, clock, WorkerLauncher(home.paths).start)
        self.manager = JobManager(self.desk, StorageThread(), clock)
        self.rows: dict[str, Summary] = {}
        self.accepted: list[Summary] = []
        self.refused: list[UserError] = []
        self.finished: list[str] = []
        self.away: list[str] = []
        self.removed: list[str] = []
        self.held: list[int] = []
        self.library: list[tuple[Summary, ...]] = []
        self.overview = Overview()
        self.manager.job_changed.connect(lambda row: self.rows.update({row.job_id: row}))
        self.manager.accepted.connect(self.accepted.append)
        self.manager.refused.connect(self.refused.append)
        self.manager.finished.connect(lambda row: self.finished.append(row.job_id))
        self.manager.finished_away.connect(lambda rows: self.away.extend(row.job_id for row in rows))
        self.manager.job_removed.connect(self.removed.append)
        self.manager.old_work_found.connect(self.held.append)
        self.manager.library_loaded.connect(self.library.append)
        self.manager.overview_changed.connect(self._take_overview)

    def _take_overview(self, overview: Overview) -> None:
        self.overview = overview

    def order(self, prompt: str) -> None:
        """Give an order to the scripted engine."""
        order = Order(prompt=prompt, engine="scripted", output=str(self.home.output), wishes=Wishes(seconds=1.0))
        self.manager.generate(order)

    def state(self, number: int = 0) -> JobState | None:
        """Return the state last shown of the order of this number."""
        row = self.rows.get(self.accepted[number].job_id) if len(self.accepted) > number else None
        return row.state if row else None


@pytest.fixture
def recorder(home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """A manager that has opened."""
    recorder = Recorder(home, monkeypatch)
    recorder.manager.start()
    qtbot.waitUntil(lambda: bool(recorder.library), timeout=WAIT_MS)
    yield recorder
    recorder.manager.stop()


def test_an_order_is_accepted_made_and_told_of_once(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.order("do: slow=0.2")
    qtbot.waitUntil(lambda: bool(recorder.accepted))
    assert recorder.accepted[0].state is JobState.PENDING
    qtbot.waitUntil(lambda: bool(recorder.finished), timeout=WAIT_MS)
    assert recorder.state() is JobState.DONE
    assert recorder.finished == [recorder.accepted[0].job_id]
    assert recorder.overview.is_idle
    assert recorder.away == []


def test_no_wish_takes_the_gui_threads_time(recorder: Recorder, qtbot: QtBot) -> None:
    manager, slowest = recorder.manager, 0.0
    order = partial(recorder.order, "do: gate")
    wishes: list[Callable[[], None]] = [order, manager.poll, manager.pause, manager.resume, manager.discard_held]
    for wish in wishes:
        begun = time.perf_counter()
        wish()
        slowest = max(slowest, time.perf_counter() - begun)
    assert slowest < 0.05
    qtbot.waitUntil(lambda: bool(recorder.accepted))


def test_a_refusal_says_the_problem_and_leaves_nothing(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.order("   ")
    qtbot.waitUntil(lambda: bool(recorder.refused))
    assert recorder.refused[0].problem is Problem.EMPTY_PROMPT
    assert recorder.accepted == []


def test_the_overview_counts_what_runs_waits_and_failed(recorder: Recorder, qtbot: QtBot) -> None:
    for prompt in ("do: gate fail=internal", "do: gate"):
        recorder.order(prompt)
    qtbot.waitUntil(lambda: (recorder.overview.running, recorder.overview.waiting) == (1, 1), timeout=WAIT_MS)
    assert recorder.overview.job_id == recorder.accepted[0].job_id
    let_go_on(recorder.desk.ledger.folder(recorder.accepted[0].job_id))
    qtbot.waitUntil(lambda: recorder.overview.failed_unseen == 1, timeout=WAIT_MS)
    recorder.manager.mark_seen(recorder.accepted[0].job_id)
    qtbot.waitUntil(lambda: recorder.overview.failed_unseen == 0, timeout=WAIT_MS)


def test_cancel_and_retry(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.order("do: gate fail=internal")
    qtbot.waitUntil(lambda: recorder.state() is JobState.PROCESSING, timeout=WAIT_MS)
    job = recorder.desk.ledger.folder(recorder.accepted[0].job_id)
    recorder.manager.cancel(job.job_id)
    qtbot.waitUntil(lambda: recorder.state() is JobState.CANCELLED, timeout=3000)
    let_go_on(job)
    recorder.manager.retry(job.job_id)
    qtbot.waitUntil(lambda: recorder.state() is JobState.ERROR, timeout=WAIT_MS)


def test_a_frozen_worker_does_not_delay_a_cancel(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.order("do: gate")
    qtbot.waitUntil(lambda: recorder.state() is JobState.PROCESSING, timeout=WAIT_MS)
    job = recorder.desk.ledger.folder(recorder.accepted[0].job_id)
    worker = job.status().worker
    assert worker is not None
    os.kill(worker.pid, signal.SIGSTOP)
    begun = time.monotonic()
    recorder.manager.cancel(job.job_id)
    qtbot.waitUntil(lambda: state_of(job) is JobState.CANCELLED, timeout=3000)
    assert time.monotonic() - begun < 2.0


def test_a_dead_worker_is_noticed_and_replaced(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.order("do: gate")
    qtbot.waitUntil(lambda: recorder.state() is JobState.PROCESSING, timeout=WAIT_MS)
    job = recorder.desk.ledger.folder(recorder.accepted[0].job_id)
    worker = job.status().worker
    assert worker is not None
    os.kill(worker.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: is_composing(job, attempt=2), timeout=4000)


def test_a_deleted_job_goes_and_comes_back(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.order("do: fail=internal")
    qtbot.waitUntil(lambda: recorder.state() is JobState.ERROR, timeout=WAIT_MS)
    job_id = recorder.accepted[0].job_id
    recorder.manager.delete(job_id)
    qtbot.waitUntil(lambda: recorder.removed == [job_id], timeout=WAIT_MS)
    recorder.rows.clear()
    recorder.manager.undo_delete(job_id)
    qtbot.waitUntil(lambda: recorder.state() is JobState.ERROR, timeout=WAIT_MS)


def test_undo_is_offered_for_ones_own_deletions_only(recorder: Recorder, qtbot: QtBot) -> None:
    offered: list[str] = []
    recorder.manager.deleted.connect(lambda row: offered.append(row.job_id))
    recorder.order("do: gate")
    qtbot.waitUntil(lambda: recorder.state() is JobState.PROCESSING, timeout=WAIT_MS)
    taken = recorder.accepted[0].job_id
    shutil.rmtree(recorder.home.paths.job(taken))
    qtbot.waitUntil(lambda: recorder.removed == [taken], timeout=WAIT_MS)
    recorder.order("do: fail=internal")
    qtbot.waitUntil(lambda: recorder.state(1) is JobState.ERROR, timeout=WAIT_MS)
    own = recorder.accepted[1].job_id
    recorder.manager.delete(own)
    qtbot.waitUntil(lambda: recorder.removed == [taken, own], timeout=WAIT_MS)
    assert offered == [own]


def test_what_was_finished_or_left_while_nobody_watched_is_told_at_the_start(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = home.accept()
    home.start_worker().wait(60)
    home.accept(created_at=to_text(SystemClock().now() - timedelta(hours=2)))
    recorder = Recorder(home, monkeypatch)
    recorder.manager.start()
    qtbot.waitUntil(lambda: bool(recorder.held), timeout=WAIT_MS)
    assert recorder.away == [done.job_id]
    assert recorder.held == [1]
    assert recorder.overview.held == 1
    recorder.manager.stop()


def test_a_poll_that_fails_means_checking_and_polling_goes_on(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.order("do: gate")
    qtbot.waitUntil(lambda: recorder.state() is JobState.PROCESSING, timeout=WAIT_MS)
    queue, away = recorder.home.paths.queue, recorder.home.folder / "queue-away"
    queue.rename(away)
    qtbot.waitUntil(lambda: recorder.overview.is_checking, timeout=4000)
    assert recorder.state() is JobState.PROCESSING
    away.rename(queue)
    qtbot.waitUntil(lambda: recorder.overview.running == 1, timeout=4000)


def test_data_of_a_newer_version_is_refused_in_words(home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    home.paths.index.write_text('{"schemaVersion":99,"jobs":[]}', encoding="utf-8")
    recorder = Recorder(home, monkeypatch)
    with pytest.raises(NewerError):
        recorder.desk.open()
    recorder.desk.close()
    recorder.manager.start()
    qtbot.waitUntil(lambda: bool(recorder.refused), timeout=WAIT_MS)
    assert recorder.refused[0].problem is Problem.DATA_TOO_NEW
    recorder.manager.stop()
    assert home.paths.index.read_text(encoding="utf-8") == '{"schemaVersion":99,"jobs":[]}'
