"""A worker drains the queue in its order, in the slots there are, and ends by itself."""

from __future__ import annotations

import time

import pytest

from musicapp.core.model import JobState
from musicapp.core.queue import Queue
from musicapp.core.settings import Settings, save_settings
from tests.conftest import Home, ended, is_composing, let_go_on, state_of, until

QUICK = "do: fail=bad_request"
READY_SECONDS = 1.5
"""Generous for a loaded machine; tests/bench measures the promise of 300 ms."""


def test_five_jobs_become_five_tracks_and_the_worker_ends(home: Home) -> None:
    jobs = [home.accept() for _ in range(5)]
    assert home.start_worker().wait(60) == 0
    assert [state_of(job) for job in jobs] == [JobState.DONE] * 5
    assert len(home.tracks()) == 5
    assert Queue(home.paths).waiting() == []
    assert Queue(home.paths).ended() == sorted(job.job_id for job in jobs)
    assert home.leftovers() == []
    assert [list(job.work.iterdir()) for job in jobs] == [[]] * 5
    assert home.processes() == []


def test_jobs_are_made_in_the_order_of_the_queue(home: Home) -> None:
    jobs = [home.accept(QUICK) for _ in range(6)]
    assert home.start_worker().wait(30) == 0
    begun = [str(job.status().started_at) for job in jobs]
    assert begun == sorted(begun)


def test_a_worker_is_ready_to_claim_soon(home: Home) -> None:
    job = home.accept("do: gate")
    begun = time.monotonic()
    home.start_worker()
    until(lambda: state_of(job) is JobState.PROCESSING)
    assert time.monotonic() - begun < READY_SECONDS


def test_an_empty_queue_ends_the_worker(home: Home) -> None:
    assert home.start_worker().wait(10) == 0


@pytest.mark.parametrize("slots", [1, 3])
def test_as_many_jobs_run_as_there_are_slots(home: Home, slots: int) -> None:
    save_settings(home.paths.settings, Settings(slots=slots))
    jobs = [home.accept("do: gate fail=bad_request") for _ in range(4)]
    workers = [home.start_worker() for _ in range(4)]
    until(lambda: sum(is_composing(job) for job in jobs) == slots)
    until(lambda: sum(worker.poll() is not None for worker in workers) == 4 - slots)
    assert [state_of(job) for job in jobs].count(JobState.PENDING) == 4 - slots
    for job in jobs:
        let_go_on(job)
    for job in jobs:
        ended(job)


def test_every_kind_of_engine_has_slots_of_its_own(home: Home) -> None:
    save_settings(home.paths.settings, Settings(slots=1))
    slow = home.accept("do: gate fail=bad_request", engine_kind="gpu")
    behind = home.accept(QUICK, engine_kind="gpu")
    embedded = home.accept(QUICK)
    home.start_worker()
    until(lambda: is_composing(slow))
    home.start_worker()
    ended(embedded)
    assert is_composing(slow)
    assert state_of(behind) is JobState.PENDING
    let_go_on(slow)
    ended(behind)


def test_a_second_worker_without_a_slot_ends_at_once(home: Home) -> None:
    save_settings(home.paths.settings, Settings(slots=1))
    job, waiting = home.accept("do: gate fail=bad_request"), home.accept(QUICK)
    home.start_worker()
    until(lambda: is_composing(job))
    assert home.start_worker().wait(10) == 0
    assert is_composing(job)
    assert state_of(waiting) is JobState.PENDING
    let_go_on(job)
    ended(waiting)


def test_a_paused_queue_begins_nothing_new_but_ends_what_runs(home: Home) -> None:
    running, waiting = home.accept("do: gate fail=bad_request"), home.accept(QUICK)
    worker = home.start_worker()
    until(lambda: is_composing(running))
    Queue(home.paths).pause()
    let_go_on(running)
    assert worker.wait(20) == 0
    assert state_of(running) is JobState.ERROR
    assert state_of(waiting) is JobState.PENDING


def test_what_is_accepted_while_the_worker_runs_is_made_by_it(home: Home) -> None:
    first = home.accept("do: gate fail=bad_request")
    home.start_worker()
    until(lambda: is_composing(first))
    second = home.accept(QUICK)
    let_go_on(first)
    assert ended(second).worker == first.status().worker


def test_an_entry_without_a_job_is_removed_and_stops_nobody(home: Home) -> None:
    Queue(home.paths).add(home.request())
    job = home.accept(QUICK)
    assert home.start_worker().wait(20) == 0
    assert state_of(job) is JobState.ERROR
    assert Queue(home.paths).waiting() == []
