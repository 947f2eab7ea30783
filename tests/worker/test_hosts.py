"""Engine hosts may hang, freeze, die and chatter: only their own job suffers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from musicapp.core.job_folder import JobFolder
from musicapp.core.model import ErrorKind, JobState, ProcessId
from musicapp.core.program import program_command
from tests.conftest import ENGINES, Home, composed_by, ended, is_composing, is_running, let_go_on, state_of, until

QUICK = "do: fail=bad_request"
SILENCE_SECONDS = 3.0
"""What the scripted engine's manifest says."""


def host_of(job: JobFolder) -> ProcessId:
    host = job.status().host
    assert host is not None
    return host


def forked_by(job: JobFolder) -> int:
    until(lambda: (job.path / "forked").exists() and (job.path / "forked").read_text())
    return int((job.path / "forked").read_text())


def test_a_silent_host_is_ended_as_hung_and_the_next_job_is_made(home: Home) -> None:
    job, following = home.accept("do: hang"), home.accept(QUICK)
    home.start_worker()
    status = ended(job)
    assert status.error is not None
    assert status.error.kind is ErrorKind.HUNG
    assert status.attempt == 1
    assert not is_running(host_of(job).pid)
    ended(following)


def test_a_stopped_worker_does_not_make_its_host_hung(home: Home) -> None:
    job = home.accept("do: gate fail=bad_request")
    worker = home.start_worker()
    until(lambda: is_composing(job))
    host = host_of(job)
    for pid in (worker.pid, host.pid):
        os.kill(pid, signal.SIGSTOP)
    stopped_at = time.monotonic()
    until(lambda: time.monotonic() - stopped_at > SILENCE_SECONDS + 0.5)
    for pid in (worker.pid, host.pid):
        os.kill(pid, signal.SIGCONT)
    let_go_on(job)
    status = ended(job)
    assert status.error is not None
    assert status.error.kind is ErrorKind.BAD_REQUEST
    assert status.attempt == 1


def test_a_host_that_was_stopped_for_less_than_the_silence_goes_on(home: Home) -> None:
    job = home.accept("do: gate fail=bad_request")
    home.start_worker()
    until(lambda: is_composing(job))
    os.kill(host_of(job).pid, signal.SIGSTOP)
    stopped_at = time.monotonic()
    until(lambda: time.monotonic() - stopped_at > SILENCE_SECONDS / 2)
    os.kill(host_of(job).pid, signal.SIGCONT)
    let_go_on(job)
    status = ended(job)
    assert (status.attempt, status.error and status.error.kind) == (1, ErrorKind.BAD_REQUEST)


def test_a_host_that_dies_twice_makes_its_job_an_error_with_the_reason(home: Home) -> None:
    job, following = home.accept("do: die"), home.accept(QUICK)
    home.start_worker()
    status = ended(job)
    assert (status.state, status.attempt, status.deaths) == (JobState.ERROR, 2, 2)
    assert status.error is not None
    assert status.error.kind is ErrorKind.CRASHED
    assert "SIGKILL" in status.error.message
    assert len(composed_by(job)) == 2
    ended(following)


def test_a_host_that_dies_once_costs_one_attempt(home: Home) -> None:
    job = home.accept("do: die-once")
    home.start_worker()
    status = ended(job)
    assert (status.state, status.attempt, status.deaths) == (JobState.DONE, 2, 1)
    assert len(home.tracks()) == 1


def test_a_crash_is_noticed_although_a_grandchild_holds_the_pipes_open(home: Home) -> None:
    job = home.accept("do: fork die")
    home.start_worker()
    status = ended(job)
    assert status.error is not None
    assert status.error.kind is ErrorKind.CRASHED
    assert not is_running(forked_by(job))


def test_five_crashing_jobs_do_not_stop_the_sixth(home: Home) -> None:
    jobs = [home.accept("do: die") for _ in range(5)]
    sixth = home.accept(QUICK)
    assert home.start_worker().wait(60) == 0
    assert [job.status().deaths for job in jobs] == [2] * 5
    assert state_of(sixth) is JobState.ERROR


def test_one_host_serves_many_jobs_of_its_engine(home: Home) -> None:
    jobs = [home.accept() for _ in range(2)]
    assert home.start_worker().wait(60) == 0
    assert [state_of(job) for job in jobs] == [JobState.DONE] * 2
    assert composed_by(jobs[0]) == composed_by(jobs[1])


def test_a_host_is_not_shared_between_engines(home: Home) -> None:
    other = home.paths.engines / "other"
    other.mkdir()
    manifest = (ENGINES / "scripted" / "engine.json").read_text(encoding="utf-8")
    (other / "engine.json").write_text(manifest.replace('"scripted"', '"other"'), encoding="utf-8")
    (other / "host.py").write_bytes((ENGINES / "scripted" / "host.py").read_bytes())
    first, second = home.accept(), home.accept("do: gate fail=bad_request", engine="other")
    home.start_worker()
    until(lambda: is_composing(second))
    assert composed_by(first) != composed_by(second)
    assert not is_running(composed_by(first)[0])
    let_go_on(second)
    ended(second)


@pytest.mark.parametrize(
    ("run", "kind"),
    [
        (["/nowhere/python", "host.py"], ErrorKind.MISSING_MODEL),
        (["{python}", "-c", "raise SystemExit(3)"], ErrorKind.CRASHED),
    ],
)
def test_an_engine_that_does_not_start_is_an_error(home: Home, run: list[str], kind: ErrorKind) -> None:
    manifest = home.paths.engines / "scripted" / "engine.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text(encoding="utf-8")), "run": run}), encoding="utf-8")
    job = home.accept()
    home.start_worker()
    status = ended(job)
    assert status.error is not None
    assert status.error.kind is kind


def test_an_engine_that_is_gone_is_an_error(home: Home) -> None:
    job, following = home.accept(engine="gone"), home.accept(QUICK)
    home.start_worker()
    status = ended(job)
    assert status.error is not None
    assert status.error.kind is ErrorKind.MISSING_MODEL
    ended(following)


def test_what_an_engine_forked_is_gone_when_its_worker_was_killed(home: Home) -> None:
    job = home.accept("do: fork gate fail=bad_request")
    worker = home.start_worker()
    grandchild = forked_by(job)
    until(lambda: is_composing(job))
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    until(lambda: not is_running(host_of(job).pid))
    let_go_on(job)
    home.start_worker()
    assert ended(job).deaths == 1
    until(lambda: not is_running(grandchild))


def test_a_killed_worker_takes_its_host_along_although_it_listens_to_nothing(home: Home) -> None:
    job = home.accept("do: hang")
    worker = home.start_worker()
    until(lambda: bool(composed_by(job)))
    host = host_of(job)
    os.kill(worker.pid, signal.SIGKILL)
    until(lambda: not is_running(host.pid), 2)


@pytest.mark.parametrize("command", [["{scripted}"], program_command("--engine-host", "composer")])
def test_a_host_ends_when_its_standard_input_closes(command: list[str]) -> None:
    scripted = str(ENGINES / "scripted" / "host.py")
    command = [sys.executable, scripted] if command == ["{scripted}"] else command
    host = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert host.stdin is not None
    assert host.stdout is not None
    assert json.loads(host.stdout.readline())["message"] == "ready"
    host.stdin.close()
    assert host.wait(10) == 0


def test_a_host_inherits_no_lock(home: Home) -> None:
    job = home.accept("do: gate")
    home.start_worker()
    until(lambda: is_composing(job))
    opened = {os.path.realpath(path) for path in Path(f"/proc/{host_of(job).pid}/fd").iterdir()}
    assert not [path for path in opened if str(home.paths.root) in path]


def test_a_host_gets_a_clean_environment_and_no_shell(home: Home) -> None:
    job = home.accept("do: environment fail=bad_request")
    home.start_worker(MY_WORD="1", AWS_ACCESS_KEY="2", DISPLAY=":7", QT_PLUGIN_PATH="/x", LC_ALL="C.UTF-8")
    ended(job)
    names = set(json.loads((job.path / "environment.json").read_text(encoding="utf-8")))
    assert {"PATH", "LC_ALL", "XDG_DATA_HOME"} <= names
    assert not names & {"MY_WORD", "AWS_ACCESS_KEY", "DISPLAY", "QT_PLUGIN_PATH"}


def test_the_log_of_a_chattering_engine_is_capped(home: Home) -> None:
    job = home.accept(f"do: log={5 << 20} fail=bad_request")
    home.start_worker()
    assert ended(job).state is JobState.ERROR
    until(lambda: job.log.stat().st_size >= 1 << 20)
    assert job.log.stat().st_size == 1 << 20


def test_worker_and_host_step_back_behind_everything_else(home: Home) -> None:
    job = home.accept("do: gate")
    worker = home.start_worker()
    until(lambda: is_composing(job))
    assert [psutil.Process(pid).nice() >= 10 for pid in (worker.pid, host_of(job).pid)] == [True, True]
