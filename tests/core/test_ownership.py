"""One owner a job, by a lock that the kernel drops with its process."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import sys

import pytest

from musicapp.core.job_folder import JobFolder
from musicapp.core.locks import try_lock
from musicapp.core.model import JobState, UserNotes
from musicapp.core.problems import Problem, UserError
from musicapp.core.records import DamagedError, NewerError
from tests.core.room import Room, names, own, running
from tests.core.spy import Spy

OWNER = """
import subprocess, sys, time
from pathlib import Path
from musicapp.core.job_folder import JobFolder
job = JobFolder(Path(sys.argv[1])).try_own()
assert job is not None
child = subprocess.Popen(["sleep", "1000"], close_fds=False)
print(child.pid, flush=True)
time.sleep(1000)
"""


def test_a_second_owner_is_refused(room: Room) -> None:
    folder = room.accept()
    with own(folder):
        assert folder.try_own() is None
        assert JobFolder(folder.path).try_own() is None
    own(folder).release()


def test_other_processes_are_refused_too_and_a_killed_owner_owns_nothing(room: Room) -> None:
    folder = room.accept()
    with running(sys.executable, "-c", OWNER, str(folder.path)) as owner:
        assert owner.stdout is not None
        child = int(owner.stdout.readline())
        try:
            assert folder.try_own() is None
            owner.send_signal(signal.SIGSTOP)
            assert folder.try_own() is None
            owner.kill()
            owner.wait()
            own(folder).release()  # although a child of the owner lives on
            os.kill(child, 0)
        finally:
            os.kill(child, signal.SIGKILL)


def test_a_lock_file_that_nobody_holds_means_nothing(room: Room) -> None:
    folder = room.accept()
    (folder.path / "lock").write_text("4711")
    own(folder).release()


def test_the_status_is_read_again_under_the_lock(room: Room) -> None:
    folder = room.accept()
    room.fail(folder)
    with own(folder) as job:
        assert job.status.state is JobState.ERROR


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", DamagedError), (None, DamagedError), (b'{"schemaVersion":2}', NewerError)],
    ids=["damaged", "missing", "newer"],
)
def test_a_job_without_a_readable_status_is_not_owned(
    room: Room, content: bytes | None, error: type[Exception]
) -> None:
    folder = room.accept()
    (folder.path / "status.json").unlink()
    if content is not None:
        (folder.path / "status.json").write_bytes(content)
    with pytest.raises(error):
        folder.try_own()
    lock = try_lock(folder.path / "lock")
    assert lock is not None
    lock.release()


def test_a_job_that_is_gone_is_not_owned_and_does_not_come_back(room: Room) -> None:
    folder = JobFolder(room.paths.job("20261124-060000-000000-abc123"))
    assert folder.try_own() is None
    assert try_lock(folder.path / "lock") is None
    assert not folder.exists()


def test_a_job_that_goes_while_it_is_taken_is_not_owned(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = room.accept()
    flock = fcntl.flock

    def take_away(descriptor: int, operation: int) -> None:
        flock(descriptor, operation)
        if operation & fcntl.LOCK_EX:
            folder.path.rename(room.folder / "away")

    monkeypatch.setattr(fcntl, "flock", take_away)
    assert folder.try_own() is None


def test_a_lock_whose_file_is_taken_away_meanwhile_is_not_held(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    path = room.accept().path / "lock"
    flock = fcntl.flock

    def take_away(descriptor: int, operation: int) -> None:
        flock(descriptor, operation)
        path.unlink()

    monkeypatch.setattr(fcntl, "flock", take_away)
    assert try_lock(path) is None


def test_a_file_system_without_locks_is_refused_in_words(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = room.accept()

    def refuse(_: int, __: int) -> None:
        raise OSError(errno.ENOSYS, "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(UserError) as refusal:
        folder.try_own()
    assert refusal.value.problem is Problem.NO_LOCKS


def test_what_a_dead_owner_left_half_written_goes_with_the_next(room: Room) -> None:
    folder = room.accept()
    (folder.path / ".status.json.7.tmp").touch()
    (folder.path / ".user.json.7.tmp").touch()
    own(folder).release()
    assert names(folder.path) == [".user.json.7.tmp", "lock", "request.json", "status.json"]


def test_a_change_of_state_is_synced_and_a_heartbeat_is_not(room: Room, spy: Spy) -> None:
    with own(room.accept()) as job:
        spy.calls.clear()
        job.move(JobState.PROCESSING)
        assert [call for call in spy.calls if "sync" in call] == ["sync .status.json.tmp", f"sync {job.folder.job_id}/"]
        spy.calls.clear()
        job.note(durable=False, progress=0.5)
        assert spy.calls == ["create .status.json.tmp", "rename .status.json.tmp status.json"]
        assert job.folder.status() == job.status
        assert job.status.progress == 0.5


def test_work_of_one_attempt_is_kept_and_the_rest_goes(room: Room) -> None:
    with own(room.accept()) as job:
        for attempt in (1, 2, 3):
            (job.make_work_folder(attempt) / "part.wav").touch()
        assert names(job.make_work_folder(3)) == []
        job.remove_work(but=2)
        assert names(job.folder.work) == ["2"]
        job.remove_work()
        assert names(job.folder.work) == []


def test_one_alone_shows_the_notification(room: Room) -> None:
    folder = room.accept()
    assert [folder.claim_notification() for _ in range(3)] == [True, False, False]


def test_notes_are_kept_and_are_plain_where_there_are_none(room: Room) -> None:
    folder = room.accept()
    assert folder.notes() == UserNotes()
    folder.write_notes(UserNotes(title="봄비"))
    assert folder.notes() == UserNotes(title="봄비")
    (folder.path / "user.json").write_bytes(b"{")
    assert folder.notes() == UserNotes()
