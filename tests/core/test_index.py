"""The index: one writer, and always to be had again from the jobs themselves."""

from __future__ import annotations

import errno
import re
import sys

import msgspec
import pytest
from msgspec.structs import replace

from musicapp.core.index import Index, IndexFile
from musicapp.core.ledger import Ledger
from musicapp.core.model import JobState, Summary, UserNotes
from musicapp.core.records import NewerError, read_record
from tests.core.room import EARLIER_BOOT, Room, names, running, tree
from tests.core.spy import Spy

DAMAGED = {
    "empty": b"",
    "zeros": b"\0" * 4096,
    "torn": b'{"schemaVersion":1,"jobs":[{"jobId":"2026',
    "list": b"[]",
    "rows of a wrong type": b'{"schemaVersion":1,"jobs":[7]}',
    "deep": b'{"schemaVersion":1,"jobs":' + b"[" * 200_000,
}

WRITER = """
import sys, time
from pathlib import Path
from musicapp.core.clock import SystemClock
from musicapp.core.index import IndexFile
from musicapp.core.paths import DataPaths
index = IndexFile(DataPaths(Path(sys.argv[1])), SystemClock())
print(index.become_writer(), flush=True)
time.sleep(1000)
"""


def settled_rows(room: Room) -> tuple[Summary, ...]:
    """Start, look once, end: the rows as a window shows them."""
    ledger = room.ledger()
    ledger.poll()
    ledger.close()
    return ledger.rows()


@pytest.fixture
def full_room(room: Room) -> Room:
    """A room with a job in every state, and notes on one of them."""
    done, failed, cancelled, _ = (room.accept(f"rain {number}") for number in range(4))
    room.finish(done)
    room.fail(failed)
    with room.begin(cancelled) as job:
        room.endings.cancelled(job)
    room.queue.hold(room.queue.waiting()[0])
    room.accept("young")
    done.write_notes(UserNotes(title="봄비", favourite=True, heard=True))
    return room


def states(rows: tuple[Summary, ...]) -> list[str | None]:
    return [row.state for row in rows]


def test_the_index_is_json_that_others_can_read(full_room: Room) -> None:
    settled_rows(full_room)
    content = msgspec.json.decode(full_room.paths.index.read_bytes())
    assert content["schemaVersion"] == 1
    assert [(row["state"], row["prompt"]) for row in content["jobs"]] == [
        ("done", "rain 0"),
        ("error", "rain 1"),
        ("cancelled", "rain 2"),
        ("pending", "rain 3"),
        ("pending", "young"),
    ]
    assert {"jobId", "state", "prompt", "createdAt", "resultUrl"} < set(content["jobs"][0])


def test_the_index_holds_what_the_ledger_shows(full_room: Room) -> None:
    rows = settled_rows(full_room)
    assert read_record(full_room.paths.index, Index).jobs == rows
    assert [row.held for row in rows] == [False, False, False, True, False]


def test_a_missing_index_is_rebuilt_with_the_same_rows(full_room: Room) -> None:
    rows = settled_rows(full_room)
    full_room.paths.index.unlink()
    assert settled_rows(full_room) == rows
    assert read_record(full_room.paths.index, Index).jobs == rows


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_index_is_kept_aside_and_rebuilt_with_the_same_rows(full_room: Room, content: bytes) -> None:
    rows = settled_rows(full_room)
    full_room.paths.index.write_bytes(content)
    assert settled_rows(full_room) == rows
    assert read_record(full_room.paths.index, Index).jobs == rows
    aside = [name for name in names(full_room.paths.root) if name.startswith("jobs.json.damaged-")]
    assert [(full_room.paths.root / name).read_bytes() for name in aside] == [content]


def test_each_damaged_index_is_kept(full_room: Room) -> None:
    for content in (b"1", b"2"):
        full_room.paths.index.write_bytes(content)
        settled_rows(full_room)
        full_room.clock.move(seconds=1)
    aside = [path for path in full_room.paths.root.iterdir() if re.match(r"jobs\.json\.damaged-", path.name)]
    assert {path.read_bytes() for path in aside} == {b"1", b"2"}


def test_what_the_user_says_survives_a_rebuild_and_wins(full_room: Room) -> None:
    before = settled_rows(full_room)[0]
    moved = full_room.folder / "elsewhere"
    notes = UserNotes(title="봄비", favourite=True, heard=True, seen=True, folder=str(moved))
    full_room.ledgers[0].folder(before.job_id).write_notes(notes)
    full_room.paths.index.unlink()
    row = settled_rows(full_room)[0]
    assert (row.title, row.favourite, row.heard, row.seen) == ("봄비", True, True, True)
    assert row.result_url == (moved / "Rain.flac").as_uri()


def test_what_was_told_once_is_not_told_again_after_a_rebuild(full_room: Room) -> None:
    done = settled_rows(full_room)[0]
    assert not done.announced
    assert full_room.ledgers[0].folder(done.job_id).claim_notification()
    full_room.paths.index.unlink()
    assert settled_rows(full_room)[0].announced


def test_a_newer_index_is_refused_and_left_alone(full_room: Room) -> None:
    content = b'{"schemaVersion":2,"jobs":{"all":"different"}}'
    full_room.paths.index.write_bytes(content)
    before = tree(full_room.folder)
    with pytest.raises(NewerError):
        full_room.ledger()
    after = tree(full_room.folder)
    after.pop("data/jobs.json.lock")
    assert after == before


def test_an_older_index_is_upgraded(full_room: Room) -> None:
    rows = settled_rows(full_room)
    fields = msgspec.json.decode(full_room.paths.index.read_bytes())
    del fields["schemaVersion"]
    full_room.paths.index.write_bytes(msgspec.json.encode(fields))
    assert settled_rows(full_room) == rows


def test_a_second_window_shows_everything_and_writes_nothing(full_room: Room) -> None:
    first = full_room.ledger()
    first.poll()
    before = full_room.paths.index.read_bytes()
    second = full_room.ledger()
    assert (first.is_writer, second.is_writer) == (True, False)
    full_room.finish(full_room.accept("new"), "2026-11-24 New")
    second.poll()
    second.save()
    assert states(second.rows()) == ["done", "error", "cancelled", "pending", "pending", "done"]
    assert full_room.paths.index.read_bytes() == before
    assert len(full_room.queue.ended()) == 1
    first.close()
    third = full_room.ledger()
    third.poll()
    assert third.is_writer
    assert full_room.queue.ended() == []


def test_a_second_window_leaves_a_damaged_index_to_its_writer(full_room: Room) -> None:
    rows = settled_rows(full_room)
    full_room.ledger()
    full_room.paths.index.write_bytes(b"{")
    second = full_room.ledger()
    second.poll()
    assert second.rows() == rows
    assert full_room.paths.index.read_bytes() == b"{"


def test_the_lock_of_the_index_goes_with_its_process(room: Room) -> None:
    index = IndexFile(room.paths, room.clock)
    with running(sys.executable, "-c", WRITER, str(room.paths.root)) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"True\n"
        assert not index.become_writer()
        window.kill()
        window.wait()
    assert index.become_writer()
    assert index.become_writer()
    index.let_go()
    index.let_go()


def test_the_index_is_written_durably(room: Room, spy: Spy) -> None:
    ledger = room.ledger()
    spy.calls.clear()
    ledger.save()
    assert spy.calls == [
        "create .jobs.json.tmp",
        "sync .jobs.json.tmp",
        "rename .jobs.json.tmp jobs.json",
        "sync data/",
    ]


def test_what_a_dead_writer_left_goes_with_the_next(room: Room) -> None:
    for name in (".jobs.json.7.tmp", ".settings.json.7.tmp"):
        (room.paths.root / name).touch()
    room.ledger()
    assert ".jobs.json.7.tmp" not in names(room.paths.root)
    assert ".settings.json.7.tmp" in names(room.paths.root)


def test_a_full_disk_shows_everything_and_writes_nothing(full_room: Room, spy: Spy) -> None:
    rows = settled_rows(full_room)
    full_room.finish(full_room.accept("new"), "2026-11-24 New")
    full_room.paths.index.unlink()
    spy.fail_always(errno.ENOSPC)
    assert states(settled_rows(full_room)) == [*states(rows), "done"]
    spy.fail_never()
    assert len(full_room.queue.ended()) == 1
    assert states(settled_rows(full_room)) == [*states(rows), "done"]
    assert full_room.queue.ended() == []
    assert len(read_record(full_room.paths.index, Index).jobs) == 6


def test_a_row_of_a_job_that_is_gone_goes_too(full_room: Room) -> None:
    rows = settled_rows(full_room)
    full_room.paths.job(rows[0].job_id).rename(full_room.folder / "away")
    assert settled_rows(full_room) == rows[1:]
    assert read_record(full_room.paths.index, Index).jobs == rows[1:]


def test_a_large_library_is_opened_without_looking_into_its_jobs(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = room.accept()
    room.finish(folder)
    rows = settled_rows(room)
    many = [replace(rows[0], job_id=f"20261124-{number:06d}-000000-abc123") for number in range(500)]
    for row in many:
        room.paths.job(row.job_id).mkdir()
    ledger = room.ledger()
    for row in many:
        ledger.put(row) if row is many[-1] else ledger._keep(row)
    ledger.close()
    read: list[str] = []
    monkeypatch.setattr(Ledger, "find_again", lambda _, job_id: read.append(job_id))
    again = room.ledger()
    poll = again.poll()
    assert (len(again.rows()), poll.changed, poll.removed, read) == (501, (), (), [])


def test_a_job_of_an_earlier_boot_is_among_the_rows(room: Room) -> None:
    room.abandon(room.accept(), EARLIER_BOOT)
    assert states(settled_rows(room)) == [JobState.PENDING]
