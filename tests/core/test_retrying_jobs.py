"""Retry: the same job with the same seed, once more from the queue."""

from __future__ import annotations

import pytest

from musicapp.core.cancelling import begin_cancel, try_finish_cancel
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState
from musicapp.core.problems import Problem, UserError
from musicapp.core.records import DamagedError
from musicapp.core.retrying import retry
from tests.core.room import CRASHED, REFUSED, Room, own, tree
from tests.core.spy import Spy


@pytest.fixture(params=[JobState.ERROR, JobState.CANCELLED])
def ended(room: Room, request: pytest.FixtureRequest) -> JobFolder:
    """A job that failed, and one that was cancelled."""
    folder = room.accept()
    if request.param is JobState.ERROR:
        room.fail(folder)
    else:
        begin_cancel(folder)
        try_finish_cancel(folder, room.endings, 0.0)
    assert folder.status().state is request.param
    return folder


def test_a_retry_is_the_same_job_in_the_queue_again(room: Room, ended: JobFolder) -> None:
    request = (ended.path / "request.json").read_bytes()
    other = room.accept()
    status = retry(ended, room.queue, room.clock)
    assert status == ended.status()
    assert (status.state, status.error, status.progress, status.started_at, status.ended_at) == (
        JobState.PENDING,
        None,
        0.0,
        None,
        None,
    )
    assert (ended.path / "request.json").read_bytes() == request
    assert (room.waiting(), room.queue.ended()) == ([other.job_id, ended.job_id], [])


def test_a_retry_takes_the_wish_to_cancel_away(room: Room, ended: JobFolder) -> None:
    ended.mark_cancel()
    retry(ended, room.queue, room.clock)
    assert not ended.has_cancel_mark()
    with own(ended) as job:
        assert room.endings.settle(job).state is JobState.PENDING


def test_a_retry_forgives_deaths_but_counts_attempts_on(room: Room) -> None:
    folder = room.accept()
    for _ in range(2):
        with room.begin(folder) as job:
            room.endings.died(job, CRASHED)
    assert folder.status().deaths == 2
    status = retry(folder, room.queue, room.clock)
    assert (status.deaths, status.attempt) == (0, 2)
    with room.begin(folder) as job:
        assert room.endings.died(job, CRASHED).state is JobState.PENDING


def test_a_retry_publishes_what_waits_without_composing(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        job.make_work_folder(1)
        job.note(composed=1)
        room.endings.failed(job, REFUSED, keep_composed=True)
    assert retry(folder, room.queue, room.clock).composed == 1


def test_an_old_job_that_is_retried_is_not_held_for_its_age(room: Room, ended: JobFolder) -> None:
    room.clock.move(days=30)
    retry(ended, room.queue, room.clock)
    assert room.policy.hold_old_work() == []
    room.clock.move(minutes=61)
    assert room.policy.hold_old_work() == [ended.job_id]


@pytest.mark.parametrize("state", [JobState.PENDING, JobState.DONE])
def test_what_has_not_failed_is_not_retried(room: Room, state: JobState) -> None:
    folder = room.accept()
    if state is JobState.DONE:
        room.finish(folder)
    own(folder).release()
    before = tree(room.folder)
    with pytest.raises(UserError) as refusal:
        retry(folder, room.queue, room.clock)
    assert refusal.value.problem is Problem.NOT_RETRIABLE
    assert refusal.value.values == {"job": folder.job_id, "state": state.value}
    assert tree(room.folder) == before


def test_a_running_job_is_not_retried(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder), pytest.raises(UserError) as refusal:
        retry(folder, room.queue, room.clock)
    assert refusal.value.values["state"] == "processing"


def test_a_retry_that_dies_between_entry_and_state_loses_nothing(room: Room, ended: JobFolder, spy: Spy) -> None:
    state = ended.status().state
    spy.calls.clear()
    retry(ended, room.queue, room.clock)
    entry = next(number for number, call in enumerate(spy.calls) if call == "sync queue/")
    status = spy.calls.index("rename .status.json.tmp status.json")
    assert entry < status
    with own(ended) as job:
        job.note(state=state)  # as if the state had not been written
        room.endings.settle(job)
    assert (room.waiting(), room.queue.ended()) == ([], [ended.job_id])
    assert retry(ended, room.queue, room.clock).state is JobState.PENDING


def test_a_job_that_was_entered_already_is_not_entered_twice(room: Room, ended: JobFolder) -> None:
    room.queue.add(ended.request())
    retry(ended, room.queue, room.clock)
    assert room.waiting() == [ended.job_id]


def test_a_job_whose_request_is_damaged_stays_failed(room: Room, ended: JobFolder) -> None:
    state = ended.status().state
    (ended.path / "request.json").write_bytes(b"")
    with pytest.raises(DamagedError):
        retry(ended, room.queue, room.clock)
    assert (ended.status().state, room.waiting()) == (state, [])
