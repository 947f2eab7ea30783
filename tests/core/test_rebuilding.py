"""A status that cannot be read is made anew from lock and files, by one alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from musicapp.core.job_folder import JobFolder
from musicapp.core.locks import try_lock
from musicapp.core.model import JobState
from musicapp.core.rebuilding import enter_again, rebuild_status
from musicapp.core.summaries import read_summary
from tests.core.room import Room, names, own, tree


def damaged(room: Room) -> JobFolder:
    folder = room.accept()
    (folder.path / "status.json").write_bytes(b"{")
    return folder


def test_a_status_that_turns_out_to_be_readable_stays(room: Room) -> None:
    folder = room.accept()
    assert rebuild_status(folder, room.queue, room.endings) is None
    assert names(folder.path) == ["lock", "request.json", "status.json"]


def test_a_job_with_an_owner_is_left_to_the_owner(room: Room) -> None:
    folder = damaged(room)
    lock = try_lock(folder.path / "lock")
    assert lock is not None
    with lock:
        assert rebuild_status(folder, room.queue, room.endings) is None
    assert (folder.path / "status.json").read_bytes() == b"{"


def test_a_damaged_status_is_made_anew_in_one_step_and_kept_aside(room: Room) -> None:
    folder = damaged(room)
    status = rebuild_status(folder, room.queue, room.endings)
    assert status == folder.status()
    assert (status.state, status.accepted_at) == (JobState.PENDING, folder.request().created_at)
    assert (folder.path / "status.json.damaged").read_bytes() == b"{"
    own(folder).release()


def test_a_job_that_lost_its_entry_too_is_entered_again(room: Room) -> None:
    folder = damaged(room)
    room.queue.drop(room.queue.waiting()[0])
    rebuild_status(folder, room.queue, room.endings)
    assert room.waiting() == [folder.job_id]


def test_a_job_that_is_taken_at_once_is_settled_by_whoever_took_it(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = damaged(room)
    monkeypatch.setattr(JobFolder, "try_own", lambda _: None)
    assert rebuild_status(folder, room.queue, room.endings) is None
    assert folder.status().state is JobState.PENDING


def test_a_job_that_is_gone_does_not_come_back(room: Room) -> None:
    folder = damaged(room)
    folder.path.rename(room.folder / "away")
    assert rebuild_status(folder, room.queue, room.endings) is None
    assert names(room.paths.jobs) == []


@pytest.mark.parametrize("state", [JobState.PENDING, JobState.PROCESSING, JobState.CANCELLED])
def test_what_nobody_can_make_has_failed_unless_it_has_ended(room: Room, state: JobState) -> None:
    folder = room.accept()
    if state is JobState.PROCESSING:
        room.abandon(folder)
    elif state is JobState.CANCELLED:
        with own(folder) as job:
            room.endings.cancelled(job)
    (folder.path / "request.json").unlink()
    enter_again(folder, room.queue, room.endings)
    assert folder.status().state is (state if state.is_ended else JobState.ERROR)


def test_a_job_is_not_entered_twice(room: Room) -> None:
    folder = room.accept()
    enter_again(folder, room.queue, room.endings)
    assert room.waiting() == [folder.job_id]


def test_a_link_in_the_place_of_a_status_is_neither_followed_nor_written_through(room: Room) -> None:
    folder = room.accept()
    victim = room.folder / "bashrc"
    victim.write_bytes(b"mine")
    (folder.path / "status.json").unlink()
    (folder.path / "status.json").symlink_to(victim)
    assert read_summary(folder).state is None
    rebuild_status(folder, room.queue, room.endings)
    assert folder.status().state is JobState.PENDING
    assert victim.read_bytes() == b"mine"


@pytest.mark.timeout(10)
def test_a_pipe_in_the_place_of_a_status_holds_nobody_up(room: Room) -> None:
    folder = room.accept()
    (folder.path / "status.json").unlink()
    os.mkfifo(folder.path / "status.json")
    assert read_summary(folder).state is None
    rebuild_status(folder, room.queue, room.endings)
    assert folder.status().state is JobState.PENDING


def test_an_end_whose_status_cannot_be_read_is_kept_until_it_can(room: Room) -> None:
    folder = room.accept()
    room.fail(folder)
    content = (folder.path / "status.json").read_bytes()
    (folder.path / "status.json").write_bytes(b"")
    ledger = room.ledger()
    ledger.poll()
    assert room.queue.ended() == [folder.job_id]
    (folder.path / "status.json").write_bytes(content)
    ledger.poll()
    assert room.queue.ended() == []
    assert [row.state for row in ledger.rows()] == [JobState.ERROR]


def test_a_conflicted_copy_of_a_sync_folder_is_passed_over(room: Room) -> None:
    folder = room.accept()
    copy: Path = folder.path / "status (conflicted copy).json"
    copy.write_bytes(b"{")
    ledger = room.ledger()
    ledger.poll()
    assert [row.state for row in ledger.rows()] == [JobState.PENDING]
    assert "status (conflicted copy).json" in tree(folder.path)
