"""The desk's verbs on real files, with a clock that is moved and workers that are counted instead of started."""

from __future__ import annotations

import os
import shutil
import signal
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from musicapp.app.desk import RESTART_SECONDS, Desk, finished_away
from musicapp.core.clock import SystemClock, to_text
from musicapp.core.model import JobState, Order, Wishes
from musicapp.core.problems import Problem, UserError
from tests.conftest import (
    ENGINES,
    FixedClock,
    Home,
    cancel,
    ended,
    fill_disk,
    is_composing,
    small_disk,
    state_of,
    until,
)


@dataclass
class Office:
    """A desk, its clock, and how often it started a worker."""

    home: Home
    clock: FixedClock
    starts: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = Desk(self.home.paths, self.clock, self.start)

    def start(self) -> bool:
        """Take note of a start."""
        self.starts.append(self.clock.seconds)
        return True

    def order(self, prompt: str = "do: fail=bad_request") -> Order:
        """Return an order to the scripted engine."""
        return Order(prompt=prompt, engine="scripted", output=str(self.home.output), wishes=Wishes(seconds=1.0))


@pytest.fixture
def office(home: Home, clock: FixedClock) -> Office:
    """A desk in a home of its own."""
    return Office(home, clock)


def test_an_accepted_order_is_a_whole_job_on_the_disk_and_starts_a_worker(office: Office) -> None:
    row = office.desk.accept(office.order("do: fail=bad_request"))
    request = office.desk.ledger.folder(row.job_id).request()
    assert (request.prompt, request.engine, request.output) == (row.prompt, "scripted", str(office.home.output))
    assert request.brief.seconds == 1.0
    assert state_of(office.desk.ledger.folder(row.job_id)) is JobState.PENDING
    assert [place.job_id for place in office.desk.queue.waiting()] == [row.job_id]
    assert len(office.starts) == 1


def test_a_refused_order_leaves_nothing(office: Office) -> None:
    with pytest.raises(UserError) as error:
        office.desk.accept(Order(prompt="x", engine="scripted", output="/nowhere"))
    assert error.value.problem is Problem.OUTPUT_MISSING
    assert not any([*office.home.paths.jobs.iterdir(), office.desk.queue.waiting(), office.starts])


def test_waiting_work_starts_a_worker_in_good_time_and_not_at_every_poll(office: Office) -> None:
    office.desk.open()
    office.desk.accept(office.order())
    for _ in range(3):
        office.desk.poll()
    assert len(office.starts) == 1
    office.clock.move(seconds=RESTART_SECONDS)
    office.desk.poll()
    office.desk.poll()
    assert len(office.starts) == 2


def test_opening_starts_a_worker_for_young_work_without_one(office: Office) -> None:
    office.home.accept(created_at=to_text(office.clock.now() - timedelta(minutes=59)))
    office.desk.record()
    assert len(office.starts) == 1


def test_finding_a_dead_worker_starts_another_although_a_neighbour_is_busy(office: Office) -> None:
    home = office.home
    office.clock.moment = SystemClock().now()
    busy, job = home.accept("do: gate", engine_kind="gpu"), home.accept("do: gate")
    home.start_worker()
    until(lambda: is_composing(busy))
    worker = home.start_worker()
    until(lambda: is_composing(job))
    office.desk.open()
    assert office.starts == []
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    office.desk.poll()
    assert state_of(job) is JobState.PENDING
    assert is_composing(busy)
    assert len(office.starts) == 1


def test_nothing_is_started_while_the_queue_is_paused(office: Office) -> None:
    office.desk.pause()
    office.home.accept(created_at=to_text(office.clock.now()))
    office.desk.open()
    office.clock.move(seconds=60)
    office.desk.poll()
    assert office.starts == []
    office.desk.resume()
    assert len(office.starts) == 1


def test_old_work_is_held_before_anything_starts_and_young_work_is_not(office: Office) -> None:
    old = office.home.accept(created_at=to_text(office.clock.now() - timedelta(minutes=61)))
    young = office.home.accept(created_at=to_text(office.clock.now() - timedelta(minutes=59)))
    office.desk.open()
    assert [place.job_id for place in office.desk.queue.held()] == [old.job_id]
    assert [place.job_id for place in office.desk.queue.waiting()] == [young.job_id]
    assert office.desk.row(old.job_id).held
    assert office.desk.resume() == [old.job_id]
    office.desk.poll()
    assert not office.desk.row(old.job_id).held
    office.desk.record()
    assert office.desk.queue.held() == []


def test_discarding_held_work_cancels_it(office: Office) -> None:
    old = office.home.accept(created_at=to_text(office.clock.now() - timedelta(hours=2)))
    office.desk.open()
    office.desk.discard_held()
    assert state_of(old) is JobState.CANCELLED
    office.desk.poll()
    assert office.desk.queue.held() == []


def test_cancelling_an_ended_job_says_its_state(office: Office) -> None:
    row = office.desk.accept(office.order())
    office.desk.cancel(row.job_id)
    assert not office.desk.is_cancelling
    status = office.desk.cancel(row.job_id)
    assert status is not None
    assert status.state is JobState.CANCELLED


def test_retry_goes_back_to_the_queue_with_the_same_seed(office: Office) -> None:
    row = office.desk.accept(office.order())
    seed = office.desk.ledger.folder(row.job_id).request().seed
    office.desk.cancel(row.job_id)
    office.desk.retry(row.job_id)
    assert state_of(office.desk.ledger.folder(row.job_id)) is JobState.PENDING
    assert office.desk.ledger.folder(row.job_id).request().seed == seed
    with pytest.raises(UserError) as error:
        office.desk.retry(row.job_id)
    assert error.value.problem is Problem.NOT_RETRIABLE


@pytest.mark.parametrize(
    "job_id", ["", "x", "../../x", "20261124-060000-000000-abcdef", "a" * 5000, "/etc/passwd", "\0"]
)
def test_no_verb_touches_the_disk_for_a_job_that_is_not_there(office: Office, job_id: str) -> None:
    desk = office.desk
    for verb in (desk.cancel, desk.retry, desk.delete, desk.row):
        with pytest.raises(UserError) as error:
            verb(job_id)
        assert error.value.problem is Problem.UNKNOWN_JOB


def test_a_deleted_job_is_out_of_sight_and_comes_back_whole(office: Office) -> None:
    home = office.home
    job = home.accept()
    home.start_worker().wait(60)
    office.desk.open()
    before = {path.name: path.read_bytes() for path in home.tracks()[0].iterdir()}
    office.desk.delete(job.job_id)
    assert job.job_id in office.desk.poll().removed
    assert not job.exists()
    assert home.tracks() == []
    assert office.desk.ledger.rows() == ()
    office.desk.undo_delete(job.job_id)
    assert office.desk.row(job.job_id).state is JobState.DONE
    assert {path.name: path.read_bytes() for path in home.tracks()[0].iterdir()} == before
    assert home.leftovers() == []


def test_deleting_a_running_job_cancels_it_first(office: Office) -> None:
    home = office.home
    job = home.accept("do: gate")
    home.start_worker()
    until(lambda: is_composing(job))
    office.desk.open()
    office.desk.delete(job.job_id)
    until(lambda: job.job_id in office.desk.poll().removed)
    assert not job.exists()
    assert home.tracks() == home.leftovers() == []


@pytest.mark.parametrize("content", [b"{", b"", bytes(4)])
def test_a_job_whose_status_is_damaged_can_be_cancelled_and_deleted(office: Office, content: bytes) -> None:
    jobs = [office.home.accept(), office.home.accept()]
    office.desk.open()
    for job in jobs:
        (job.path / "status.json").write_bytes(content)
    office.desk.cancel(jobs[0].job_id)
    office.desk.delete(jobs[1].job_id)
    for _ in range(4):
        office.desk.poll()
    assert not office.desk.is_cancelling
    assert state_of(jobs[0]) is JobState.CANCELLED
    assert not jobs[1].exists()


def test_a_full_disk_shows_every_job_as_it_is_and_rewrites_nothing(office: Office) -> None:
    home = office.home
    with small_disk(home.paths.root, 2000):
        home.paths.make()
        shutil.copytree(ENGINES / "scripted", home.paths.engines / "scripted")
        jobs = [home.accept(created_at=to_text(office.clock.now())) for _ in range(3)]
        office.desk.record()
        index = home.paths.index.read_bytes()
        lost, damaged = office.desk.queue.waiting()[:2]
        office.desk.queue.drop(lost)
        office.desk.queue.drop(damaged)
        (home.paths.job(damaged.job_id) / "request.json").write_bytes(b"{")
        ballast = fill_disk(home.paths.root)
        window = Desk(home.paths, office.clock, office.start)
        window.open()
        assert {row.job_id for row in window.ledger.rows()} == {job.job_id for job in jobs}
        assert window.row(jobs[2].job_id).state is JobState.PENDING
        assert home.paths.index.read_bytes() == index
        with pytest.raises(UserError) as error:
            window.accept(office.order())
        assert error.value.problem is Problem.DISK_FULL
        ballast.unlink()
        window.cancel(jobs[2].job_id)
        assert jobs[2].job_id in {row.job_id for row in window.poll().changed}
        assert window.row(jobs[2].job_id).state is JobState.CANCELLED


def test_a_poll_that_cannot_write_the_index_loses_no_news(office: Office) -> None:
    job = office.home.accept(created_at=to_text(office.clock.now()))
    office.desk.open()
    office.home.paths.index.unlink()
    office.home.paths.index.mkdir()
    cancel(office.home, job)
    assert [row.state for row in office.desk.poll().changed] == [JobState.CANCELLED]
    assert office.desk.queue.ended() == [job.job_id]
    office.home.paths.index.rmdir()
    office.desk.poll()
    assert office.desk.queue.ended() == []
    assert office.home.paths.index.is_file()


def test_what_finished_unseen_is_told_once_by_one(office: Office) -> None:
    home = office.home
    job = home.accept()
    home.start_worker().wait(60)
    office.desk.open()
    assert [row.job_id for row in finished_away(office.desk.ledger.rows())] == [job.job_id]
    assert office.desk.announce(job.job_id, "20200101-000000-000000-aaaaaa") == [job.job_id]
    assert office.desk.announce(job.job_id) == []
    assert finished_away(office.desk.ledger.rows()) == ()
    office.desk.close()
    again = Desk(home.paths, office.clock, office.start)
    again.open()
    assert finished_away(again.ledger.rows()) == ()


def test_what_the_user_says_of_a_track_survives_a_lost_index(office: Office) -> None:
    job = office.home.accept()
    office.home.start_worker()
    ended(job, 60)
    office.desk.open()
    office.desk.note(job.job_id, title="봄비", favourite=True, heard=True)
    office.desk.close()
    office.home.paths.index.unlink()
    again = Desk(office.home.paths, office.clock, office.start)
    again.open()
    row = again.row(job.job_id)
    assert (row.title, row.favourite, row.heard) == ("봄비", True, True)


def test_a_second_desk_reads_and_accepts_but_writes_no_index(office: Office) -> None:
    office.desk.open()
    before = office.home.paths.index.read_bytes()
    second = Desk(office.home.paths, office.clock, office.start)
    second.open()
    row = second.accept(office.order())
    second.poll()
    assert not second.ledger.is_writer
    assert office.home.paths.index.read_bytes() == before
    office.desk.poll()
    assert office.desk.row(row.job_id).state is JobState.PENDING
    assert office.home.paths.index.read_bytes() != before


def test_what_has_no_wastebasket_is_brought_back_or_gone_for_good(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is removed before the user says so."""

    def refuse(_path: object) -> None:
        raise OSError("no wastebasket here")

    monkeypatch.setattr("musicapp.core.deletion.send2trash", refuse)
    first, second = sorted(office.home.accept().job_id for _ in range(2))
    office.home.start_worker().wait(60)
    office.desk.open()
    office.desk.delete(first)
    office.desk.delete(second)
    assert office.desk.empty_deleted() == [first, second]
    assert {row.job_id for row in office.desk.bring_back_deleted()} == {first, second}
    assert len(office.home.tracks()) == 2
    office.desk.delete(first)
    office.desk.destroy_deleted()
    assert [office.desk.empty_deleted(), len(office.home.tracks()), office.home.leftovers()] == [[], 1, []]
