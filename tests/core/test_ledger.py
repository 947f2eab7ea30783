"""All jobs as rows, kept true by looking at the disk."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from musicapp.core.deletion import Deletion
from musicapp.core.durable import write_file
from musicapp.core.job_folder import JobFolder
from musicapp.core.ledger import Ledger, Poll
from musicapp.core.model import ErrorKind, JobState, Summary
from musicapp.core.retrying import retry
from tests.core.room import EARLIER_BOOT, REFUSED, Room, names, own, tree

PENDING, PROCESSING, DONE = JobState.PENDING, JobState.PROCESSING, JobState.DONE
ERROR, CANCELLED = JobState.ERROR, JobState.CANCELLED
UNREADABLE = {
    "empty": b"",
    "zeros": b"\0" * 300,
    "torn": b'{"schemaVersion":1,"jobId"',
    "no status": b'{"schemaVersion":1}',
    "missing": None,
}


def state_of_row(ledger: Ledger, folder: JobFolder) -> JobState | None:
    row = ledger.row(folder.job_id)
    assert row is not None
    return row.state


def replace_status(folder: JobFolder, content: bytes | None) -> None:
    path = folder.path / "status.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content)


def test_an_accepted_job_is_a_row_at_once(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    added = ledger.add(folder.request())
    assert (added.state, added.prompt, added.progress) == (PENDING, "rain", 0.0)
    assert ledger.poll().changed == ()
    assert ledger.rows() == (added,)


def test_a_job_that_another_process_accepted_is_found_by_the_next_poll(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    poll = ledger.poll()
    assert [(row.job_id, row.state) for row in poll.changed] == [(folder.job_id, PENDING)]
    assert poll.needs_worker
    assert ledger.poll().changed == ()


def test_a_row_follows_its_job_to_the_end(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    ledger.poll()
    with room.begin(folder) as job:
        job.note(durable=False, progress=0.42, stage="rendering")
        poll = ledger.poll()
        assert [(row.state, row.progress, row.stage) for row in poll.changed] == [(PROCESSING, 0.42, "rendering")]
        assert not poll.needs_worker
        room.endings.done(job, room.place(job))
    (row,) = ledger.poll().changed
    assert (row.state, row.progress, row.title, row.seconds) == (DONE, 1.0, "Rain", 1.0)
    assert row.result_url == (room.output / "2026-11-24 Rain" / "Rain.flac").as_uri()
    assert (row.can_play, row.can_cancel, row.can_retry) == (True, False, False)


def test_rows_are_shown_oldest_first(room: Room) -> None:
    ids = [room.accept().job_id for _ in range(3)]
    room.finish(JobFolder(room.paths.job(ids[1])))
    ledger = room.ledger()
    ledger.poll()
    assert [row.job_id for row in ledger.rows()] == ids


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
@pytest.mark.parametrize("was", [PENDING, PROCESSING])
def test_an_unreadable_status_is_unknown_then_made_anew(room: Room, was: JobState, content: bytes | None) -> None:
    ledger = room.ledger()
    folder = room.accept()
    if was is PROCESSING:
        room.begin(folder).release()
        replace_status(folder, content)
    else:
        ledger.poll()
        replace_status(folder, content)
    first = ledger.poll()
    assert [row.state for row in first.changed] == [None]
    assert first.changed[0].prompt == "rain"
    assert first.changed[0].is_unfinished
    (second,) = ledger.poll().changed
    assert second.state is PENDING
    assert folder.status().state is PENDING
    assert room.waiting() == [folder.job_id]
    if content is not None:
        assert (folder.path / "status.json.damaged").read_bytes() == content


def test_a_status_that_can_be_read_again_was_never_changed(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    ledger.poll()
    content = (folder.path / "status.json").read_bytes()
    replace_status(folder, b"")
    assert [row.state for row in ledger.poll().changed] == [None]
    replace_status(folder, content)
    assert [row.state for row in ledger.poll().changed] == [PENDING]
    assert names(folder.path) == ["request.json", "status.json"]


def test_the_unreadable_status_of_a_job_with_an_owner_is_left_to_the_owner(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    with room.begin(folder) as job:
        replace_status(folder, b"")
        for _ in range(3):
            ledger.poll()
        assert state_of_row(ledger, folder) is None
        assert (folder.path / "status.json").read_bytes() == b""
        job.note(progress=0.5)
        assert [row.state for row in ledger.poll().changed] == [PROCESSING]


def test_the_unreadable_status_of_a_finished_job_becomes_done_without_making_it_again(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    with room.begin(folder) as job:
        track = room.place(job)
    replace_status(folder, b"")
    for _ in range(2):
        ledger.poll()
    assert state_of_row(ledger, folder) is DONE
    assert names(room.output) == [track.name]
    assert room.waiting() == []


def test_a_cancel_mark_outlives_a_damaged_status(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    folder.mark_cancel()
    replace_status(folder, b"")
    for _ in range(2):
        ledger.poll()
    assert state_of_row(ledger, folder) is CANCELLED


@pytest.mark.parametrize("content", [b"{", None], ids=["damaged", "missing"])
def test_a_job_of_which_nothing_can_be_read_has_failed_and_says_why(room: Room, content: bytes | None) -> None:
    ledger = room.ledger()
    folder = room.accept()
    replace_status(folder, b"")
    (folder.path / "request.json").unlink()
    if content is not None:
        (folder.path / "request.json").write_bytes(content)
    assert [row.state for row in ledger.poll().changed] == [None]
    (row,) = ledger.poll().changed
    assert row.state is ERROR
    assert row.error is not None
    assert row.error.kind is ErrorKind.BAD_REQUEST
    assert row.created_at
    assert (room.waiting(), row.can_cancel, row.can_retry) == ([], False, True)


@pytest.mark.parametrize("name", ["status.json", "request.json", "user.json"])
def test_what_a_newer_version_wrote_is_unknown_and_left_alone(room: Room, name: str) -> None:
    ledger = room.ledger()
    folder = room.accept()
    if name == "request.json":
        replace_status(folder, b"")
    (folder.path / name).write_bytes(b'{"schemaVersion":2}')
    before = tree(folder.path)
    for _ in range(4):
        poll = ledger.poll()
    assert state_of_row(ledger, folder) is None
    assert poll == Poll(is_paused=False, needs_worker=False)
    after = tree(folder.path)
    after.pop("lock", None)
    assert after == before


def test_a_newer_request_beside_a_lost_entry_stops_no_start(room: Room) -> None:
    folder = room.accept()
    room.queue.drop(room.queue.waiting()[0])
    (folder.path / "request.json").write_bytes(b'{"schemaVersion":2}')
    ledger = room.ledger()
    assert state_of_row(ledger, folder) is PENDING
    assert room.waiting() == []


def test_a_dead_worker_is_noticed_in_one_poll_and_tried_once_more(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    with room.begin(folder):
        assert [row.state for row in ledger.poll().changed] == [PROCESSING]
    poll = ledger.poll()
    assert [row.state for row in poll.changed] == [PENDING]
    assert poll.needs_worker
    room.begin(folder).release()
    (row,) = ledger.poll().changed
    assert row.state is ERROR
    assert row.error is not None
    assert row.error.kind is ErrorKind.CRASHED


def test_jobs_of_an_earlier_boot_go_back_to_the_queue_uncounted(room: Room) -> None:
    folders = [room.accept() for _ in range(3)]
    for folder in folders:
        room.abandon(folder, EARLIER_BOOT, deaths=1)
    poll = room.ledger().poll()
    assert [row.state for row in poll.changed] == [PENDING] * 3
    assert [folder.status().deaths for folder in folders] == [1] * 3


def test_a_cancel_that_nobody_finished_is_finished_by_the_poll(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    ledger.poll()
    folder.mark_cancel()
    assert [row.state for row in ledger.poll().changed] == [CANCELLED]
    assert room.waiting() == []


def test_an_entry_of_an_ended_job_is_closed(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    room.fail(folder)
    room.queue.add(folder.request())
    ledger.poll()
    assert (room.waiting(), room.queue.ended(), state_of_row(ledger, folder)) == ([], [], ERROR)


@pytest.mark.parametrize("is_known", [False, True])
def test_an_unfinished_job_without_an_entry_is_found_at_the_start(room: Room, is_known: bool) -> None:
    folder = room.accept()
    if is_known:
        ledger = room.ledger()
        ledger.poll()
        ledger.close()
    room.queue.drop(room.queue.waiting()[0])
    again = room.ledger()
    assert room.waiting() == [folder.job_id]
    assert state_of_row(again, folder) is PENDING


@pytest.mark.parametrize("is_held", [False, True])
def test_an_entry_without_a_job_is_removed_with_a_line_in_the_log(
    room: Room, is_held: bool, caplog: pytest.LogCaptureFixture
) -> None:
    stays = room.accept()
    room.queue.add(room.request())
    if is_held:
        room.queue.hold(room.queue.waiting()[1])
    with caplog.at_level(logging.WARNING):
        room.ledger()
    assert (room.waiting(), room.held()) == ([stays.job_id], [])
    assert "removing the queue entry" in caplog.text


def test_a_job_accepted_while_the_names_are_read_keeps_its_place(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    read = room.queue.waiting
    accepted: list[JobFolder] = []

    def accept_then_read(_: object) -> object:
        if not accepted:
            accepted.append(room.accept())
        return read()

    monkeypatch.setattr("musicapp.core.queue.Queue.waiting", accept_then_read)
    ledger = room.ledger()
    ledger.poll()
    assert room.waiting() == [accepted[0].job_id]
    assert state_of_row(ledger, accepted[0]) is PENDING


def test_an_unfinished_job_with_a_damaged_request_and_no_entry_fails_alone(room: Room) -> None:
    bad, good = room.accept(), room.accept()
    room.queue.drop(room.queue.waiting()[0])
    (bad.path / "request.json").write_bytes(b"{")
    ledger = room.ledger()
    ledger.poll()
    assert (state_of_row(ledger, bad), state_of_row(ledger, good)) == (ERROR, PENDING)
    assert (bad.path / "request.json").read_bytes() == b"{"


def test_a_lost_job_that_somebody_owns_is_left_to_them(room: Room) -> None:
    folder = room.accept()
    room.queue.drop(room.queue.waiting()[0])
    (folder.path / "request.json").write_bytes(b"{")
    with room.begin(folder):
        ledger = room.ledger()
        assert state_of_row(ledger, folder) is PROCESSING
    assert room.waiting() == []


def test_ends_that_came_while_nobody_looked_are_taken_into_the_index(room: Room) -> None:
    folders = [room.accept() for _ in range(3)]
    for number, folder in enumerate(folders):
        room.finish(folder, f"2026-11-24 Rain ({number})")
    assert len(room.queue.ended()) == 3
    ledger = room.ledger()
    poll = ledger.poll()
    assert [row.state for row in ledger.rows()] == [DONE] * 3
    assert [row.announced for row in ledger.rows()] == [False] * 3
    assert room.queue.ended() == []
    assert not poll.needs_worker


def test_an_end_is_kept_until_the_index_that_has_it_is_on_the_disk(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = room.ledger()
    room.finish(room.accept())

    def check_then_write(*arguments: object, **more: object) -> None:
        assert len(room.queue.ended()) == 1
        write(*arguments, **more)

    write: Callable[..., None] = write_file
    monkeypatch.setattr("musicapp.core.index.write_file", check_then_write)
    ledger.poll()
    assert room.queue.ended() == []


def test_a_removed_folder_takes_its_row_with_it(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    ledger.poll()
    folder.path.rename(room.folder / "away")
    poll = ledger.poll()
    assert (poll.changed, poll.removed, poll.needs_worker) == ((), (folder.job_id,), False)
    assert ledger.rows() == ()
    assert ledger.poll().removed == ()
    room.ledger()
    assert room.waiting() == []


def test_progress_alone_does_not_write_the_index(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    with room.begin(folder) as job:
        ledger.poll()
        before = room.paths.index.stat()
        for step in range(1, 4):
            job.note(durable=False, progress=step / 4, stage=f"stage {step}")
            assert len(ledger.poll().changed) == 1
        assert room.paths.index.stat() == before
        room.endings.failed(job, REFUSED)
    ledger.poll()
    assert room.paths.index.stat().st_ino != before.st_ino


@pytest.mark.parametrize(
    ("states", "is_paused", "needs_worker"),
    [
        ([], False, False),
        ([PENDING], False, True),
        ([PENDING], True, False),
        ([PROCESSING], False, False),
        ([PROCESSING, PENDING], False, False),
        ([DONE, PENDING], False, True),
        ([DONE], False, False),
    ],
)
def test_a_worker_is_needed_when_work_waits_and_nobody_is_at_it(
    room: Room, states: list[JobState], is_paused: bool, needs_worker: bool
) -> None:
    jobs = []
    for state in states:
        folder = room.accept()
        if state is DONE:
            room.finish(folder)
        elif state is PROCESSING:
            jobs.append(room.begin(folder))
    if is_paused:
        room.queue.pause()
    poll = room.ledger().poll()
    assert (poll.is_paused, poll.needs_worker) == (is_paused, needs_worker)
    for job in jobs:
        job.release()


def test_held_work_needs_no_worker_and_is_shown_as_held(room: Room) -> None:
    ledger = room.ledger()
    room.accept()
    ledger.poll()
    room.queue.hold(room.queue.waiting()[0])
    poll = ledger.poll()
    assert [row.held for row in poll.changed] == [True]
    assert not poll.needs_worker


def test_a_retry_is_seen_by_the_next_poll(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    room.fail(folder)
    ledger.poll()
    retry(folder, room.queue, room.clock)
    (row,) = ledger.poll().changed
    assert (row.state, row.error, row.ended_at) == (PENDING, None, None)


def test_a_deleted_job_is_forgotten_and_an_undone_one_found_again(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    room.finish(folder)
    ledger.poll()
    deletion = Deletion(room.paths)
    deletion.delete(folder.job_id)
    ledger.remove(folder.job_id)
    assert ledger.rows() == ()
    deletion.undo(folder.job_id)
    ledger.find_again(folder.job_id)
    assert [row.state for row in ledger.rows()] == [DONE]


def test_a_changed_row_is_in_the_index_at_once(room: Room) -> None:
    folder = room.accept()
    room.finish(folder)
    ledger = room.ledger()
    ledger.poll()
    row = ledger.row(folder.job_id)
    assert row is not None
    before = room.paths.index.stat().st_ino
    ledger.put(row)
    assert room.paths.index.stat().st_ino != before


def test_trouble_with_one_job_stops_no_poll(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    ledger = room.ledger()
    bad, good = room.accept(), room.accept()
    for folder in (bad, good):
        room.abandon(folder)
    (bad.path / "lock").unlink()
    (bad.path / "lock").symlink_to(room.folder / "elsewhere")
    with caplog.at_level(logging.ERROR):
        ledger.poll()
    assert (state_of_row(ledger, bad), state_of_row(ledger, good)) == (PROCESSING, PENDING)
    assert "could not settle" in caplog.text


@pytest.mark.parametrize(
    ("state", "can"),
    [(None, "cancel"), (PENDING, "cancel"), (PROCESSING, "cancel"), (ERROR, "retry"), (CANCELLED, "retry")],
)
def test_a_row_says_what_may_be_done(state: JobState | None, can: str) -> None:
    row = Summary(job_id="job-1", state=state, prompt="", created_at="")
    assert (row.can_cancel, row.can_retry, row.can_play) == (can == "cancel", can == "retry", False)


def test_a_job_is_settled_by_one_alone(room: Room) -> None:
    ledger = room.ledger()
    folder = room.accept()
    room.abandon(folder)
    with own(folder):
        (row,) = ledger.poll().changed
        assert row.state is PROCESSING
    assert folder.status().deaths == 0
