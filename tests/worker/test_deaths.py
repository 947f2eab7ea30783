"""Workers are killed or told to end: no job is lost, and only a death counts."""

from __future__ import annotations

import os
import signal
from functools import partial

import pytest
from msgspec.structs import replace

from musicapp.core.clock import SystemClock
from musicapp.core.durable import write_file
from musicapp.core.ledger import Ledger
from musicapp.core.model import ErrorKind, JobState
from musicapp.core.records import encode
from musicapp.core.retrying import retry
from tests.conftest import Home, composed_by, ended, is_composing, is_running, let_go_on, state_of, until


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_worker_told_to_end_puts_its_job_back_and_counts_nothing(home: Home, name: str) -> None:
    job = home.accept("do: gate")
    worker = home.start_worker()
    until(lambda: is_composing(job))
    (host,) = composed_by(job)
    os.kill(worker.pid, getattr(signal, name))
    assert worker.wait(5) == 0
    status = job.status()
    assert (status.state, status.deaths, status.worker) == (JobState.PENDING, 0, None)
    assert not is_running(host)
    let_go_on(job)
    home.start_worker()
    assert ended(job).state is JobState.DONE


def test_being_told_to_end_ever_so_often_makes_no_error(home: Home) -> None:
    job = home.accept("do: gate fail=bad_request")
    for _ in range(4):
        worker = home.start_worker()
        until(lambda: is_composing(job))
        worker.terminate()
        assert worker.wait(5) == 0
    let_go_on(job)
    home.start_worker()
    status = ended(job)
    assert (status.deaths, status.attempt, status.error and status.error.kind) == (0, 5, ErrorKind.BAD_REQUEST)


def test_a_job_whose_worker_was_killed_is_tried_once_more_then_failed_with_the_reason(home: Home) -> None:
    job = home.accept("do: gate")
    for deaths in (1, 2):
        worker = home.start_worker()
        until(partial(is_composing, job, attempt=deaths))
        assert job.status().deaths == deaths - 1
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    home.start_worker()
    status = ended(job)
    assert (status.state, status.deaths, status.attempt) == (JobState.ERROR, 2, 2)
    assert status.error is not None
    assert status.error.kind is ErrorKind.CRASHED
    assert "worker" in status.error.message
    until(lambda: list(job.work.iterdir()) == [])  # the state is written first
    assert home.leftovers() == home.tracks() == []


def test_a_death_in_an_earlier_boot_does_not_count(home: Home) -> None:
    job = home.accept("do: gate fail=bad_request")
    worker = home.start_worker()
    until(lambda: is_composing(job))
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    status = job.status()
    assert status.worker is not None
    elsewhere = replace(status, worker=replace(status.worker, boot_id="an-earlier-boot"))
    write_file(job.path / "status.json", encode(elsewhere))
    let_go_on(job)
    home.start_worker()
    assert ended(job).deaths == 0


def test_a_retry_starts_counting_anew(home: Home) -> None:
    job = home.accept("do: die")
    home.start_worker().wait(20)
    ledger = Ledger(home.paths, SystemClock())
    retry(job, ledger.queue, SystemClock())
    home.start_worker()
    assert ended(job).deaths == 2


def test_a_dead_worker_is_noticed_by_one_poll_of_anybody(home: Home) -> None:
    job = home.accept("do: gate")
    ledger = Ledger(home.paths, SystemClock())
    ledger.open()
    worker = home.start_worker()
    until(lambda: is_composing(job))
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    poll = ledger.poll()
    assert state_of(job) is JobState.PENDING
    assert [row.state for row in poll.changed] == [JobState.PENDING]
    assert poll.needs_worker


def test_a_stopped_worker_is_not_declared_dead(home: Home) -> None:
    job = home.accept("do: gate fail=bad_request")
    ledger = Ledger(home.paths, SystemClock())
    worker = home.start_worker()
    until(lambda: is_composing(job))
    os.kill(worker.pid, signal.SIGSTOP)
    ledger.open()
    for _ in range(20):
        assert not ledger.poll().needs_worker
    assert home.start_worker().wait(10) == 0
    assert (state_of(job), job.status().attempt) == (JobState.PROCESSING, 1)
    os.kill(worker.pid, signal.SIGCONT)
    let_go_on(job)
    assert ended(job).attempt == 1
