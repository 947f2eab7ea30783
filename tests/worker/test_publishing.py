"""A track is published once and whole; where it cannot be, what was composed is kept for a retry."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import soundfile
from msgspec.structs import replace

from musicapp.core.clock import SystemClock, from_text
from musicapp.core.durable import write_file
from musicapp.core.finished import holds_track
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import ErrorKind, JobState, ProcessId
from musicapp.core.processes import boot_id
from musicapp.core.queue import Queue
from musicapp.core.records import encode
from musicapp.core.retrying import retry
from tests.conftest import (
    Home,
    cancel,
    composed_by,
    ended,
    fill_disk,
    is_composing,
    let_go_on,
    small_disk,
    state_of,
    until,
)


@contextlib.contextmanager
def removed(output: Path) -> Iterator[None]:
    """An unplugged disk."""
    output.rmdir()
    yield
    output.mkdir()


@contextlib.contextmanager
def replaced_by_a_file(output: Path) -> Iterator[None]:
    """Something else under the folder's name."""
    output.rmdir()
    output.write_text("mine", encoding="utf-8")
    yield
    assert output.read_text(encoding="utf-8") == "mine"
    output.unlink()
    output.mkdir()


@contextlib.contextmanager
def full(output: Path) -> Iterator[None]:
    """A disk without room."""
    with small_disk(output, 64):
        fill_disk(output)
        yield
        assert [path.name for path in output.iterdir()] == ["ballast"]


@contextlib.contextmanager
def read_only(output: Path) -> Iterator[None]:
    """A folder that takes nothing."""
    with small_disk(output, 64):
        subprocess.run(["mount", "-o", "remount,ro", str(output)], check=True)
        yield


Trouble = Callable[[Path], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (removed, ErrorKind.OUTPUT_FOLDER),
        (replaced_by_a_file, ErrorKind.OUTPUT_FOLDER),
        (read_only, ErrorKind.OUTPUT_FOLDER),
        (full, ErrorKind.NO_SPACE),
    ],
)
def test_an_output_folder_that_takes_nothing_costs_no_work(home: Home, trouble: Trouble, kind: ErrorKind) -> None:
    job = home.accept()
    with trouble(home.output):
        home.start_worker().wait(30)
        status = job.status()
        assert (status.state, status.error and status.error.kind) == (JobState.ERROR, kind)
        assert str(home.output) in (status.error.message if status.error else "")
    retry(job, Queue(home.paths), SystemClock())
    home.start_worker().wait(30)
    assert state_of(job) is JobState.DONE
    assert len(composed_by(job)) == 1, "it was composed again"
    assert_one_whole_track(home, job)
    assert list(job.work.iterdir()) == []


def assert_one_whole_track(home: Home, job: JobFolder) -> None:
    (track,) = home.tracks()
    assert holds_track(track, job.job_id)
    sound, rate = soundfile.read(next(track.glob("*.flac")))
    assert len(sound) == rate
    assert home.leftovers() == []


def crashed_after_publishing(home: Home) -> JobFolder:
    """Return a job whose worker died between the folder's final name and ``done``."""
    job = home.accept()
    home.start_worker().wait(30)
    status = job.status()
    gone = ProcessId(pid=1 << 22, started="1", boot_id=boot_id())
    crashed = replace(status, state=JobState.PROCESSING, stage="publishing", result=None, ended_at=None)
    write_file(job.path / "status.json", encode(replace(crashed, worker=gone, host=gone)))
    Queue(home.paths).forget_ended(job.job_id)
    Queue(home.paths).add(job.request())
    return job


def test_a_crash_between_the_name_and_done_gives_no_second_folder(home: Home) -> None:
    job = crashed_after_publishing(home)
    home.start_worker().wait(30)
    status = job.status()
    assert (status.state, status.attempt, status.deaths) == (JobState.DONE, 1, 0)
    assert len(composed_by(job)) == 1
    assert_one_whole_track(home, job)


def test_it_is_found_although_the_user_has_renamed_the_folder_meanwhile(home: Home) -> None:
    job = crashed_after_publishing(home)
    home.tracks()[0].rename(home.output / "My song")
    home.start_worker().wait(30)
    result = job.status().result
    assert result is not None
    assert Path(result.folder).name == "My song"
    assert_one_whole_track(home, job)


def test_a_cancel_after_the_final_name_comes_too_late(home: Home) -> None:
    job = crashed_after_publishing(home)
    cancel(home, job)
    assert state_of(job) is JobState.DONE
    assert not job.has_cancel_mark()
    assert_one_whole_track(home, job)


def test_a_crash_while_copying_leaves_nothing_half(home: Home) -> None:
    job = home.accept()
    with removed(home.output):
        home.start_worker().wait(30)
    status = job.status()
    staging = home.output / f".musicapp-{job.job_id}"
    staging.mkdir()
    (staging / "Scripted.flac").write_bytes(b"half")
    gone = ProcessId(pid=1 << 22, started="1", boot_id=boot_id())
    target = str(home.output / "2026-11-24 Scripted")
    crashed = replace(status, state=JobState.PROCESSING, error=None, ended_at=None, target=target, worker=gone)
    write_file(job.path / "status.json", encode(crashed))
    Queue(home.paths).forget_ended(job.job_id)
    Queue(home.paths).add(job.request())
    home.start_worker().wait(30)
    assert (job.status().state, job.status().deaths) == (JobState.DONE, 1)
    assert len(composed_by(job)) == 1
    assert_one_whole_track(home, job)


def test_namesakes_get_folders_of_their_own_and_never_replace_anything(home: Home) -> None:
    jobs = [home.accept(), home.accept()]
    home.start_worker().wait(60)
    results = [job.status().result for job in jobs]
    names = [Path(result.folder).name for result in results if result]
    assert len(names) == 2
    assert names[1] == f"{names[0]} (2)"
    assert [holds_track(home.output / name, job.job_id) for name, job in zip(names, jobs, strict=True)] == [True, True]


def test_a_file_of_the_users_own_under_the_name_stays(home: Home) -> None:
    job = home.accept("do: gate")
    day = from_text(job.request().created_at).astimezone().date().isoformat()
    home.start_worker()
    until(lambda: is_composing(job))
    for name in (f"{day} Scripted", f"{day} Scripted (2)"):
        (home.output / name).write_text("mine", encoding="utf-8")
    (home.output / f"{day} Scripted (3)").mkdir()
    let_go_on(job)
    result = ended(job).result
    assert result is not None
    assert Path(result.folder).name.endswith("Scripted (4)")
    assert (home.output / f"{day} Scripted").read_text(encoding="utf-8") == "mine"


def test_strange_titles_give_safe_names_inside_the_output_folder(home: Home) -> None:
    titles = ["../../escape", "봄비_“내린다”:_1/2?", "x" * 400]
    jobs = [home.accept(f"do: title={title}") for title in titles]
    home.start_worker().wait(60)
    assert [state_of(job) for job in jobs] == [JobState.DONE] * 3
    assert len(home.tracks()) == 3
    assert not list(home.folder.rglob("escape*"))


def test_the_output_folder_may_be_another_disk(home: Home) -> None:
    with small_disk(home.output, 4000):
        job = home.accept()
        home.start_worker().wait(30)
        assert state_of(job) is JobState.DONE
        assert_one_whole_track(home, job)


def test_a_finished_track_has_the_users_own_mode(home: Home) -> None:
    old = os.umask(0o022)
    try:
        home.accept()
        home.start_worker().wait(30)
    finally:
        os.umask(old)
    (track,) = home.tracks()
    assert {path.stat().st_mode & 0o777 for path in track.iterdir()} == {0o644}
    assert track.stat().st_mode & 0o777 == 0o755


def test_a_finished_track_that_is_moved_away_is_not_made_again(home: Home) -> None:
    job = home.accept()
    home.start_worker().wait(30)
    shutil.rmtree(home.tracks()[0])
    home.start_worker().wait(10)
    assert state_of(job) is JobState.DONE
    assert home.tracks() == []
