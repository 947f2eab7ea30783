"""How soon the window is ready and how much memory it takes, beside a bare one of the same Qt."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.history import old_home
from tests.bench.rows import Row

RUNS = 15
OPENING = Path(__file__).parent / "opening.py"


@dataclass(frozen=True)
class Opened:
    """One opened window: seconds until it was ready, megabytes it took."""

    seconds: float
    megabytes: float


def measure_window(folder: Path) -> list[Row]:
    """Open both windows in turns, each in a process of its own; the program's with 100 finished jobs."""
    environment = old_home(folder, 100).environment
    turns = [(_open("bare", environment), _open("musicapp", environment)) for _ in range(RUNS + 1)][1:]
    bare, ours = zip(*turns, strict=True)
    seconds = [statistics.median(opened.seconds for opened in opens) for opens in (bare, ours)]
    megabytes = [statistics.median(opened.megabytes for opened in opens) for opens in (bare, ours)]
    return [
        Row("window ready", seconds[1] * 1000, "ms", note=f"bare QMainWindow: {seconds[0] * 1000:.0f} ms"),
        Row("window ready / bare", seconds[1] / seconds[0], "x", 2.0),
        Row("window memory", megabytes[1], "MB", note=f"bare QMainWindow: {megabytes[0]:.0f} MB"),
        Row("window memory / bare", megabytes[1] / megabytes[0], "x", 1.5),
    ]


def _open(kind: str, environment: dict[str, str]) -> Opened:
    """Open a window in a new process, bytecode cached as in an installed program."""
    cached = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(OPENING), kind], env=cached | _own(environment), stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        return Opened(time.perf_counter() - begun, float(line))


def _own(environment: dict[str, str]) -> dict[str, str]:
    return {name: environment[name] for name in ("XDG_DATA_HOME", "QT_QPA_PLATFORM")}
