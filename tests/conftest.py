"""What the tests of all layers share: a data folder of their own, requests, real workers."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from musicapp.core.acceptance import accept, new_job_id
from musicapp.core.cancelling import begin_cancel, try_finish_cancel
from musicapp.core.clock import SystemClock, to_text
from musicapp.core.endings import Endings
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import Brief, JobState, Request, Status
from musicapp.core.paths import DataPaths
from musicapp.core.processes import start_of
from musicapp.core.program import program_command
from musicapp.core.queue import Queue
from musicapp.core.records import DamagedError

ENGINES = Path(__file__).parent / "engines_for_tests"
BRIEF = Brief(
    seconds=1.0,
    tempo=90.0,
    key="C major",
    meter="4/4",
    style="piano_solo",
    instruments=("piano",),
    without=(),
    energy="arch",
    ending="cadence",
    loop=False,
    mood=(),
    understood=(),
    unknown=(),
)


def request_at(moment: datetime, **changes: object) -> Request:
    """Return a request to the scripted engine, made at a moment, for one second of sound."""
    request = Request(
        job_id=new_job_id(moment),
        created_at=to_text(moment),
        prompt="do:",
        language="en",
        seed=7,
        engine="scripted",
        engine_kind="embedded",
        format="flac",
        output="",
        stems=False,
        brief=BRIEF,
    )
    return replace(request, **changes)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let storms be as long and as repeatable as is wanted."""
    parser.addoption("--storm-rounds", type=int, default=None, help="rounds of each storm (default: a small sample)")
    parser.addoption("--storm-seed", type=int, default=None, help="the seed a storm has printed, to see it again")


def until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait for a condition; fail when it does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.01)


@dataclass
class FixedClock:
    """A clock that stands until it is moved."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 6, 0, tzinfo=UTC))
    seconds: float = 0.0

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def monotonic(self) -> float:
        """Return the seconds it was moved by."""
        return self.seconds

    def move(self, **by: float) -> None:
        """Let time pass, e.g. hours=2."""
        self.moment += timedelta(**by)
        self.seconds += timedelta(**by).total_seconds()


@dataclass
class Home:
    """One user's data folder and output folder, with real workers in it."""

    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def paths(self) -> DataPaths:
        """The data folder, as the program finds it."""
        return DataPaths(self.folder / "data" / "musicapp")

    @property
    def output(self) -> Path:
        """Where finished tracks go."""
        return self.folder / "Music"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the program finds this home."""
        return {**os.environ, "XDG_DATA_HOME": str(self.folder / "data"), "QT_QPA_PLATFORM": "offscreen"}

    def request(self, prompt: str = "do:", **changes: object) -> Request:
        """Return a request to the scripted engine for one second of sound."""
        return request_at(datetime.now(UTC), prompt=prompt, output=str(self.output), **changes)

    def accept(self, prompt: str = "do:", **changes: object) -> JobFolder:
        """Put a job into the queue."""
        return accept(self.paths, self.request(prompt, **changes))

    def start_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker in a session of its own, as the window does."""
        worker = subprocess.Popen(
            program_command("--worker"), env={**self.environment, **environment}, start_new_session=True
        )
        self.workers.append(worker)
        return worker

    def run(self, *arguments: str, seconds: float = 120.0) -> subprocess.CompletedProcess[str]:
        """Run the command line to its end."""
        return subprocess.run(
            program_command(*arguments),
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )

    def tracks(self) -> list[Path]:
        """Return the finished tracks' folders."""
        return sorted(path for path in self.output.iterdir() if not path.name.startswith("."))

    def leftovers(self) -> list[Path]:
        """Return what a publishing left half-made."""
        return [path for path in self.output.iterdir() if path.name.startswith(".")]

    def processes(self) -> list[psutil.Process]:
        """Return all running processes of this home: workers, hosts, publishers, and what they started."""
        mark = f"XDG_DATA_HOME={self.folder / 'data'}"
        return [process for process in psutil.process_iter() if _has_mark(process, mark)]


def _has_mark(process: psutil.Process, mark: str) -> bool:
    try:
        name, _, value = mark.partition("=")
        return process.environ().get(name) == value and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def is_running(pid: int) -> bool:
    """True while a process of this number runs (a zombie does not)."""
    return start_of(pid) is not None


def composed_by(job: JobFolder) -> list[int]:
    """Return the host's pid for each time the scripted engine was asked to make the job."""
    lines = job.log.read_text(encoding="utf-8", errors="replace").splitlines() if job.log.exists() else []
    return [int(line.split()[-1]) for line in lines if line.startswith("attempt ")]


def cancel(home: Home, job: JobFolder) -> float:
    """Cancel a job as a window or command line does; return how long it took in s."""
    endings = Endings(Queue(home.paths), SystemClock())
    begun = time.monotonic()
    if begin_cancel(job) is None:
        until(lambda: try_finish_cancel(job, endings, time.monotonic() - begun) is not None)
    return time.monotonic() - begun


def let_go_on(job: JobFolder) -> None:
    """Open the gate that ``do: gate`` waits at."""
    (job.path / "go").touch()


def is_composing(job: JobFolder, attempt: int | None = None) -> bool:
    """True while the job's engine is at work (on this attempt)."""
    try:
        status = job.status()
    except (FileNotFoundError, DamagedError):
        return False
    is_at_it = status.state is JobState.PROCESSING and status.stage == "rendering"
    return is_at_it and attempt in (None, status.attempt)


def state_of(job: JobFolder) -> JobState | None:
    """Return a job's state, None while it cannot be read."""
    try:
        return job.status().state
    except (FileNotFoundError, DamagedError):
        return None


def ended(job: JobFolder, seconds: float = 30.0) -> Status:
    """Wait until a job has ended and return its status."""
    until(lambda: (state := state_of(job)) is not None and state.is_ended, seconds)
    return job.status()


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Put a disk of its own under a folder; skip the test where that is not allowed."""
    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip("only root may mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "musicapp-test", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_disk(folder: Path) -> Path:
    """Write until the disk is full; remove the returned file to free it again."""
    path = folder / "ballast"
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of its own with the scripted engine; all of its processes are gone afterwards."""
    home = Home(tmp_path)
    home.paths.make()
    home.output.mkdir()
    shutil.copytree(ENGINES / "scripted", home.paths.engines / "scripted")
    yield home
    for process in home.processes():
        process.kill()
    for worker in home.workers:
        worker.wait()


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands until it is moved."""
    return FixedClock()
