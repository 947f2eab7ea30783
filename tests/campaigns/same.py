"""The same request by the real command line, twice and on one core: the same bytes, or, where a format dates its
pages at random, the same samples.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import soundfile

from musicapp.core.program import program_command
from tests.campaigns.sentences import style_word
from tests.campaigns.tables import table
from tests.campaigns.trials import say
from tests.conftest import Home

SECONDS, SEED = 20, 7
EXPORTED = ("wav", "mp3", "ogg", "opus")
DECODED = frozenset({".ogg", ".opus"})
"""Formats whose streams carry a serial number of chance."""
LIMIT_S = 600.0


def compare_runs(styles: Iterable[str], folder: Path) -> int:
    """Make each style's track three times; print a table; return 1 when any two files differ."""
    rows = [row for style in styles for row in compare_style(style, folder)]
    say(table(("style", "file", "again", "one core"), rows))
    return int(any("NO" in row for row in rows))


def compare_style(style: str, folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield a row for each file of a style's track."""
    all_cores = usable_cores()
    runs = {"first": all_cores, "again": all_cores, "one core": all_cores[:1]}
    try:
        made = {name: made_by_command(style, folder / style / name, cores) for name, cores in runs.items()}
    except RuntimeError as problem:
        say(str(problem))
        yield style, "not made", "NO", "NO"
        return
    first = made["first"]
    say(f"{style}: {len(first)} files")
    for file in sorted(first):
        yield style, file, *("yes" if made[name].get(file) == first[file] else "NO" for name in ("again", "one core"))
    for name in ("again", "one core"):
        for file in sorted(set(made[name]) - set(first)):
            yield style, file, "NO", f"NO: only in the run {name!r}"


def usable_cores() -> list[int]:
    """Return the cores of this process; none where the system does not say."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def made_by_command(style: str, folder: Path, cores: list[int]) -> dict[str, str]:
    """Generate a track with its stems and export it in every format; return what each file holds.

    Raises:
        RuntimeError: it was not made.
    """
    home = Home(folder)
    home.output.mkdir(parents=True)
    sentence = style_word(style, "en")
    wishes = ["--style", style, "--seconds", str(SECONDS), "--seed", str(SEED), "--stems", "--format", "flac"]
    said = run(home, cores, "generate", sentence, *wishes, "--output", str(home.output), "--json")
    for wanted in EXPORTED:
        run(home, cores, "export", said["jobId"], "--format", wanted, "--output", str(home.output), "--json")
    return {place_of(path, home.output): content_of(path) for path in sorted(home.output.rglob("*")) if is_music(path)}


def run(home: Home, cores: list[int], *words: str) -> dict[str, str]:
    """Run a command on some cores, with all that it starts; return what it prints.

    Raises:
        RuntimeError: it failed.
    """
    pinned = ["taskset", "--cpu-list", ",".join(map(str, cores))] if cores else []
    done = subprocess.run(
        [*pinned, *program_command(*words)],
        env=home.environment,
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stdout} {done.stderr}")
    said: dict[str, str] = json.loads(done.stdout)
    return said


def is_music(path: Path) -> bool:
    """True for a sound or MIDI file; what describes a job differs from job to job."""
    return path.is_file() and path.suffix != ".json"


def place_of(path: Path, output: Path) -> str:
    """Return a file's name without the folder that is named by the day."""
    return "/".join(path.relative_to(output).parts[1:]) or path.name


def content_of(path: Path) -> str:
    """Return a hash of a file's bytes, or of its samples."""
    if path.suffix in DECODED:
        sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
        return f"{rate} {sound.shape} {hashlib.sha256(sound.tobytes()).hexdigest()}"
    return hashlib.sha256(path.read_bytes()).hexdigest()
