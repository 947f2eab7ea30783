"""Nothing old starts behind your back; younger work goes on by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from musicapp.core.clock import to_text
from musicapp.core.job_folder import JobFolder
from musicapp.core.locks import is_locked, try_lock
from musicapp.core.model import JobState
from musicapp.core.queue import Place, Queue
from musicapp.core.resuming import ResumePolicy
from tests.core.room import EARLIER_BOOT, Room, own, tree


@pytest.mark.parametrize(("minutes", "is_held"), [(0, False), (59, False), (61, True), (60 * 24 * 30, True)])
def test_work_without_a_sign_of_life_for_an_hour_is_held(room: Room, minutes: int, is_held: bool) -> None:
    job_id = room.accept().job_id
    room.clock.move(minutes=minutes)
    assert room.policy.hold_old_work() == [job_id] * is_held
    assert (room.waiting(), room.held()) == ([job_id] * (not is_held), [job_id] * is_held)


def test_old_work_is_held_and_young_work_goes_on(room: Room) -> None:
    old = [room.accept().job_id for _ in range(3)]
    room.clock.move(hours=2)
    young = room.accept().job_id
    assert room.policy.hold_old_work() == old
    assert (room.waiting(), room.held()) == ([young], old)


def test_work_that_is_held_is_not_held_again(room: Room) -> None:
    room.accept()
    room.clock.move(hours=2)
    room.policy.hold_old_work()
    assert room.policy.hold_old_work() == []


def test_a_clock_that_was_set_back_makes_nothing_old(room: Room) -> None:
    room.accept()
    room.clock.moment -= timedelta(days=20_000)
    assert room.policy.hold_old_work() == []


def test_jobs_behind_a_running_one_are_kept_young_by_its_heartbeats(room: Room) -> None:
    first, behind = room.accept(), room.accept()
    with room.begin(first) as job:
        room.clock.move(hours=3)
        job.note(heartbeat_at=to_text(room.clock.now()))
    room.clock.move(minutes=59)
    assert room.policy.hold_old_work() == []
    room.clock.move(minutes=2)
    assert room.policy.hold_old_work() == [first.job_id, behind.job_id]


def test_what_an_old_worker_left_is_held_as_waiting(room: Room) -> None:
    folder = room.accept()
    room.abandon(folder, EARLIER_BOOT)
    room.clock.move(hours=2)
    assert room.policy.hold_old_work() == [folder.job_id]
    assert (folder.status().state, folder.status().deaths) == (JobState.PENDING, 0)


@pytest.mark.parametrize("end", ["finished", "cancelled", "died twice"])
def test_what_has_an_end_is_settled_and_not_held(room: Room, end: str) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        if end == "finished":
            room.place(job)
        elif end == "cancelled":
            folder.mark_cancel()
        else:
            job.note(deaths=1)
    room.clock.move(hours=2)
    assert room.policy.hold_old_work() == []
    assert folder.status().state.is_ended
    assert (room.waiting(), room.held(), room.queue.ended()) == ([], [], [folder.job_id])


def test_a_job_that_somebody_owns_is_not_held(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder):
        room.clock.move(hours=2)
        assert room.policy.hold_old_work() == []
    assert room.waiting() == [folder.job_id]


def test_while_a_worker_has_a_slot_nothing_is_old(room: Room) -> None:
    job_id = room.accept().job_id
    room.clock.move(hours=2)
    slot = try_lock(room.paths.slots / "embedded-1")
    assert slot is not None
    with slot:
        assert room.policy.hold_old_work() == []
    assert room.policy.hold_old_work() == [job_id]
    assert not is_locked(room.paths.slots / "embedded-1")


def test_a_slot_that_cannot_be_tried_counts_as_taken(room: Room) -> None:
    room.accept()
    room.clock.move(hours=2)
    (room.paths.slots / "embedded-1").symlink_to(room.folder / "elsewhere")
    assert room.policy.hold_old_work() == []


def test_while_the_queue_is_paused_nothing_is_held(room: Room) -> None:
    job_id = room.accept().job_id
    room.clock.move(hours=2)
    room.queue.pause()
    assert room.policy.hold_old_work() == []
    room.queue.unpause()
    assert room.policy.hold_old_work() == [job_id]


def test_a_yes_lets_all_of_it_be_made_in_its_order_and_is_remembered(room: Room) -> None:
    old = [room.accept().job_id for _ in range(3)]
    room.clock.move(hours=2)
    room.policy.hold_old_work()
    young = room.accept().job_id
    assert room.policy.go_on() == old
    assert (room.waiting(), room.held()) == ([*old, young], [])
    room.clock.move(minutes=59)
    assert room.policy.hold_old_work() == []
    room.clock.move(minutes=2)
    assert room.policy.hold_old_work() == [*old, young]


def test_a_yes_counts_for_what_waits_in_the_queue_too(room: Room) -> None:
    room.accept()
    room.clock.move(hours=2)
    assert room.policy.go_on() == []
    assert room.policy.hold_old_work() == []


def test_a_yes_does_not_wait_for_a_job_that_somebody_owns(room: Room) -> None:
    folder = room.accept()
    with own(folder):
        room.policy.go_on()
    assert folder.status().heartbeat_at is None


@pytest.mark.parametrize("name", ["status.json", "request.json"])
@pytest.mark.parametrize("content", [b"", b'{"schemaVersion":2}'], ids=["damaged", "newer"])
def test_one_job_that_cannot_be_read_stops_neither_holding_nor_going_on(room: Room, name: str, content: bytes) -> None:
    bad, good = room.accept(), room.accept()
    (bad.path / name).write_bytes(content)
    room.clock.move(hours=2)
    assert good.job_id in room.policy.hold_old_work()
    for place in room.queue.waiting():
        room.queue.hold(place)
    room.policy.go_on()
    assert (room.waiting(), room.held()) == ([bad.job_id, good.job_id], [])
    assert (bad.path / name).read_bytes() == content


def test_a_status_that_is_damaged_while_it_is_held_stops_nobody(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = room.accept(), room.accept()
    room.clock.move(hours=2)
    take = JobFolder.try_own

    def damage_then_take(folder: JobFolder) -> object:
        if folder == bad:
            (bad.path / "status.json").write_bytes(b"")
        return take(folder)

    monkeypatch.setattr(JobFolder, "try_own", damage_then_take)
    assert room.policy.hold_old_work() == [good.job_id]


@pytest.mark.parametrize(
    ("verb", "act"), [("hold", ResumePolicy.hold_old_work), ("release", ResumePolicy.go_on)], ids=["hold", "release"]
)
def test_two_that_do_it_at_once_are_no_trouble_to_each_other(
    room: Room, monkeypatch: pytest.MonkeyPatch, verb: str, act: Callable[[ResumePolicy], list[str]]
) -> None:
    job_id = room.accept().job_id
    room.clock.move(hours=2)
    if verb == "release":
        room.policy.hold_old_work()
    move = getattr(Queue, verb)

    def the_other_first(queue: Queue, place: Place) -> None:
        move(queue, place)
        move(queue, place)

    monkeypatch.setattr(Queue, verb, the_other_first)
    act(room.policy)
    assert [*room.waiting(), *room.held()] == [job_id]
    assert tree(room.paths.ended) == {}
