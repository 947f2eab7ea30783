"""How soon a worker claims its first job after it was started."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from musicapp.core.clock import from_text
from tests.bench.history import old_home
from tests.bench.rows import RUNS, Row
from tests.conftest import ended


def measure_worker(folder: Path) -> list[Row]:
    """Start a worker for one job each time, and read from its status when it was claimed."""
    home = old_home(folder, 100)
    taken = []
    for _ in range(RUNS + 1):
        job = home.accept("do: fail=bad_request")
        begun = time.time()
        worker = home.start_worker()
        started_at = ended(job).started_at
        assert started_at is not None
        taken.append(from_text(started_at).timestamp() - begun)
        worker.wait()
    return [Row("worker started -> job claimed", statistics.median(taken[1:]) * 1000, "ms", 300)]
