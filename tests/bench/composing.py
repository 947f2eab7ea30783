"""How fast the embedded engine makes two minutes of piano, from the command to the finished track."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.rows import Row, seconds_of
from tests.conftest import Home

SECONDS = 120


def measure_composing(folder: Path) -> list[Row]:
    """Run the command once: it is long enough to be its own average."""
    home = Home(folder)
    home.output.mkdir()
    command = ("generate", "slow piano", "--seconds", str(SECONDS), "--seed", "7", "--output", str(home.output))
    said: list[str] = []
    taken = seconds_of(lambda: said.append(home.run(*command, "--json", seconds=600).stdout))
    if json.loads(said[0])["state"] != "done":
        return [Row("2 min of piano failed", 0.0, "x real time", 1, is_floor=True)]
    return [Row("2 min of piano, start to track", SECONDS / taken, "x real time", 10, is_floor=True)]
