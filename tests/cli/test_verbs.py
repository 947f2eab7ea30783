"""Every verb as people and scripts use it: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState
from musicapp.core.program import program_command
from tests.conftest import Home, ended, is_composing, let_go_on, state_of, until

UNKNOWN = "20200101-000000-000000-abcdef"
FIELDS = {"jobId", "state", "progress", "resultUrl", "error", "held"}


def generate(home: Home, prompt: str, *options: str) -> list[str]:
    return ["generate", prompt, "--engine", "scripted", "--seconds", "1", "--output", str(home.output), *options]


def only_job(home: Home) -> JobFolder:
    (path,) = home.paths.jobs.iterdir()
    return JobFolder(path)


def test_generate_prints_the_id_alone_then_the_path(home: Home) -> None:
    done = home.run(*generate(home, "do:"))
    job_id, path = done.stdout.splitlines()
    assert (done.returncode, job_id, done.stderr) == (0, only_job(home).job_id, "")
    assert Path(path).is_file()
    assert Path(path).parent.parent == home.output


def test_generate_json_prints_one_object_and_all_else_on_standard_error(home: Home) -> None:
    done = home.run(*generate(home, "do:", "--json"))
    said = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(said) >= FIELDS
    assert (said["state"], said["progress"], said["error"], said["held"]) == ("done", 1.0, None, False)
    assert said["resultUrl"].startswith("file:///")
    assert done.stderr.splitlines()[0] == said["jobId"]


def test_no_wait_stops_after_the_first_line(home: Home) -> None:
    done = home.run(*generate(home, "do: gate", "--no-wait"))
    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (0, [only_job(home).job_id], "")


def test_no_wait_json_says_pending_at_once(home: Home) -> None:
    done = home.run(*generate(home, "do: gate", "--no-wait", "--json"))
    said = json.loads(done.stdout)
    assert (said["state"], said["resultUrl"], said["jobId"]) == ("pending", None, only_job(home).job_id)


def test_a_failed_job_exits_1_and_says_why_in_one_line(home: Home) -> None:
    done = home.run(*generate(home, "do: fail=out_of_memory"))
    assert (done.returncode, len(done.stdout.splitlines()), len(done.stderr.splitlines())) == (1, 1, 1)
    done = home.run(*generate(home, "do: fail=out_of_memory", "--json"))
    assert (done.returncode, json.loads(done.stdout)["error"]["kind"]) == (1, "out_of_memory")


def test_a_job_cancelled_by_others_exits_4(home: Home) -> None:
    process = subprocess.Popen(
        program_command(*generate(home, "do: gate")), env=home.environment, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout is not None
    job = JobFolder(home.paths.job(process.stdout.readline().strip()))
    until(lambda: is_composing(job))
    cancelled = home.run("cancel", job.job_id)
    assert (cancelled.returncode, job.job_id in cancelled.stdout, "cancelled" in cancelled.stdout) == (0, True, True)
    assert process.wait(10) == 4
    assert home.run("wait", job.job_id).returncode == 4


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Children hear SIGINT, although a shell that starts its tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_leaves_the_job_running_and_says_so(home: Home) -> None:
    process = subprocess.Popen(
        program_command(*generate(home, "do: gate fail=bad_request")),
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    job = JobFolder(home.paths.job(process.stdout.readline().strip()))
    until(lambda: is_composing(job))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert (process.returncode, len(said.splitlines()), job.job_id in said) == (130, 1, True)
    assert is_composing(job)
    let_go_on(job)
    ended(job)


def test_what_a_paused_queue_leaves_waiting_exits_5_and_resume_makes_it(home: Home) -> None:
    assert home.run("pause").returncode == 0
    done = home.run(*generate(home, "do: fail=bad_request"))
    assert (done.returncode, len(done.stdout.splitlines()), len(done.stderr.splitlines())) == (5, 1, 1)
    assert home.run("wait").returncode == 5
    assert state_of(only_job(home)) is JobState.PENDING
    assert home.run("resume").returncode == 0
    assert home.run("wait", only_job(home).job_id).returncode == 1
    assert home.run("wait").returncode == 0


def test_jobs_and_status_show_every_state(home: Home) -> None:
    failed, waiting = home.accept("do: fail=internal"), home.accept("do: gate", engine_kind="gpu")
    home.start_worker()
    ended(failed)
    until(lambda: is_composing(waiting))
    said = json.loads(home.run("jobs", "--json").stdout)
    assert said["schemaVersion"] == 1
    assert [(job["jobId"], job["state"]) for job in said["jobs"]] == [
        (failed.job_id, "error"),
        (waiting.job_id, "processing"),
    ]
    assert said["jobs"][0] == json.loads(home.run("status", failed.job_id, "--json").stdout)
    assert [line.split()[0] for line in home.run("jobs").stdout.splitlines()] == [failed.job_id, waiting.job_id]
    status = home.run("status", failed.job_id)
    assert (status.returncode, "as the sentence asked" in status.stdout) == (0, True)


def test_retry_makes_a_failed_job_once_more_and_refuses_a_waiting_one(home: Home) -> None:
    job = home.accept("do: fail=internal")
    home.start_worker()
    ended(job)
    assert home.run("retry", job.job_id).returncode == 0
    assert home.run("wait", job.job_id).returncode == 1
    assert job.status().attempt == 2
    waiting = home.accept("do: gate")
    refused = home.run("retry", waiting.job_id)
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (2, "", 1)


def test_delete_removes_a_track_with_its_job(home: Home) -> None:
    job = home.accept()
    home.start_worker().wait(60)
    done = home.run("delete", job.job_id)
    assert (done.returncode, job.job_id in done.stdout) == (0, True)
    assert not job.exists()
    assert home.tracks() == []
    assert json.loads(home.run("jobs", "--json").stdout)["jobs"] == []


def test_plan_makes_nothing_and_prints_what_generate_would_make(home: Home) -> None:
    said = json.loads(home.run("plan", "느린 피아노 in D minor", "--seconds", "30", "--json").stdout)
    assert (said["seconds"], said["key"]) == (30.0, "D minor")
    assert home.run("plan", "slow piano").returncode == 0
    assert list(home.paths.jobs.iterdir()) == []


@pytest.mark.parametrize("verb", ["status", "cancel", "retry", "delete", "wait"])
@pytest.mark.parametrize("job_id", [UNKNOWN, "../../x"])
def test_an_unknown_job_exits_3_and_no_file_is_touched(home: Home, verb: str, job_id: str) -> None:
    victim = home.paths.root.parent / "x"
    victim.mkdir()
    (victim / "status.json").write_text("mine", encoding="utf-8")
    done = home.run(verb, job_id)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
    assert [path.name for path in victim.iterdir()] == ["status.json"]
    assert (victim / "status.json").read_text(encoding="utf-8") == "mine"
    assert os.listdir(home.paths.jobs) == []  # noqa: PTH208


def test_version_and_help_are_for_people(home: Home) -> None:
    assert home.run("--version").stdout.startswith("musicapp ")
    for words in (["--help"], ["generate", "--help"]):
        assert home.run(*words).returncode == 0
