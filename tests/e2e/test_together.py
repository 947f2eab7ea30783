"""Many processes at the same jobs: command lines, windows and workers do each job once, and one writes the index."""

from __future__ import annotations

import json
import subprocess
import time

import pytest

from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState
from musicapp.core.program import program_command
from musicapp.core.settings import Settings, save_settings
from tests.conftest import Home, composed_by, is_composing, is_running, let_go_on, state_of, until
from tests.e2e.conftest import all_jobs, assert_quiet, assert_truth
from tests.e2e.windows import Window

PROMISED_SECONDS = 2.0


def generate(home: Home, prompt: str, *options: str) -> subprocess.Popen[str]:
    """Start ``musicapp generate`` with the scripted engine."""
    asked = ["generate", prompt, "--engine", "scripted", "--seconds", "1", "--output", str(home.output), *options]
    return subprocess.Popen(
        program_command(*asked), env=home.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def test_five_jobs_given_by_the_command_line_become_five_tracks_with_nobody_watching(home: Home) -> None:
    ids = []
    for _ in range(5):
        process = generate(home, "do: slow=0.1", "--no-wait")
        ids.append(process.communicate(timeout=30)[0].strip())
        assert process.returncode == 0
    until(lambda: all(state_of(job) is JobState.DONE for job in all_jobs(home)), 90)
    assert [job.job_id for job in all_jobs(home)] == ids
    assert_truth(home, all_jobs(home))
    assert_quiet(home)


def test_a_cancel_takes_one_running_and_one_waiting_job_and_leaves_their_neighbours(home: Home) -> None:
    jobs = [home.accept(f"do: fork gate slow=0.{number}") for number in range(4)]
    running, waiting, *neighbours = jobs
    home.start_worker()
    until(lambda: is_composing(running) and (running.path / "forked").exists())
    for job in neighbours:
        let_go_on(job)
    (host,) = composed_by(running)
    grandchild = int((running.path / "forked").read_text())
    for job in (waiting, running):
        assert _seconds_to_cancel(home, job) < PROMISED_SECONDS
    assert not is_running(host)
    assert not is_running(grandchild)
    until(lambda: all(state_of(job) is JobState.DONE for job in neighbours), 60)
    assert [job.status().attempt for job in neighbours] == [1, 1]
    assert_truth(home, jobs)
    assert_quiet(home)


def _seconds_to_cancel(home: Home, job: JobFolder) -> float:
    """Cancel by the command line; return the time from the mark to the state."""
    process = subprocess.Popen(program_command("cancel", job.job_id), env=home.environment, stdout=subprocess.PIPE)
    until(lambda: job.has_cancel_mark() or state_of(job) is JobState.CANCELLED)
    begun = time.monotonic()
    until(lambda: state_of(job) is JobState.CANCELLED)
    taken = time.monotonic() - begun
    assert process.wait(20) == 0
    return taken


@pytest.mark.storm
def test_eight_command_lines_and_two_windows_make_each_job_once(home: Home) -> None:
    save_settings(home.paths.settings, Settings(slots=2))
    windows = [Window(home, "do: fail=bad_request", "do: fail=bad_request") for _ in range(2)]
    commands = [generate(home, "do: slow=0.1") for _ in range(8)]
    outputs = [command.communicate(timeout=150)[0].splitlines() for command in commands]
    until(lambda: all(len(window.accepted()) == 2 for window in windows))
    until(lambda: all((state := state_of(job)) and state.is_ended for job in all_jobs(home)), 60)
    jobs = all_jobs(home)
    assert [command.returncode for command in commands] == [0] * 8
    assert {lines[0] for lines in outputs} | {id_ for window in windows for id_ in window.accepted()} == {
        job.job_id for job in jobs
    }
    assert len(jobs) == 12
    assert [len(composed_by(job)) for job in jobs] == [1] * 12
    writers = [event["isWriter"] for window in windows for event in window.told("opened")]
    assert writers.count(True) <= 1
    for window in windows:
        window.quit()
    home.run("jobs")
    rows = json.loads(home.paths.index.read_bytes())["jobs"]
    assert {row["jobId"]: row["state"] for row in rows} == {job.job_id: state_of(job) for job in jobs}
    assert_truth(home, jobs)
    assert_quiet(home)
