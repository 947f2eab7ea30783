"""``musicapp export``: a finished track in another format, whole or not at all, and never over anything."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import mutagen
import numpy as np
import pytest
import soundfile

from musicapp.core.program import program_command
from musicapp.core.sidecar import Recipe, Sidecar, find_sidecar, read_sidecar
from tests.conftest import Home, small_disk, until

FORMATS = ["flac", "wav", "mp3", "ogg", "opus"]
UNKNOWN = "20200101-000000-000000-abcdef"
PROMPT = "느린 봄비 do: title=봄비_{}%2F"


class Made:
    """A finished track in a home of its own."""

    def __init__(self, home: Home, form: str = "flac") -> None:
        done = home.run(
            *("generate", PROMPT, "--engine", "scripted", "--seconds", "2", "--format", form),
            *("--output", str(home.output)),
        )
        assert done.returncode == 0, done.stderr
        self.home = home
        self.job_id, path = done.stdout.splitlines()
        self.track = Path(path)
        self.folder = self.track.parent

    @property
    def sidecar(self) -> Sidecar:
        path = find_sidecar(self.folder)
        assert path is not None
        return read_sidecar(path)

    def export(self, *options: str) -> subprocess.CompletedProcess[str]:
        return self.home.run("export", self.job_id, *options)

    def make_long(self, seconds: float) -> None:
        """Put another piece of this length in the track's place."""
        noise = np.random.default_rng(1).uniform(-0.3, 0.3, (round(seconds * 48_000), 2))
        soundfile.write(self.track, noise, 48_000, "PCM_24")


@pytest.fixture
def made(home: Home) -> Made:
    """A finished FLAC."""
    return Made(home)


def tags_of(path: Path) -> dict[str, str]:
    """Read a file's tags as a player would."""
    file: Any = mutagen.File(path)
    if path.suffix in (".mp3", ".wav"):
        names = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "genre": "TCON", "comment": "COMM::eng"}
        return {name: file.tags[frame].text[0] for name, frame in names.items()}
    return {name: file[name][0] for name in ("title", "artist", "album", "genre", "comment")}


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def test_a_track_is_written_beside_itself_in_every_format_with_the_same_tags(made: Made) -> None:
    for form in FORMATS:
        before = files_in(made.folder)
        done = made.export("--format", form)
        assert (done.returncode, done.stderr) == (0, "")
        new = Path(done.stdout.strip())
        ending = " (2)" if form == "flac" else ""
        assert new == made.folder / f"{made.track.stem}{ending}.{form}"
        assert files_in(made.folder) - before == {new.name}
        assert tags_of(new) == tags_of(made.track)
        recipe = msgspec.json.decode(tags_of(new)["comment"], type=Recipe)
        assert (recipe.prompt, recipe.seed, recipe.licences) == (PROMPT, made.sidecar.seed, made.sidecar.licences)
        assert soundfile.info(new).duration == pytest.approx(2.0, abs=0.1)
        if form in ("flac", "wav"):
            assert np.array_equal(soundfile.read(new)[0], soundfile.read(made.track)[0])


def test_nothing_is_ever_written_over(made: Made) -> None:
    (made.folder / f"{made.track.stem}.mp3").write_bytes(b"mine")
    (made.folder / f"{made.track.stem} (2).mp3").symlink_to("nowhere")
    names = [Path(made.export("--format", "mp3").stdout.strip()).name for _ in range(2)]
    assert names == [f"{made.track.stem} (3).mp3", f"{made.track.stem} (4).mp3"]
    assert (made.folder / f"{made.track.stem}.mp3").read_bytes() == b"mine"


def test_it_goes_where_it_is_told_and_makes_no_job(made: Made, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    jobs, before = made.home.run("jobs", "--json").stdout, files_in(made.folder)
    done = made.export("--format", "ogg", "--output", str(target), "--json")
    said = json.loads(done.stdout)
    new = target / f"{made.track.stem}.ogg"
    assert said == {
        "jobId": made.job_id,
        "format": "ogg",
        "resultUrl": new.as_uri(),
        "warning": None,
        "error": None,
    }
    assert files_in(target) == {new.name}
    assert files_in(made.folder) == before
    assert made.home.run("jobs", "--json").stdout == jobs
    assert new.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_lossy_track_is_copied_or_warned_of(home: Home) -> None:
    made = Made(home, "mp3")
    done = made.export("--format", "mp3")
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()).read_bytes() == made.track.read_bytes()
    done = made.export("--format", "flac")
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 1)
    assert "lossy" in done.stderr
    assert "lossy" in json.loads(made.export("--format", "opus", "--json").stdout)["warning"]


# What cannot be done


def test_a_job_that_there_is_not_exits_3(home: Home) -> None:
    done = home.run("export", UNKNOWN, "--format", "mp3")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)


def test_wrong_use_exits_2_and_leaves_nothing(made: Made) -> None:
    before = files_in(made.folder)
    nowhere = ["--format", "mp3", "--output", "/nowhere/at/all"]
    for options in ([], ["--format", "aac"], nowhere, ["--output", "."]):
        done = made.export(*options)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert files_in(made.folder) == before


def test_a_job_without_a_track_says_so(home: Home) -> None:
    job = home.accept("do: gate")
    done = home.run("export", job.job_id, "--format", "mp3")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"The job {job.job_id} has no finished track. The list of jobs shows what became of it.\n"


def test_a_track_that_is_gone_exits_1_and_is_named(made: Made) -> None:
    shutil.rmtree(made.folder)
    done = made.export("--format", "mp3")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert str(made.track) in done.stderr
    assert "no longer there" in done.stderr
    korean = {**made.home.environment, "LANG": "ko_KR.UTF-8", "LC_ALL": "", "LANGUAGE": "ko"}
    command = program_command("export", made.job_id, "--format", "mp3")
    done = subprocess.run(command, env=korean, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert "더 이상 그 자리에 없습니다" in done.stderr


def test_a_track_that_is_no_sound_exits_1_and_leaves_nothing(made: Made) -> None:
    made.track.write_bytes(b"no sound")
    before = files_in(made.folder)
    done = made.export("--format", "mp3", "--json")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert json.loads(done.stdout)["error"]["kind"] == "internal"
    assert "cannot be read as sound" in done.stderr
    assert files_in(made.folder) == before


def test_a_full_disk_is_told_in_words_and_leaves_nothing(made: Made, tmp_path: Path) -> None:
    target = tmp_path / "small"
    target.mkdir()
    made.make_long(20.0)
    with small_disk(target, 1200):
        done = made.export("--format", "wav", "--output", str(target))
        assert files_in(target) == set()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The disk is full. Free some space, then try again.")
    with small_disk(target, 64):
        done = made.export("--format", "wav", "--output", str(target))
    assert (done.returncode, done.stderr.startswith("The disk is full")) == (2, True)


# Interrupted


@pytest.fixture
def running(made: Made) -> Iterator[subprocess.Popen[str]]:
    """An export that takes a while, in the middle of its work."""
    made.make_long(240.0)
    process = subprocess.Popen(
        program_command("export", made.job_id, "--format", "mp3"),
        env=made.home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=_hear_interrupts,  # noqa: PLW1509  (one call before the program begins)
    )
    until(lambda: any(path.stat().st_size > 100_000 for path in made.folder.glob(".musicapp-export-*/track.mp3")))
    yield process
    process.kill()
    process.wait()


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_interrupted_it_leaves_nothing_and_nobody(
    made: Made, running: subprocess.Popen[str], sent: signal.Signals
) -> None:
    begun = time.monotonic()
    running.send_signal(sent)
    _, told = running.communicate(timeout=10)
    assert running.returncode == (130 if sent == signal.SIGINT else -sent)
    assert told == ("Interrupted. Nothing was exported.\n" if sent == signal.SIGINT else "")
    until(lambda: not list(made.folder.glob(".musicapp-export-*")), 5)
    until(lambda: not [p for p in made.home.processes() if "--export" in p.cmdline()], 5)
    assert time.monotonic() - begun < 5
    assert not list(made.folder.glob("*.mp3"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_writer_that_is_killed_is_told_and_cleaned_up_after(made: Made, running: subprocess.Popen[str]) -> None:
    (writer,) = [p for p in made.home.processes() if "--export" in p.cmdline()]
    writer.kill()
    told, why = running.communicate(timeout=10)
    assert (running.returncode, told, len(why.splitlines())) == (1, "", 1)
    assert not list(made.folder.glob(".musicapp-export-*"))
    assert not list(made.folder.glob("*.mp3"))
