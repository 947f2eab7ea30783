"""What the storms share: rounds, a printed seed, and what must be true when the dust has settled."""

from __future__ import annotations

import random
import secrets
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import soundfile

from musicapp.core.finished import holds_track
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import ErrorKind, JobState
from musicapp.core.queue import Queue
from tests.conftest import Home, state_of, until


@dataclass
class Storm:
    """Chance with a seed, and a number of rounds."""

    seed: int
    wanted_rounds: int | None

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def rounds(self, sample: int) -> range:
        """Return the rounds asked for, or the sample."""
        return range(self.wanted_rounds or sample)

    def wait(self, least: float, most: float) -> float:
        """Let a random time in s pass: the moment is what is tried."""
        seconds = self.chance.uniform(least, most)
        time.sleep(max(0.0, seconds))
        return seconds


@pytest.fixture
def storm(request: pytest.FixtureRequest) -> Storm:
    """A storm; repeat one with ``--storm-seed``, which is printed when it fails."""
    seed = request.config.getoption("--storm-seed")
    seed = secrets.randbelow(1 << 32) if seed is None else seed
    sys.stdout.write(f"--storm-seed {seed}\n")
    return Storm(seed, request.config.getoption("--storm-rounds"))


def all_jobs(home: Home) -> list[JobFolder]:
    """Return all jobs there are, oldest first."""
    return [JobFolder(path) for path in sorted(home.paths.jobs.iterdir()) if not path.name.startswith(".")]


def tracks_of(home: Home, job: JobFolder) -> list[Path]:
    """Return the finished folders of a job: one at most is right."""
    return [track for track in home.tracks() if holds_track(track, job.job_id)]


def has_no_work(job: JobFolder) -> bool:
    """True when nothing of the making of a job is left."""
    return list(job.work.glob("*")) == []


def assert_truth(home: Home, jobs: Iterable[JobFolder]) -> None:
    """Hold every ended job to its word: done has one whole track, all else has no file at all."""
    for job in jobs:
        state = state_of(job)
        assert state is not None, job.job_id
        assert state.is_ended, (job.job_id, state)
        tracks = tracks_of(home, job)
        assert len(tracks) == (state is JobState.DONE), (job.job_id, state, tracks)
        for track in tracks:
            sound, rate = soundfile.read(next(track.glob("*.flac")))
            assert len(sound) == rate
        until(partial(has_no_work, job))  # the state is written before the files go


def assert_quiet(home: Home) -> None:
    """Nothing waits, nothing runs, nothing half-made is left."""
    until(lambda: home.processes() == [])
    assert Queue(home.paths).waiting() == Queue(home.paths).held() == []
    assert home.leftovers() == []
    assert len(home.tracks()) == sum(state_of(job) is JobState.DONE for job in all_jobs(home))


def is_crashed(job: JobFolder) -> bool:
    """True for a job that failed because its process ended, and says so."""
    error = job.status().error
    return error is not None and error.kind is ErrorKind.CRASHED and bool(error.message)
