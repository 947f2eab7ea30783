"""The order of unfinished jobs, kept in file names."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from musicapp.core.job_folder import JobFolder
from musicapp.core.records import DamagedError, NewerError
from tests.core.room import Room, names
from tests.core.spy import Spy

ID = "20261124-060000-000000-abc123"


def test_jobs_wait_in_the_order_of_their_acceptance(room: Room) -> None:
    ids = [room.accept().job_id for _ in range(5)]
    assert room.waiting() == ids


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=20_000), timedelta(seconds=1)])
def test_a_clock_set_back_changes_no_order(room: Room, back: timedelta) -> None:
    ids = [room.accept().job_id]
    room.clock.moment -= back
    ids += [room.accept().job_id for _ in range(2)]
    room.clock.moment += timedelta(days=4000)
    ids.append(room.accept().job_id)
    room.clock.moment -= timedelta(days=4000)
    ids.append(room.accept().job_id)
    assert room.waiting() == ids


def test_two_jobs_of_one_moment_have_an_order(room: Room) -> None:
    requests = [room.request() for _ in range(9)]
    for request in requests:
        room.queue.add(request)
    assert room.waiting() == [request.job_id for request in requests]


def test_order_comes_from_names_not_from_times_of_files(room: Room) -> None:
    ids = [room.accept().job_id for _ in range(3)]
    for number, place in enumerate(room.queue.waiting()):
        os.utime(place.path, (5000 - number, 5000 - number))
    assert room.waiting() == ids


def test_a_held_job_comes_back_where_it_was(room: Room) -> None:
    first, second, third = (room.accept().job_id for _ in range(3))
    room.queue.hold(room.queue.waiting()[1])
    assert (room.waiting(), room.held()) == ([first, third], [second])
    room.queue.release(room.queue.held()[0])
    assert (room.waiting(), room.held()) == ([first, second, third], [])


def test_a_job_is_found_waiting_and_held(room: Room) -> None:
    job_id = room.accept().job_id
    place = room.queue.find(job_id)
    assert place is not None
    room.queue.hold(place)
    found = room.queue.find(job_id)
    assert found is not None
    assert found.folder == room.paths.held
    assert room.queue.find(ID) is None


@pytest.mark.parametrize("is_held", [False, True])
def test_the_end_of_a_job_is_kept_until_it_is_forgotten(room: Room, is_held: bool) -> None:
    job_id = room.accept().job_id
    if is_held:
        room.queue.hold(room.queue.waiting()[0])
    room.queue.end(job_id)
    assert (room.waiting(), room.held(), room.queue.ended()) == ([], [], [job_id])
    room.queue.end(job_id)
    assert room.queue.ended() == [job_id]
    room.queue.forget_ended(job_id)
    room.queue.forget_ended(job_id)
    assert room.queue.ended() == []


def test_a_job_that_was_entered_twice_ends_once(room: Room) -> None:
    folder = room.accept()
    room.queue.add(folder.request())
    room.queue.end(folder.job_id)
    assert (room.waiting(), room.queue.ended()) == ([], [folder.job_id])


def test_every_change_of_the_queue_is_synced(room: Room, spy: Spy) -> None:
    job_id = room.accept().job_id
    place = room.queue.waiting()[0]
    spy.calls.clear()
    room.queue.hold(place)
    assert spy.calls == [f"rename {place.name} {place.name}", "sync held/", "sync queue/"]
    spy.calls.clear()
    room.queue.release(room.queue.held()[0])
    assert spy.calls == [f"rename {place.name} {place.name}", "sync queue/", "sync held/"]
    spy.calls.clear()
    room.queue.end(job_id)
    assert spy.calls == [f"rename {place.name} {job_id}", "sync ended/", "sync queue/"]
    spy.calls.clear()
    room.queue.pause()
    assert spy.calls == ["create paused", "sync queue/"]


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "paused",
        f".00000000000000001.{ID}.json.7.tmp",
        f"00000000000000001.{ID} (conflicted copy).json",
        f"00000000000000001.{ID}.json.bak",
        f"x.{ID}.json",
        f"١٢٣.{ID}.json",
        f"{ID}.json",
        "00000000000000001.no-job.json",
        "00000000000000001..json",
    ],
)
def test_what_is_no_entry_is_passed_over(room: Room, name: str) -> None:
    for folder in (room.paths.queue, room.paths.held, room.paths.ended):
        (folder / name).touch()
    assert (room.waiting(), room.held(), room.queue.ended()) == ([], [], [])
    job_id = room.accept().job_id
    assert room.waiting() == [job_id]
    assert (room.paths.queue / name).exists()


def test_the_queue_is_paused_until_it_is_not(room: Room) -> None:
    assert not room.queue.is_paused()
    room.queue.pause()
    room.queue.pause()
    assert room.queue.is_paused()
    room.queue.unpause()
    room.queue.unpause()
    assert not room.queue.is_paused()


def test_an_entry_without_a_job_is_dropped(room: Room) -> None:
    room.queue.add(room.request())
    place = room.queue.waiting()[0]
    room.queue.drop(place)
    room.queue.drop(place)
    assert names(room.paths.queue) == ["ended", "held"]


def test_an_entry_says_which_slot_its_job_needs(room: Room) -> None:
    room.accept(engine_kind="gpu")
    assert room.queue.waiting()[0].engine_kind() == "gpu"


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", DamagedError), (b'{"schemaVersion":2}', NewerError), (None, FileNotFoundError)],
    ids=["damaged", "newer", "gone"],
)
def test_an_entry_that_cannot_be_read_says_so(room: Room, content: bytes | None, error: type[Exception]) -> None:
    room.accept()
    place = room.queue.waiting()[0]
    place.path.unlink()
    if content is not None:
        place.path.write_bytes(content)
    with pytest.raises(error):
        place.engine_kind()


def test_a_place_names_its_job_and_file(room: Room) -> None:
    folder: JobFolder = room.accept()
    place = room.queue.waiting()[0]
    assert place.job_id == folder.job_id
    assert place.path == room.paths.queue / place.name
    assert isinstance(place.path, Path)
