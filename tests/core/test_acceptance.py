"""Accepted means safe: a job is on the disk whole and synced, or nothing of it is left."""

from __future__ import annotations

import errno
import os
import re
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicapp.core.acceptance import accept, new_job_id, remove_abandoned
from musicapp.core.job_folder import is_job_id
from musicapp.core.model import JobState
from musicapp.core.problems import Problem, UserError
from tests.core.room import Room, in_child, names, tree, umask
from tests.core.spy import Spy

ACCEPTANCE = [
    "mkdir .new-JOB",
    "create request.json",
    "sync request.json",
    "create status.json",
    "sync status.json",
    "sync .new-JOB/",
    "rename .new-JOB JOB",
    "sync jobs/",
    "create .RANK.JOB.json.tmp",
    "sync .RANK.JOB.json.tmp",
    "rename .RANK.JOB.json.tmp RANK.JOB.json",
    "sync queue/",
]
MOMENTS = st.integers(0, 4_000_000_000_000_000).map(
    lambda number: datetime.fromtimestamp(0, UTC) + timedelta(microseconds=number)
)


def test_everything_is_synced_in_order_before_the_job_is_announced(room: Room, spy: Spy) -> None:
    request = room.request()
    accept(room.paths, request)
    calls = [re.sub(r"\d{17}", "RANK", call.replace(request.job_id, "JOB")) for call in spy.calls]
    assert calls == ACCEPTANCE


def test_what_was_accepted_is_what_was_asked(room: Room) -> None:
    request = room.request('봄비 "내린다": 1/2?\n../ -rf')
    folder = accept(room.paths, request)
    status = folder.status()
    assert folder.request() == request
    assert (status.state, status.job_id, status.accepted_at) == (
        JobState.PENDING,
        request.job_id,
        request.created_at,
    )
    assert room.waiting() == [request.job_id]
    assert room.queue.waiting()[0].engine_kind() == "embedded"


@pytest.mark.parametrize("step", range(len(ACCEPTANCE)), ids=ACCEPTANCE)
def test_a_failure_at_any_step_leaves_nothing(room: Room, spy: Spy, step: int) -> None:
    room.accept("one before")
    before = tree(room.folder)
    spy.fail(step)
    with pytest.raises(UserError):
        accept(room.paths, room.request())
    assert tree(room.folder) == before


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (errno.ENOSPC, Problem.DISK_FULL),
        (errno.EDQUOT, Problem.DISK_FULL),
        (errno.EIO, Problem.DATA_FOLDER),
        (errno.EROFS, Problem.DATA_FOLDER),
    ],
)
def test_a_person_is_told_why_a_job_was_not_accepted(room: Room, spy: Spy, error: int, problem: Problem) -> None:
    spy.fail(3, error)
    with pytest.raises(UserError) as refusal:
        accept(room.paths, room.request())
    assert refusal.value.problem is problem
    assert refusal.value.values["folder"] == str(room.paths.root)


@pytest.mark.parametrize("step", range(len(ACCEPTANCE)), ids=ACCEPTANCE)
def test_death_at_any_step_leaves_the_whole_job_or_none(room: Room, spy: Spy, step: int) -> None:
    request = room.request()
    spy.kill_at = step
    assert in_child(lambda: accept(room.paths, request)) == signal.SIGKILL
    spy.kill_at = None
    room.clock.moment = datetime.now(UTC) + timedelta(hours=2)
    ledger = room.ledger()
    ledger.poll()
    rows = ledger.rows()
    is_seen = step > ACCEPTANCE.index("rename .new-JOB JOB")
    assert [row.job_id for row in rows] == [request.job_id] * is_seen
    assert room.waiting() == [request.job_id] * is_seen
    assert names(room.paths.jobs) == [request.job_id] * is_seen
    assert all(ledger.folder(row.job_id).request() == request for row in rows)


def test_a_job_that_is_there_is_not_accepted_over(room: Room) -> None:
    request = room.request()
    accept(room.paths, request)
    before = tree(room.folder)
    with pytest.raises(UserError):
        accept(room.paths, request)
    assert tree(room.folder) == before


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_a_job_is_private_whatever_the_umask(room: Room, mask: int) -> None:
    with umask(mask):
        folder = room.accept()
        with room.begin(folder):
            pass
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in folder.path.iterdir()}
    assert modes == dict.fromkeys(["request.json", "status.json", "lock"], "0o600")
    assert oct(folder.path.stat().st_mode & 0o777) == "0o700"
    assert [oct(place.path.stat().st_mode & 0o777) for place in room.queue.waiting()] == ["0o600"]


@given(moment=MOMENTS)
def test_an_id_is_safe_as_a_name_and_one_word(moment: datetime) -> None:
    job_id = new_job_id(moment)
    assert re.fullmatch(r"[0-9]{8}-[0-9]{6}-[0-9]{6}-[0-9a-z]{6}", job_id)
    assert is_job_id(job_id)


@given(first=MOMENTS, second=MOMENTS)
def test_ids_sort_by_time(first: datetime, second: datetime) -> None:
    if first != second:
        assert (new_job_id(first) < new_job_id(second)) == (first < second)


def test_no_id_is_given_twice_in_one_moment() -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    assert len({new_job_id(moment) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "../../x",
        "20261124-060107-123456-abc12",
        "20261124-060107-123456-abc1234",
        "20261124-060107-123456-abc12\n",
        "20261124-060107-123456-ABC123",
        "20261124-060107-123456-abc12/",
        ".new-20261124-060107-123456-abc123",
        "٢٠٢٦١١٢٤-٠٦٠١٠٧-١٢٣٤٥٦-abc123",
    ],
)
def test_nothing_else_is_an_id(text: str) -> None:
    assert not is_job_id(text)


@pytest.mark.parametrize(("age", "stays"), [(59, True), (61, False)], ids=["nearly an hour ago", "over an hour ago"])
def test_what_an_acceptance_that_died_left_goes_after_an_hour(room: Room, age: int, stays: bool) -> None:
    accepted = room.accept()
    hidden = room.paths.jobs / f".new-{new_job_id(room.clock.now())}"
    hidden.mkdir()
    (hidden / "request.json").touch()
    entry = room.paths.queue / ".00000000000000001.json.7.tmp"
    entry.touch()
    then = (room.clock.now() - timedelta(minutes=age)).timestamp()
    for path in (hidden, entry):
        os.utime(path, (then, then))
    remove_abandoned(room.paths, room.clock)
    assert (hidden.exists(), entry.exists()) == (stays, stays)
    assert accepted.exists()
    assert room.waiting() == [accepted.job_id]


def test_an_acceptance_that_ends_while_leftovers_are_sought_is_no_trouble(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = room.paths.jobs / f".new-{new_job_id(room.clock.now())}"
    hidden.mkdir()
    look = os.stat

    def end_then_look(path: Path, **more: bool) -> os.stat_result:
        if path == hidden:
            hidden.rmdir()
        return look(path, **more)

    monkeypatch.setattr(os, "stat", end_then_look)
    remove_abandoned(room.paths, room.clock)
    assert names(room.paths.jobs) == []
