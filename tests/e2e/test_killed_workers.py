"""Workers are killed at random moments: a job is tried once more, then fails with the reason; nothing is left behind.

The full storm: ``sh packaging/dev test tests/e2e/test_killed_workers.py --storm-rounds 50``
"""

from __future__ import annotations

import os
import signal
import subprocess
from functools import partial

import pytest

from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState
from tests.conftest import Home, is_running, state_of, until
from tests.e2e.conftest import Storm, assert_quiet, assert_truth, is_crashed, tracks_of

pytestmark = pytest.mark.storm
LIFE_SECONDS = 3.0
"""About how long a worker takes for one job, from its start to the published track."""


def kill(worker: subprocess.Popen[bytes]) -> None:
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()


def is_gone(pid: int) -> bool:
    return not is_running(pid)


def has_died_with(home: Home, job: JobFolder) -> bool:
    """True when the job's worker died while it was at it and its track is not published."""
    return state_of(job) is JobState.PROCESSING and tracks_of(home, job) == []


@pytest.mark.timeout(1800)
def test_every_job_survives_one_death_and_says_why_it_ends_at_the_second(home: Home, storm: Storm) -> None:
    died_once = died_twice = 0
    for number in storm.rounds(5):
        job = home.accept(f"do: slow={storm.chance.uniform(0, 0.5):.2f}")
        deaths = 0
        for _ in range(storm.chance.choice([1, 1, 2])):
            worker = home.start_worker()
            storm.wait(0.1, LIFE_SECONDS)
            kill(worker)
            deaths += has_died_with(home, job)
            host = job.status().host
            if host is not None:
                until(partial(is_gone, host.pid), 3)
        home.start_worker().wait(60)
        status = job.status()
        assert status.deaths == deaths, f"round {number}"
        assert status.state is (JobState.ERROR if deaths == 2 else JobState.DONE), f"round {number}"
        assert is_crashed(job) == (deaths == 2)
        assert_truth(home, [job])
        died_once += deaths == 1
        died_twice += deaths == 2
    assert_quiet(home)
    print(f"{died_once} jobs lost a worker and were made, {died_twice} lost two and say so")  # noqa: T201
