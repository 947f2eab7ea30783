"""The publisher gets ready while the engine still works, and is never left behind."""

from __future__ import annotations

import os
import signal

import psutil
import pytest
from msgspec.structs import replace

from musicapp.core.model import ErrorKind, JobState
from tests.conftest import BRIEF, Home, cancel, composed_by, ended, is_composing, is_running, let_go_on, state_of, until

PROMISED_SECONDS = 2.0


def publishers(home: Home) -> list[int]:
    """Return the publishers that run in this home."""
    return [process.pid for process in home.processes() if "--publish" in _command(process)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_none_waits_through_the_making_of_a_long_piece(home: Home) -> None:
    job = home.accept("do: gate fail=bad_request", brief=replace(BRIEF, seconds=600.0))
    home.start_worker()
    until(lambda: is_composing(job))
    assert publishers(home) == []
    let_go_on(job)
    assert ended(job).state is JobState.ERROR


def test_one_is_ready_when_the_files_are(home: Home) -> None:
    job = home.accept("do: gate")
    home.start_worker()
    until(lambda: is_composing(job) and publishers(home))
    (ready,) = publishers(home)
    let_go_on(job)
    until(lambda: (host := job.status().host) is not None and host.pid == ready)
    assert ended(job).state is JobState.DONE
    until(lambda: publishers(home) == [])
    assert len(home.tracks()) == 1


def test_a_cancel_ends_it_too(home: Home) -> None:
    job = home.accept("do: gate")
    home.start_worker()
    until(lambda: is_composing(job) and publishers(home))
    assert cancel(home, job) < PROMISED_SECONDS
    assert publishers(home) == []
    assert state_of(job) is JobState.CANCELLED


def test_a_cancel_ends_it_although_the_worker_is_frozen(home: Home) -> None:
    job = home.accept("do: gate")
    worker = home.start_worker()
    until(lambda: is_composing(job) and publishers(home))
    (ready,) = publishers(home)
    os.kill(worker.pid, signal.SIGSTOP)
    os.kill(ready, signal.SIGSTOP)
    assert cancel(home, job) < PROMISED_SECONDS
    os.kill(worker.pid, signal.SIGCONT)
    until(lambda: not is_running(ready))
    assert state_of(job) is JobState.CANCELLED


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_it_goes_with_the_worker(home: Home, name: str) -> None:
    job = home.accept("do: gate")
    worker = home.start_worker()
    until(lambda: is_composing(job) and publishers(home))
    os.kill(worker.pid, getattr(signal, name))
    worker.wait(5)
    until(lambda: publishers(home) == [])
    let_go_on(job)
    home.start_worker()
    assert ended(job).state is JobState.DONE


def test_an_engine_that_fails_at_the_end_takes_it_along(home: Home) -> None:
    job, following = home.accept("do: gate fail=bad_request"), home.accept("do: gate")
    home.start_worker()
    until(lambda: is_composing(job) and publishers(home))
    (ready,) = publishers(home)
    let_go_on(job)
    until(lambda: is_composing(following))
    assert not is_running(ready)
    let_go_on(following)
    assert [ended(job).state, ended(following).state] == [JobState.ERROR, JobState.DONE]


def test_one_that_dies_waiting_costs_a_try_and_no_more(home: Home) -> None:
    job = home.accept("do: gate")
    home.start_worker()
    until(lambda: is_composing(job) and publishers(home))
    (ready,) = publishers(home)
    os.kill(ready, signal.SIGKILL)
    until(lambda: not is_running(ready))
    let_go_on(job)
    status = ended(job)
    assert (status.state, status.deaths, len(composed_by(job))) == (JobState.DONE, 1, 2)
    assert status.error is None or status.error.kind is ErrorKind.CRASHED
