"""Files that are damaged, removed or too new under a worker hurt their own job at most."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from musicapp.core.job_folder import JobFolder
from musicapp.core.model import ErrorKind, JobState
from musicapp.core.queue import Queue
from tests.conftest import Home, composed_by, ended, fill_disk, is_composing, is_running, let_go_on, small_disk, until

QUICK = "do: fail=bad_request"
Damage = Callable[[Path], None]


def test_a_job_whose_folder_is_removed_ends_and_the_next_is_made(home: Home) -> None:
    job, following = home.accept("do: gate"), home.accept(QUICK)
    worker = home.start_worker()
    until(lambda: is_composing(job))
    (host,) = composed_by(job)
    job.path.rename(home.folder / "taken-away")
    assert ended(following).state is JobState.ERROR
    assert worker.wait(10) == 0
    assert not is_running(host)
    assert Queue(home.paths).waiting() == []
    assert not job.exists()


@pytest.mark.parametrize("is_killed", [True, False])
def test_a_job_that_fails_while_its_folder_is_removed_stops_nobody(home: Home, is_killed: bool) -> None:
    job, following = home.accept("do: gate fail=internal"), home.accept(QUICK)
    worker = home.start_worker()
    until(lambda: is_composing(job))
    (host,) = composed_by(job)
    os.kill(worker.pid, signal.SIGSTOP)
    if is_killed:
        os.kill(host, signal.SIGKILL)
        until(lambda: not is_running(host))
    else:
        let_go_on(job)
        until(lambda: _waits_for_input(host))
    shutil.rmtree(job.path)
    os.kill(worker.pid, signal.SIGCONT)
    assert ended(following).state is JobState.ERROR
    assert worker.wait(10) == 0


def _waits_for_input(pid: int) -> bool:
    """True while a process sleeps in a read of its standard input."""
    return Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").split()[1:2] == ["0x0"]


def test_a_removed_work_folder_fails_its_job_alone(home: Home) -> None:
    job, following = home.accept("do: gate"), home.accept(QUICK)
    home.start_worker()
    until(lambda: is_composing(job))
    shutil.rmtree(job.work)
    let_go_on(job)
    status = ended(job)
    assert status.state is JobState.DONE or status.error is not None
    ended(following)


def damage_nothing(path: Path) -> None:
    path.unlink()


def damage_halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_zeros(path: Path) -> None:
    path.write_bytes(bytes(200))


def damage_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def damage_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def damage_newer(path: Path) -> None:
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "schemaVersion": 99}), encoding="utf-8")


DAMAGES = [damage_nothing, damage_halved, damage_zeros, damage_link, damage_pipe, damage_newer]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_request_that_cannot_be_read_fails_its_job_alone(home: Home, damage: Damage) -> None:
    job, following = home.accept(), home.accept(QUICK)
    damage(job.path / "request.json")
    assert home.start_worker().wait(20) == 0
    status = job.status()
    assert (status.state, status.error and status.error.kind) == (JobState.ERROR, ErrorKind.BAD_REQUEST)
    assert ended(following).state is JobState.ERROR
    assert os.path.lexists(job.path / "request.json") == (damage is not damage_nothing)


@pytest.mark.parametrize("damage", [damage_nothing, damage_halved, damage_zeros, damage_link, damage_pipe])
def test_a_status_that_cannot_be_read_is_made_anew(home: Home, damage: Damage) -> None:
    job, following = home.accept(QUICK), home.accept(QUICK)
    damage(job.path / "status.json")
    home.start_worker().wait(20)
    home.start_worker().wait(20)
    assert ended(job).error is not None
    assert ended(following).error is not None


def test_a_status_of_a_newer_version_is_left_alone(home: Home) -> None:
    job, following = home.accept(QUICK), home.accept(QUICK)
    damage_newer(job.path / "status.json")
    before = (job.path / "status.json").read_bytes()
    assert home.start_worker().wait(20) == 0
    assert (job.path / "status.json").read_bytes() == before
    ended(following)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_queue_entry_that_cannot_be_read_stops_nobody(home: Home, damage: Damage) -> None:
    home.accept(QUICK)
    following = home.accept(QUICK)
    damage(Queue(home.paths).waiting()[0].path)
    assert home.start_worker().wait(20) == 0
    ended(following)


def test_a_full_data_disk_fails_the_job_in_words_and_a_retry_works_after_space_is_freed(home: Home) -> None:
    with small_disk(home.paths.jobs, 3000):
        job, following = home.accept("do: fill"), home.accept(QUICK)
        assert home.start_worker().wait(20) == 0
        status = job.status()
        assert (status.state, status.error and status.error.kind) == (JobState.ERROR, ErrorKind.NO_SPACE)
        assert list(job.work.iterdir()) == []
        assert following.status().state is JobState.ERROR


def test_a_disk_that_was_filled_by_others_loses_no_job(home: Home) -> None:
    with small_disk(home.paths.jobs, 3000):
        job = home.accept("do: gate fail=bad_request")
        worker = home.start_worker()
        until(lambda: is_composing(job))
        ballast = fill_disk(home.paths.jobs)
        let_go_on(job)
        worker.wait(20)
        ballast.unlink()
        home.start_worker().wait(20)
        assert ended(job).error is not None


def test_a_disk_that_takes_nothing_at_all_leaves_every_job_waiting(home: Home) -> None:
    with small_disk(home.paths.jobs, 3000):
        jobs = [home.accept(QUICK), home.accept(QUICK)]
        ballast = fill_disk(home.paths.jobs)
        assert home.start_worker().wait(20) == 0
        assert [job.status().state for job in jobs] == [JobState.PENDING] * 2
        ballast.unlink()
        assert home.start_worker().wait(20) == 0
        assert [job.status().attempt for job in jobs] == [1, 1]
        assert [job.status().state for job in jobs] == [JobState.ERROR] * 2


def test_everything_in_the_data_folder_is_the_users_alone(home: Home) -> None:
    job = home.accept()
    old = os.umask(0)
    try:
        assert home.start_worker().wait(30) == 0
    finally:
        os.umask(old)
    assert job.status().state is JobState.DONE
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in _everything(home.paths.root)}
    open_to_others = {path for path, mode in modes.items() if mode & 0o077}
    assert {path for path in open_to_others if not path.is_relative_to(home.paths.engines)} == set()


def _everything(root: Path) -> list[Path]:
    return [root, *root.rglob("*")]


def test_a_job_folder_is_found_by_names_that_are_ids_alone(home: Home) -> None:
    (home.paths.queue / "00000000000000001.../../x.json").parent.mkdir(parents=True, exist_ok=True)
    (home.paths.queue / "not-an-entry.json").write_text("{}")
    job = home.accept(QUICK)
    assert home.start_worker().wait(20) == 0
    assert ended(job).error is not None
    assert JobFolder(home.paths.jobs / "x").exists() is False
