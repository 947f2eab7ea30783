"""A data folder with a clock that stands, and whoever works in it: the steps of worker and window, one by one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from musicapp.core.acceptance import accept
from musicapp.core.clock import to_text
from musicapp.core.endings import Endings
from musicapp.core.job_folder import JobFolder, OwnedJob
from musicapp.core.ledger import Ledger
from musicapp.core.model import ErrorKind, JobError, JobState, ProcessId, Request
from musicapp.core.paths import DataPaths
from musicapp.core.processes import identify_self
from musicapp.core.queue import Queue
from musicapp.core.resuming import ResumePolicy
from musicapp.core.sidecar import Loudness, Sidecar, TrackFiles, encode_sidecar
from tests.conftest import FixedClock, request_at

CRASHED = JobError(kind=ErrorKind.CRASHED, message="a test")
REFUSED = JobError(kind=ErrorKind.BAD_REQUEST, message="a test")
EARLIER_BOOT = ProcessId(pid=1, started="1", boot_id="an earlier boot")


@dataclass
class Room:
    """One user's data and output folder; all steps are taken in this process."""

    folder: Path
    clock: FixedClock = field(default_factory=FixedClock)
    ledgers: list[Ledger] = field(default_factory=list)

    @property
    def paths(self) -> DataPaths:
        """The data folder."""
        return DataPaths(self.folder / "data")

    @property
    def output(self) -> Path:
        """Where finished tracks go."""
        return self.folder / "Music"

    @property
    def queue(self) -> Queue:
        """The order of unfinished jobs."""
        return Queue(self.paths)

    @property
    def endings(self) -> Endings:
        """The ways out of a state."""
        return Endings(self.queue, self.clock)

    @property
    def policy(self) -> ResumePolicy:
        """What may start by itself."""
        return ResumePolicy(self.paths, self.endings, self.clock)

    def make(self) -> None:
        """Make the folders, as DataPaths.make does but without waiting for the disk."""
        paths = self.paths
        for folder in (paths.jobs, paths.held, paths.ended, paths.slots, paths.deleted, paths.logs, self.output):
            folder.mkdir(mode=0o700, parents=True)

    def request(self, prompt: str = "rain", **changes: object) -> Request:
        """Return a request made at the clock's moment."""
        return request_at(self.clock.now(), prompt=prompt, output=str(self.output), **changes)

    def accept(self, prompt: str = "rain", **changes: object) -> JobFolder:
        """Put a job into the queue; the clock moves on so that ids are in order."""
        folder = accept(self.paths, self.request(prompt, **changes))
        self.clock.move(seconds=1)
        return folder

    def ledger(self) -> Ledger:
        """Open a ledger, as a window's start does."""
        ledger = Ledger(self.paths, self.clock)
        self.ledgers.append(ledger)
        ledger.open()
        return ledger

    def begin(self, folder: JobFolder, worker: ProcessId | None = None) -> OwnedJob:
        """Claim a job and begin it, as a worker does."""
        job = own(folder)
        now = to_text(self.clock.now())
        job.move(
            JobState.PROCESSING,
            attempt=job.status.attempt + 1,
            worker=worker or identify_self(),
            started_at=now,
            heartbeat_at=now,
        )
        return job

    def abandon(self, folder: JobFolder, worker: ProcessId | None = None, **changes: Any) -> None:
        """Begin a job and die: the lock is dropped and nothing more is written."""
        with self.begin(folder, worker) as job:
            job.note(**changes)

    def place(self, job: OwnedJob, name: str = "2026-11-24 Rain") -> Path:
        """Give the finished track its final name; the status names the target first."""
        job.note(target=str(self.output / name))
        return self.lay_track(job.folder.request(), name)

    def lay_track(self, request: Request, name: str = "2026-11-24 Rain") -> Path:
        """Put a finished folder into the output folder."""
        folder = self.output / name
        folder.mkdir(parents=True)
        (folder / "Rain.flac").write_bytes(b"sound")
        (folder / "Rain.json").write_bytes(encode_sidecar(sidecar_of(request)))
        return folder

    def finish(self, folder: JobFolder, name: str = "2026-11-24 Rain") -> Path:
        """Make a waiting job from its claim to its end."""
        with self.begin(folder) as job:
            track = self.place(job, name)
            self.endings.done(job, track)
        return track

    def fail(self, folder: JobFolder) -> None:
        """Let a waiting job be refused by its engine."""
        with self.begin(folder) as job:
            self.endings.failed(job, REFUSED)

    def waiting(self) -> list[str]:
        """Return the ids of the queue in order."""
        return [place.job_id for place in self.queue.waiting()]

    def held(self) -> list[str]:
        """Return the ids that wait for a yes."""
        return [place.job_id for place in self.queue.held()]


def own(folder: JobFolder) -> OwnedJob:
    """Take a job that nobody owns."""
    job = folder.try_own()
    assert job is not None
    return job


def sidecar_of(request: Request) -> Sidecar:
    """Return the recipe of a finished track of this request."""
    return Sidecar(
        job_id=request.job_id,
        title="Rain",
        prompt=request.prompt,
        seed=request.seed,
        engine=request.engine,
        engine_version="1",
        created_at=request.created_at,
        seconds=1.0,
        tempo=90.0,
        key="C major",
        meter="4/4",
        style="piano_solo",
        sections=(),
        instruments=("piano",),
        files=TrackFiles(track="Rain.flac", midi=None, stems={}),
        sha256={},
        loudness=Loudness(lufs=-14.0, true_peak_db=-1.0),
        request=request,
        licences=("MIT",),
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content, folders with a slash."""
    return {
        str(path.relative_to(folder)) + "/" * path.is_dir(): b"" if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def names(folder: Path) -> list[str]:
    """Return the names in a folder in order, hidden ones too."""
    return sorted(os.listdir(folder))  # noqa: PTH208  (names are enough)


def in_child(action: Callable[[], object]) -> int:
    """Run something in a forked process that dies with it; return its wait status."""
    pid = os.fork()
    if pid == 0:
        try:
            action()
            os._exit(0)
        finally:
            os._exit(99)
    return os.waitpid(pid, 0)[1]


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Set the mode bits that new files do not get."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program as leader of a session of its own, and end it in any case."""
    folder = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, cwd=folder) as process:
        try:
            yield process
        finally:
            process.kill()
