"""The whole job core against a model: whatever happens in whatever order, no job is lost and no state untrue."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from musicapp.core.cancelling import begin_cancel, try_finish_cancel
from musicapp.core.deletion import Deletion
from musicapp.core.index import Index
from musicapp.core.job_folder import JobFolder, OwnedJob
from musicapp.core.ledger import Ledger
from musicapp.core.model import JobState, Request
from musicapp.core.problems import UserError
from musicapp.core.records import DamagedError, read_record
from musicapp.core.retrying import retry
from musicapp.core.transitions import ALLOWED
from tests.core.conftest import MEMORY
from tests.core.room import CRASHED, EARLIER_BOOT, REFUSED, Room, own

PENDING, PROCESSING, DONE = JobState.PENDING, JobState.PROCESSING, JobState.DONE
ERROR, CANCELLED = JobState.ERROR, JobState.CANCELLED


@dataclass
class Expected:
    """What the model says of one job.

    is_damaged says that its status cannot be read and nobody has made it anew yet,
    polls_damaged how often somebody looked since.
    """

    request: Request
    state: JobState = PENDING
    attempts: int = 0
    deaths: int = 0
    is_held: bool = False
    is_published: bool = False
    has_mark: bool = False
    is_damaged: bool = False
    polls_damaged: int = 0
    is_deleted: bool = False
    was_earlier_boot: bool = False
    owner: OwnedJob | None = None

    @property
    def is_readable(self) -> bool:
        """True when it is there and its status can be read."""
        return not self.is_damaged and not self.is_deleted

    @property
    def is_orphan(self) -> bool:
        """True when its worker died and nobody has settled it."""
        return self.state is PROCESSING and self.owner is None

    def become(self, state: JobState) -> None:
        """Move along the table."""
        assert state in ALLOWED[self.state], f"{self.state} > {state}"
        self.state = state
        if state.is_ended:
            self.is_held = False

    def settle(self) -> None:
        """Do what whoever finds the lock free must do."""
        if self.is_orphan:
            self._settle_orphan()
        elif self.state is PENDING and self.has_mark:
            self.become(CANCELLED)

    def _settle_orphan(self) -> None:
        if self.is_published:
            self.become(DONE)
        elif self.has_mark:
            self.become(CANCELLED)
        elif self.was_earlier_boot:
            self.become(PENDING)
        else:
            self.die()

    def die(self) -> None:
        """Count a death in the present boot."""
        self.deaths += 1
        self.become(PENDING if self.deaths < 2 else ERROR)

    def make_anew(self) -> None:
        """Do what the making of a status from lock and files must do."""
        self.is_damaged = False
        self.attempts = self.deaths = 0
        self.was_earlier_boot = False
        self.state = PROCESSING if self.is_published else PENDING
        self.settle()


class JobCore(RuleBasedStateMachine):
    """Windows, workers and users at one data folder, each step on its own."""

    jobs = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="room-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
        self.room = Room(Path(self.folder))
        self.room.make()
        self.model: dict[str, Expected] = {}
        self.is_paused = False
        self.tracks = 0

    @initialize()
    def start(self) -> None:
        """A window opens."""
        self.ledger: Ledger = self.room.ledger()

    def job(self, job_id: str) -> tuple[JobFolder, Expected]:
        """Return a job and what the model says of it."""
        return JobFolder(self.room.paths.job(job_id)), self.model[job_id]

    def state_on_disk(self, job_id: str) -> JobState | None:
        """Return what a job's status says, None where it cannot be read."""
        try:
            return self.job(job_id)[0].status().state
        except (FileNotFoundError, DamagedError):
            return None

    def may_be_lost(self, job_id: str) -> bool:
        """True for a job whose entry would be missed: at a start only names are compared with the index."""
        row = self.ledger.row(job_id)
        return (row is None or row.is_unfinished) and not self.model[job_id].is_damaged

    def of_nobody(self) -> list[tuple[str, Expected]]:
        """Return the readable jobs whose lock is free."""
        return [(name, job) for name, job in self.model.items() if job.owner is None and job.is_readable]

    @rule(target=jobs, prompt=st.sampled_from(["rain", '봄비 "내린다": 1/2?']))
    def accept(self, prompt: str) -> str:
        folder = self.room.accept(prompt)
        self.model[folder.job_id] = Expected(request=folder.request())
        return folder.job_id

    @rule(job_id=jobs, is_earlier_boot=st.booleans())
    def claim(self, job_id: str, is_earlier_boot: bool) -> None:
        folder, expected = self.job(job_id)
        if not expected.is_readable:
            return
        if expected.owner is not None:
            assert folder.try_own() is None
            return
        with own(folder) as job:
            self.room.endings.settle(job)
            expected.settle()
        if expected.state is PENDING and not expected.is_held:
            expected.owner = self.room.begin(folder, EARLIER_BOOT if is_earlier_boot else None)
            expected.was_earlier_boot = is_earlier_boot
            expected.attempts += 1
            expected.become(PROCESSING)

    @rule(job_id=jobs)
    def publish(self, job_id: str) -> None:
        """Its worker gives the track its final name."""
        _, expected = self.job(job_id)
        if expected.owner is not None and not expected.is_published:
            self.tracks += 1
            self.room.place(expected.owner, f"2026-11-24 Rain ({self.tracks})")
            expected.is_published = True
            expected.is_damaged = False  # its owner has written its status

    @rule(job_id=jobs, end=st.sampled_from(["done", "failed", "put back", "host died", "cancelled"]))
    def end(self, job_id: str, end: str) -> None:
        """Its worker comes to an end with it; once the track has its name there is only one."""
        folder, expected = self.job(job_id)
        job, endings = expected.owner, self.room.endings
        if job is None or (end == "done") != expected.is_published or (end == "cancelled" and not expected.has_mark):
            return
        if end == "done":
            endings.done(job, next(path for path in self.room.output.iterdir() if _is_of(path, job_id)))
            assert not folder.has_cancel_mark()
            expected.become(DONE)
        elif end == "failed":
            endings.failed(job, REFUSED)
            expected.become(ERROR)
        elif end == "put back":
            endings.put_back(job)
            expected.become(PENDING)
        elif end == "host died":
            endings.died(job, CRASHED)
            expected.die()
        else:
            endings.cancelled(job)
            expected.become(CANCELLED)
        expected.is_damaged = False
        self.die(job_id)

    @rule(job_id=jobs)
    def die(self, job_id: str) -> None:
        """Its worker's lock is dropped and nothing more is written."""
        _, expected = self.job(job_id)
        if expected.owner is not None:
            expected.owner.release()
            expected.owner = None

    @rule(job_id=jobs)
    def cancel(self, job_id: str) -> None:
        folder, expected = self.job(job_id)
        if not expected.is_readable:
            return
        ended = begin_cancel(folder)
        assert (ended is not None) == expected.state.is_ended
        if ended is not None:
            assert ended.state is expected.state
            return
        expected.has_mark = True
        status = try_finish_cancel(folder, self.room.endings, 0.0)
        assert (status is None) == (expected.owner is not None)
        if status is not None:
            expected.settle()
            assert status.state is expected.state
            assert expected.state in (CANCELLED, DONE)

    @rule(job_id=jobs)
    def try_again(self, job_id: str) -> None:
        folder, expected = self.job(job_id)
        if not expected.is_readable:
            return
        try:
            retry(folder, self.room.queue, self.room.clock)
        except UserError:
            assert expected.owner is not None or expected.state in (PENDING, PROCESSING, DONE)
        else:
            expected.become(PENDING)
            expected.deaths = 0
            expected.has_mark = False

    @rule(hours=st.sampled_from([0, 2]))
    def hold_old_work(self, hours: int) -> None:
        """Some process starts, at once or two hours later."""
        self.room.clock.move(hours=hours)
        held = self.room.policy.hold_old_work()
        for job_id, expected in self.of_nobody():
            if self.state_on_disk(job_id) is not expected.state:
                expected.settle()
            expected.is_held |= job_id in held
            is_old = hours > 0 and not self.is_paused and not expected.state.is_ended
            assert expected.is_held or not is_old
        assert not (held and self.is_paused)

    @rule()
    def go_on(self) -> None:
        held = self.room.policy.go_on()
        assert set(held) == {job_id for job_id, expected in self.model.items() if expected.is_held}
        for expected in self.model.values():
            expected.is_held = False

    @rule(is_paused=st.booleans())
    def pause(self, is_paused: bool) -> None:
        (self.room.queue.pause if is_paused else self.room.queue.unpause)()
        self.is_paused = is_paused

    @rule(job_id=jobs)
    def delete(self, job_id: str) -> None:
        folder, expected = self.job(job_id)
        if not expected.is_readable:
            return
        try:
            Deletion(self.room.paths).delete(job_id)
        except UserError:
            assert expected.owner is not None or not expected.state.is_ended
        else:
            assert expected.state.is_ended
            self.room.queue.forget_ended(job_id)
            self.ledger.remove(job_id)
            expected.is_deleted = True
            assert not folder.exists()

    @rule(job_id=jobs)
    def undo_delete(self, job_id: str) -> None:
        _, expected = self.job(job_id)
        if expected.is_deleted:
            Deletion(self.room.paths).undo(job_id)
            self.ledger.find_again(job_id)
            expected.is_deleted = False

    @rule(job_id=jobs, content=st.sampled_from([b"", b"\0" * 99, b"{"]))
    def damage_status(self, job_id: str, content: bytes) -> None:
        """A disk forgets; only unfinished jobs are ever looked at again."""
        folder, expected = self.job(job_id)
        if not expected.is_deleted and not expected.state.is_ended:
            (folder.path / "status.json").write_bytes(content)
            expected.is_damaged = True
            expected.polls_damaged = 0

    @rule()
    def poll(self) -> None:
        """The window looks once."""
        self.ledger.poll()
        for _, expected in self.of_nobody():
            expected.settle()
        for job_id, expected in self.model.items():
            if expected.is_damaged:
                expected.polls_damaged += 1
                if expected.owner is None and self.state_on_disk(job_id) is not None:
                    expected.make_anew()
                else:
                    assert expected.owner is not None or expected.polls_damaged == 1

    @rule(is_index_lost=st.booleans(), is_entry_lost=st.booleans())
    def restart(self, is_index_lost: bool, is_entry_lost: bool) -> None:
        """The window closes and opens again; meanwhile the index or an entry went missing."""
        self.ledger.close()
        if is_index_lost:
            self.room.paths.index.unlink(missing_ok=True)
        lost = [place for place in self.room.queue.waiting() if self.may_be_lost(place.job_id)]
        if is_entry_lost and lost:
            self.room.queue.drop(lost[0])
        for expected in self.model.values():
            expected.polls_damaged = 0
        self.ledger = self.room.ledger()
        self.poll()

    @invariant()
    def no_job_is_lost_and_each_is_where_its_state_says(self) -> None:
        waiting, held = self.room.waiting(), self.room.held()
        assert len(waiting) == len(set(waiting))
        assert len(held) == len(set(held))
        for job_id, expected in self.model.items():
            places = (job_id in waiting) + (job_id in held)
            if expected.is_deleted:
                assert places == 0
                assert (self.room.paths.deleted / job_id / "request.json").exists()
                continue
            folder = JobFolder(self.room.paths.job(job_id))
            assert folder.request() == expected.request
            if not expected.state.is_ended:
                assert places == 1
                assert (job_id in held) == expected.is_held
            else:
                assert places == 0
                row = self.ledger.row(job_id)
                assert job_id in self.room.queue.ended() or (row is not None and not row.is_unfinished)

    @invariant()
    def states_attempts_and_deaths_are_true(self) -> None:
        for job_id, expected in self.model.items():
            if not expected.is_deleted and not expected.is_damaged:
                status = JobFolder(self.room.paths.job(job_id)).status()
                found = (status.state, status.attempt, status.deaths)
                assert found == (expected.state, expected.attempts, expected.deaths)
                assert (status.error is not None) == (status.state is ERROR)
                assert (status.result is not None) == (status.state is DONE)

    @invariant()
    def nothing_is_published_twice(self) -> None:
        for job_id, expected in self.model.items():
            tracks = [path for path in self.room.output.iterdir() if _is_of(path, job_id)]
            assert len(tracks) == expected.is_published

    def teardown(self) -> None:
        """All workers die, and a window opens: each job is shown in its state, and the index holds it."""
        try:
            for job_id in self.model:
                self.die(job_id)
            self.restart(is_index_lost=False, is_entry_lost=False)
            for _ in range(2):  # one makes a damaged status anew, one records what it ended in
                self.poll()
            states = {job_id: job.state for job_id, job in self.model.items() if not job.is_deleted}
            assert {row.job_id: row.state for row in self.ledger.rows()} == states
            assert {row.job_id: row.state for row in read_record(self.room.paths.index, Index).jobs} == states
            assert self.room.queue.ended() == []
        finally:
            self.ledger.close()
            shutil.rmtree(self.folder)


def _is_of(track: Path, job_id: str) -> bool:
    sidecar = track / "Rain.json"
    return sidecar.exists() and job_id.encode() in sidecar.read_bytes()


TestJobCore = JobCore.TestCase
TestJobCore.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)
