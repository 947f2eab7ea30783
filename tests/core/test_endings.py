"""Every way out of processing, and how a job without an owner is settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musicapp.core.cancelling import begin_cancel
from musicapp.core.finished import describe_result, staging_folder
from musicapp.core.job_folder import JobFolder, OwnedJob
from musicapp.core.model import ErrorKind, JobState, Status
from musicapp.core.transitions import TransitionError
from tests.core.room import CRASHED, EARLIER_BOOT, REFUSED, Room, names, own, tree

End = Callable[[Room, OwnedJob], Status]


def end_done(room: Room, job: OwnedJob) -> Status:
    return room.endings.done(job, room.place(job))


def end_failed(room: Room, job: OwnedJob) -> Status:
    return room.endings.failed(job, REFUSED)


def end_cancelled(room: Room, job: OwnedJob) -> Status:
    return room.endings.cancelled(job)


def end_put_back(room: Room, job: OwnedJob) -> Status:
    return room.endings.put_back(job)


def end_died(room: Room, job: OwnedJob) -> Status:
    return room.endings.died(job, CRASHED)


def settle(room: Room, folder: JobFolder) -> Status:
    """Take a job whose lock is free and bring it into a true state."""
    with own(folder) as job:
        return room.endings.settle(job)


@pytest.mark.parametrize(
    ("end", "state", "is_queued"),
    [
        (end_done, JobState.DONE, False),
        (end_failed, JobState.ERROR, False),
        (end_cancelled, JobState.CANCELLED, False),
        (end_put_back, JobState.PENDING, True),
        (end_died, JobState.PENDING, True),
    ],
)
def test_every_ending_of_a_running_job(room: Room, end: End, state: JobState, is_queued: bool) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        (job.make_work_folder(1) / "part.wav").touch()
        staging_folder(folder.request()).mkdir()
        end(room, job)
    assert folder.status().state is state
    assert room.waiting() == [folder.job_id] * is_queued
    assert room.queue.ended() == [folder.job_id] * (not is_queued)
    assert (folder.status().ended_at is None) == is_queued
    if not is_queued:
        assert names(folder.work) == []
        assert not staging_folder(folder.request()).exists()


@pytest.mark.parametrize("end", [end_done, end_failed, end_put_back, end_died])
def test_what_never_began_ends_only_by_a_cancel(room: Room, end: End) -> None:
    folder = room.accept()
    with own(folder) as job, pytest.raises(TransitionError):
        end(room, job)
    assert folder.status().state is JobState.PENDING
    assert room.waiting() == [folder.job_id]


@pytest.mark.parametrize("end", [end_failed, end_cancelled, end_put_back, end_died])
def test_done_is_final(room: Room, end: End) -> None:
    folder = room.accept()
    track = room.finish(folder)
    before = tree(track)
    with own(folder) as job, pytest.raises(TransitionError):
        end(room, job)
    assert folder.status().state is JobState.DONE
    assert tree(track) == before


def test_done_says_where_the_track_is(room: Room) -> None:
    folder = room.accept()
    track = room.finish(folder, "2026-11-24 봄비")
    status = folder.status()
    assert status.result is not None
    assert (status.progress, status.stage, status.error, status.target) == (1.0, None, None, str(track))
    assert (status.result.title, status.result.folder, status.result.seconds) == ("Rain", str(track), 1.0)
    assert status.result.url == (track / "Rain.flac").as_uri()


def test_a_failure_says_why(room: Room) -> None:
    folder = room.accept()
    room.fail(folder)
    assert folder.status().error == REFUSED


def test_a_track_that_could_not_be_published_is_kept_for_the_retry(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        for attempt in (1, 2):
            (job.make_work_folder(attempt) / "track").mkdir()
        job.note(composed=2)
        room.endings.failed(job, REFUSED, keep_composed=True)
    assert names(folder.work) == ["2"]
    assert folder.status().composed == 2
    settle(room, folder)
    assert names(folder.work) == ["2"]


def test_the_first_death_is_tried_again_and_the_second_is_an_error_with_the_reason(room: Room) -> None:
    folder = room.accept()
    room.abandon(folder)
    first = settle(room, folder)
    assert (first.state, first.deaths, first.attempt, first.worker, first.error) == (JobState.PENDING, 1, 1, None, None)
    assert room.waiting() == [folder.job_id]
    room.abandon(folder)
    second = settle(room, folder)
    assert (second.state, second.deaths, second.attempt) == (JobState.ERROR, 2, 2)
    assert second.error is not None
    assert second.error.kind is ErrorKind.CRASHED
    assert "unexpectedly" in second.error.message
    assert (room.waiting(), room.queue.ended()) == ([], [folder.job_id])


def test_a_host_that_dies_counts_like_its_worker(room: Room) -> None:
    folder = room.accept()
    room.abandon(folder)
    settle(room, folder)
    with room.begin(folder) as job:
        room.endings.died(job, CRASHED)
    assert (folder.status().state, folder.status().error) == (JobState.ERROR, CRASHED)


def test_a_death_in_an_earlier_boot_never_counts(room: Room) -> None:
    folder = room.accept()
    for attempt in range(1, 6):
        room.abandon(folder, EARLIER_BOOT)
        status = settle(room, folder)
        assert (status.state, status.deaths, status.attempt) == (JobState.PENDING, 0, attempt)


def test_a_worker_that_was_told_to_end_counts_nothing(room: Room) -> None:
    folder = room.accept()
    for attempt in range(1, 6):
        with room.begin(folder) as job:
            job.note(progress=0.5, stage="rendering")
            status = room.endings.put_back(job)
        assert (status.state, status.deaths, status.attempt) == (JobState.PENDING, 0, attempt)
        assert (status.progress, status.stage, status.worker, status.host) == (0.0, None, None, None)


@pytest.mark.parametrize("deaths", [0, 1])
def test_a_cancel_wins_over_the_automatic_retry(room: Room, deaths: int) -> None:
    folder = room.accept()
    room.abandon(folder, deaths=deaths)
    begin_cancel(folder)
    status = settle(room, folder)
    assert (status.state, status.deaths, status.error) == (JobState.CANCELLED, deaths, None)
    assert (room.waiting(), room.queue.ended()) == ([], [folder.job_id])


def test_a_cancel_of_a_job_that_died_of_its_host_wins_when_it_is_claimed_again(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        begin_cancel(folder)
        room.endings.died(job, CRASHED)
    assert settle(room, folder).state is JobState.CANCELLED


def test_a_finished_folder_comes_before_a_cancel_and_takes_its_mark_away(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        track = room.place(job)
        begin_cancel(folder)
    before = tree(track)
    assert settle(room, folder).state is JobState.DONE
    assert not folder.has_cancel_mark()
    assert tree(track) == before


@pytest.mark.parametrize("worker", [None, EARLIER_BOOT], ids=["this boot", "earlier boot"])
def test_an_orphan_whose_track_is_finished_is_done_once(room: Room, worker: None) -> None:
    folder = room.accept()
    with room.begin(folder, worker) as job:
        track = room.place(job)
    assert settle(room, folder).state is JobState.DONE
    assert settle(room, folder).state is JobState.DONE
    assert names(room.output) == [track.name]
    assert (room.waiting(), room.queue.ended()) == ([], [folder.job_id])


def test_a_finished_track_is_found_under_the_name_the_user_gave_it(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        track = room.place(job)
    moved = track.rename(track.with_name("my rain"))
    status = settle(room, folder)
    assert status.state is JobState.DONE
    assert status.result is not None
    assert status.result.folder == str(moved)


def test_the_track_of_another_job_does_not_finish_this_one(room: Room) -> None:
    room.finish(room.accept())
    folder = room.accept()
    room.abandon(folder, target=str(room.output / "2026-11-24 Rain"))
    assert settle(room, folder).state is JobState.PENDING


def test_a_track_that_was_only_staged_is_made_again(room: Room) -> None:
    folder = room.accept()
    room.abandon(folder, target=str(room.output / "2026-11-24 Rain"))
    room.lay_track(folder.request(), f".musicapp-{folder.job_id}")
    assert settle(room, folder).state is JobState.PENDING


def test_a_missing_output_folder_finishes_nothing(room: Room) -> None:
    folder = room.accept()
    room.abandon(folder, target=str(room.output / "2026-11-24 Rain"))
    room.output.rmdir()
    assert settle(room, folder).state is JobState.PENDING


def test_an_orphan_whose_request_is_damaged_is_settled_all_the_same(room: Room) -> None:
    folder = room.accept()
    room.abandon(folder)
    (folder.path / "request.json").write_bytes(b"{")
    begin_cancel(folder)
    assert settle(room, folder).state is JobState.CANCELLED
    assert (folder.path / "request.json").read_bytes() == b"{"


def test_a_finished_track_whose_recipe_a_newer_version_wrote_is_done(room: Room) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        track = room.place(job)
    (track / "Rain.json").write_bytes(b'{"schemaVersion":2,"jobId":"%s"}' % folder.job_id.encode())
    status = settle(room, folder)
    assert status.state is JobState.DONE
    assert status.result is not None
    assert (status.result.title, status.result.url) == (track.name, (track / "Rain.flac").as_uri())


@pytest.mark.parametrize(
    ("files", "last"),
    [(["a.flac", "a.mid"], "a.flac"), (["b.ogg", "a.json", "b.json"], "b.ogg"), (["cover.png"], "")],
)
def test_a_finished_folder_without_a_recipe_is_described_by_its_files(room: Room, files: list[str], last: str) -> None:
    for name in files:
        (room.output / name).touch()
    assert describe_result(room.output).url == (room.output / last).as_uri()


def test_a_waiting_job_stays_as_it_is(room: Room) -> None:
    folder = room.accept()
    before = tree(folder.path)
    settle(room, folder)
    assert {name: content for name, content in tree(folder.path).items() if name != "lock"} == before
    assert room.waiting() == [folder.job_id]


@pytest.mark.parametrize("end", [end_done, end_failed, end_cancelled])
def test_an_end_that_was_not_recorded_is_recorded_by_the_next_owner(room: Room, end: End) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        end(room, job)
    before = folder.status()
    room.queue.forget_ended(folder.job_id)
    room.queue.add(folder.request())
    folder.mark_cancel()
    assert settle(room, folder) == before
    assert (room.waiting(), room.queue.ended()) == ([], [folder.job_id])
    assert not folder.has_cancel_mark()


def test_ending_a_job_twice_publishes_nothing_twice(room: Room) -> None:
    folder = room.accept()
    track: Path = room.finish(folder)
    for _ in range(3):
        settle(room, folder)
    assert names(room.output) == [track.name]
