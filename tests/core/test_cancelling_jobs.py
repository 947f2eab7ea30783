"""Cancel is exact: a mark first, then one true end."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from musicapp.core.cancelling import PATIENCE_SECONDS, begin_cancel, try_finish_cancel
from musicapp.core.job_folder import JobFolder, OwnedJob
from musicapp.core.model import JobState, ProcessId, Status
from musicapp.core.processes import identify, is_alive
from musicapp.core.records import DamagedError
from tests.core.room import EARLIER_BOOT, Room, own, running, tree
from tests.core.spy import Spy


@pytest.fixture
def sleeper() -> Iterator[ProcessId]:
    """A process that stands for a worker: the leader of a session of its own."""
    with running("sleep", "1000") as process:
        identity = identify(process.pid)
        assert identity is not None
        yield identity


def cancel(room: Room, folder: JobFolder, waited_seconds: float = 0.0) -> Status | None:
    """Cancel a job as one who does not wait."""
    return begin_cancel(folder) or try_finish_cancel(folder, room.endings, waited_seconds)


def test_a_waiting_job_is_cancelled_at_once_and_no_other(room: Room) -> None:
    first, second = room.accept(), room.accept()
    before = tree(first.path)
    status = cancel(room, second)
    assert status is not None
    assert status.state is JobState.CANCELLED
    assert tree(first.path) == before
    assert (room.waiting(), room.queue.ended()) == ([first.job_id], [second.job_id])


def test_a_held_job_is_cancelled_too(room: Room) -> None:
    folder = room.accept()
    room.queue.hold(room.queue.waiting()[0])
    cancel(room, folder)
    assert folder.status().state is JobState.CANCELLED
    assert (room.held(), room.queue.ended()) == ([], [folder.job_id])


def test_the_wish_is_on_the_disk_before_anything_else(room: Room, spy: Spy) -> None:
    folder = room.accept()
    spy.calls.clear()
    assert begin_cancel(folder) is None
    assert spy.calls == ["create cancel", f"sync {folder.job_id}/"]
    assert folder.has_cancel_mark()


def test_a_running_job_is_left_to_its_owner(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        before = (folder.path / "status.json").read_bytes()
        assert cancel(room, folder) is None
        assert cancel(room, folder, PATIENCE_SECONDS - 0.1) is None
        assert (folder.path / "status.json").read_bytes() == before
        room.endings.cancelled(job)
    status = cancel(room, folder)
    assert status is not None
    assert status.state is JobState.CANCELLED


def test_two_cancels_end_in_one_state(room: Room) -> None:
    folder = room.accept()
    begin_cancel(folder)
    begin_cancel(folder)
    ends = [try_finish_cancel(folder, room.endings, 0.0) for _ in range(2)]
    assert [end.state for end in ends if end] == [JobState.CANCELLED] * 2
    assert room.queue.ended() == [folder.job_id]


@pytest.mark.parametrize("state", [JobState.DONE, JobState.ERROR, JobState.CANCELLED])
def test_cancelling_an_ended_job_changes_nothing_and_says_its_state(room: Room, state: JobState) -> None:
    folder = room.accept()
    if state is JobState.CANCELLED:
        cancel(room, folder)
    else:
        (room.finish if state is JobState.DONE else room.fail)(folder)
    before = tree(room.folder)
    status = cancel(room, folder)
    assert status is not None
    assert status.state is state
    assert tree(room.folder) == before


def test_a_cancel_after_the_track_has_its_name_comes_too_late(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        track = room.place(job)
        before = tree(track)
        assert cancel(room, folder) is None
        room.endings.done(job, track)
    assert not folder.has_cancel_mark()
    assert folder.status().state is JobState.DONE
    assert tree(track) == before


def test_a_cancel_of_a_dead_workers_job_is_finished_by_the_canceller(room: Room) -> None:
    folder = room.accept()
    room.abandon(folder)
    status = cancel(room, folder)
    assert status is not None
    assert (status.state, status.deaths) == (JobState.CANCELLED, 0)


def owned_by(room: Room, folder: JobFolder, worker: ProcessId, host: ProcessId | None = None) -> OwnedJob:
    """Hold a job's lock in the name of another process, which does not answer."""
    job = room.begin(folder, worker)
    job.note(host=host)
    return job


def test_a_worker_has_time_to_answer_and_a_cancel_still_takes_under_two_seconds() -> None:
    assert 4 * 0.25 < PATIENCE_SECONDS < 2.0


def test_a_worker_that_does_not_answer_is_killed_with_its_host(room: Room, sleeper: ProcessId) -> None:
    with running("sleep", "1000") as host:
        folder = room.accept()
        with owned_by(room, folder, sleeper, identify(host.pid)):
            begin_cancel(folder)
            try_finish_cancel(folder, room.endings, PATIENCE_SECONDS - 0.1)
            assert is_alive(sleeper)
            try_finish_cancel(folder, room.endings, PATIENCE_SECONDS)
            assert not is_alive(sleeper)
            assert identify(host.pid) is None
    status = try_finish_cancel(folder, room.endings, PATIENCE_SECONDS)
    assert status is not None
    assert status.state is JobState.CANCELLED


def test_a_stranger_with_the_number_of_a_worker_is_left_alone(room: Room, sleeper: ProcessId) -> None:
    folder = room.accept()
    stranger = ProcessId(pid=sleeper.pid, started="1", boot_id=sleeper.boot_id)
    for worker in (stranger, EARLIER_BOOT):
        with owned_by(room, folder, worker) as job:
            begin_cancel(folder)
            try_finish_cancel(folder, room.endings, PATIENCE_SECONDS)
            room.endings.put_back(job)
    assert is_alive(sleeper)


def test_the_worker_of_a_job_that_has_ended_is_at_another_by_now(room: Room, sleeper: ProcessId) -> None:
    folder = room.accept()
    with owned_by(room, folder, sleeper) as job:
        begin_cancel(folder)
        room.endings.cancelled(job)
        try_finish_cancel(folder, room.endings, PATIENCE_SECONDS)
    assert is_alive(sleeper)


def test_a_worker_that_froze_gives_up_its_job_when_it_is_killed(room: Room) -> None:
    folder = room.accept()
    script = (
        "import os, signal, sys; from pathlib import Path; from tests.core.room import Room;"
        "from musicapp.core.job_folder import JobFolder;"
        "job = Room(Path(sys.argv[1])).begin(JobFolder(Path(sys.argv[2])));"
        "print(flush=True); os.kill(os.getpid(), signal.SIGSTOP)"
    )
    with running(sys.executable, "-c", script, str(room.folder), str(folder.path)) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        assert cancel(room, folder) is None
        status = try_finish_cancel(folder, room.endings, PATIENCE_SECONDS)
        assert status is not None
        assert (status.state, status.deaths) == (JobState.CANCELLED, 0)


def test_a_job_that_cannot_be_read_is_not_cancelled_by_guess(room: Room) -> None:
    folder = room.accept()
    (folder.path / "status.json").write_bytes(b"")
    with pytest.raises(DamagedError):
        begin_cancel(folder)
    with pytest.raises(DamagedError):
        try_finish_cancel(folder, room.endings, 0.0)


def test_a_cancel_that_was_left_alone_is_found_by_the_next_owner(room: Room) -> None:
    folder = room.accept()
    begin_cancel(folder)
    with own(folder) as job:
        assert room.endings.settle(job).state is JobState.CANCELLED
