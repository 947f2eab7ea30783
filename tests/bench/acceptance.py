"""How long a job takes from the call to the disk, beside the bare syncs that nobody can do without."""

from __future__ import annotations

import os
from pathlib import Path

from musicapp.core.acceptance import accept
from musicapp.core.job_folder import JobFolder
from musicapp.core.queue import Queue
from musicapp.core.records import encode
from tests.bench.history import old_home
from tests.bench.rows import Row, medians
from tests.conftest import cancel

FINISHED_JOBS = 10_000


def measure_acceptance(folder: Path) -> list[Row]:
    """Measure with 10,000 finished jobs in the index."""
    home = old_home(folder, FINISHED_JOBS)
    data = encode(home.request())
    bare_folder = home.paths.root / "bare"
    bare_folder.mkdir()
    counter = iter(range(1 << 20))

    def sync_bare() -> None:
        """request.json, status.json, their folder, jobs/, the queue entry, queue/: six syncs."""
        job = bare_folder / f"job-{next(counter)}"
        job.mkdir()
        _write_synced(job / "request.json", data)
        _write_synced(job / "status.json", data)
        _sync_folder(job)
        _sync_folder(bare_folder)
        _write_synced(home.paths.logs / job.name, data)
        _sync_folder(home.paths.logs)

    def accept_job() -> None:
        accept(home.paths, home.request())

    accepted, bare = medians(accept_job, sync_bare)
    for place in Queue(home.paths).waiting():
        cancel(home, JobFolder(home.paths.job(place.job_id)))
    return [
        Row("acceptance of a job", accepted * 1000, "ms", 10, note=f"{FINISHED_JOBS:,} finished jobs"),
        Row("  the bare syncs of it", bare * 1000, "ms"),
        Row("  acceptance / bare syncs", accepted / bare, "x", 1.5),
    ]


def _write_synced(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(descriptor, data)
    os.fsync(descriptor)
    os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
