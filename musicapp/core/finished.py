"""Finished tracks in the output folder, and the staging folders beside them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from musicapp.core.model import Request, Result, Status
from musicapp.core.sidecar import find_sidecar, read_job_id, read_sidecar

STAGING_PREFIX = ".musicapp-"


def staging_folder(request: Request) -> Path:
    """Return where a track is copied to before it gets its final name: the same file system."""
    return Path(request.output) / f"{STAGING_PREFIX}{request.job_id}"


def remove_staging(request: Request) -> None:
    """Remove what a publishing that did not end has left."""
    shutil.rmtree(staging_folder(request), ignore_errors=True)


def find_finished(request: Request, status: Status) -> Path | None:
    """Return the folder of the finished track, if it has its final name already.

    The target is written into the status before anything is published, so without one
    there is nothing to find. The user may have renamed the folder since.
    """
    if status.target is None:
        return None
    return next((folder for folder in _candidates(request, status.target) if holds_track(folder, request.job_id)), None)


def _candidates(request: Request, target: str) -> Iterator[Path]:
    yield Path(target)
    output = Path(request.output)
    if output.is_dir():
        yield from (folder for folder in output.iterdir() if not folder.name.startswith("."))


def holds_track(folder: Path, job_id: str) -> bool:
    """True when the folder's sidecar names this job."""
    sidecar = find_sidecar(folder) if folder.is_dir() else None
    return sidecar is not None and read_job_id(sidecar) == job_id


def describe_result(folder: Path) -> Result:
    """Read from its sidecar what a finished folder holds.

    Raises:
        ValueError: it has no sidecar that can be read.
    """
    path = find_sidecar(folder)
    if path is None:
        raise ValueError(f"{folder} has no sidecar")
    sidecar = read_sidecar(path)
    track = (folder / sidecar.files.track).absolute()
    return Result(title=sidecar.title, folder=str(folder.absolute()), url=track.as_uri(), seconds=sidecar.seconds)
