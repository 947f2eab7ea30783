"""Cancel hits one job, its whole process tree and its partial files, within 2 s; its neighbours notice nothing."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from musicapp.core.clock import SystemClock
from musicapp.core.job_folder import JobFolder
from musicapp.core.ledger import Ledger
from musicapp.core.model import JobState
from musicapp.core.queue import Queue
from musicapp.core.retrying import retry
from musicapp.core.settings import Settings, save_settings
from tests.conftest import (
    FixedClock,
    Home,
    cancel,
    composed_by,
    ended,
    is_composing,
    is_running,
    let_go_on,
    state_of,
    until,
)

PROMISED_SECONDS = 2.0


def assert_gone(home: Home, job: JobFolder) -> None:
    assert state_of(job) is JobState.CANCELLED
    assert list(job.work.glob("*")) == []
    assert home.tracks() == home.leftovers() == []


def test_a_waiting_job_is_cancelled_by_the_canceller(home: Home) -> None:
    job = home.accept()
    assert cancel(home, job) < PROMISED_SECONDS
    assert_gone(home, job)
    assert home.start_worker().wait(10) == 0
    assert_gone(home, job)


@pytest.mark.parametrize("fork", ["fork", "fork=away"])
def test_a_running_job_is_cancelled_with_its_tree_and_its_worker_goes_on(home: Home, fork: str) -> None:
    job, following = home.accept(f"do: {fork} gate"), home.accept("do: gate fail=bad_request")
    worker = home.start_worker()
    until(lambda: is_composing(job) and (job.path / "forked").exists())
    grandchild = int((job.path / "forked").read_text())
    assert cancel(home, job) < PROMISED_SECONDS
    assert_gone(home, job)
    assert not is_running(composed_by(job)[0])
    assert not is_running(grandchild)
    until(lambda: is_composing(following))
    assert worker.poll() is None
    let_go_on(following)
    assert ended(following).attempt == 1


@pytest.mark.parametrize("stops_host", [False, True])
def test_a_frozen_worker_is_ended_and_no_file_comes_after(home: Home, stops_host: bool) -> None:
    job = home.accept("do: gate")
    worker = home.start_worker()
    until(lambda: is_composing(job))
    (host,) = composed_by(job)
    os.kill(worker.pid, signal.SIGSTOP)
    if stops_host:
        os.kill(host, signal.SIGSTOP)
    let_go_on(job)
    assert cancel(home, job) < PROMISED_SECONDS
    os.kill(worker.pid, signal.SIGCONT)
    worker.wait(10)
    until(lambda: not is_running(host))
    assert_gone(home, job)
    assert home.start_worker().wait(10) == 0
    assert_gone(home, job)


def test_a_hanging_host_does_not_delay_a_cancel(home: Home) -> None:
    job = home.accept("do: hang")
    home.start_worker()
    until(lambda: bool(composed_by(job)))
    assert cancel(home, job) < PROMISED_SECONDS
    assert_gone(home, job)


def test_a_neighbour_in_the_other_slot_goes_on(home: Home) -> None:
    save_settings(home.paths.settings, Settings(slots=2))
    job, neighbour = home.accept("do: gate"), home.accept("do: gate fail=bad_request")
    workers = [home.start_worker(), home.start_worker()]
    until(lambda: is_composing(job) and is_composing(neighbour))
    assert cancel(home, job) < PROMISED_SECONDS
    assert is_composing(neighbour)
    let_go_on(neighbour)
    assert ended(neighbour).attempt == 1
    assert [worker.wait(10) for worker in workers] == [0, 0]


def test_two_cancels_at_once_end_in_one_state_and_spare_the_worker(home: Home) -> None:
    job, following = home.accept("do: gate"), home.accept("do: gate fail=bad_request")
    worker = home.start_worker()
    until(lambda: is_composing(job))
    cancels = [threading.Thread(target=cancel, args=(home, job)) for _ in range(4)]
    for thread in cancels:
        thread.start()
    for thread in cancels:
        thread.join()
    assert_gone(home, job)
    until(lambda: is_composing(following))
    assert worker.poll() is None
    let_go_on(following)
    assert ended(following).deaths == 0


def test_a_cancel_wins_over_the_automatic_retry(home: Home) -> None:
    job = home.accept("do: gate")
    worker = home.start_worker()
    until(lambda: is_composing(job))
    job.mark_cancel()
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    Ledger(home.paths, SystemClock()).poll()
    assert state_of(job) is JobState.CANCELLED


def test_a_cancelled_job_can_be_made_after_all(home: Home, clock: FixedClock) -> None:
    job = home.accept("do: gate")
    home.start_worker()
    until(lambda: is_composing(job))
    cancel(home, job)
    retry(job, Queue(home.paths), clock)
    let_go_on(job)
    home.start_worker()
    assert ended(job).state is JobState.DONE
    assert len(home.tracks()) == 1


def test_cancelling_a_finished_job_changes_nothing(home: Home) -> None:
    job = home.accept()
    home.start_worker()
    before = ended(job)
    cancel(home, job)
    assert job.status() == before
    assert not job.has_cancel_mark()
    assert len(home.tracks()) == 1
