"""Finished tracks in the output folder, and the staging folders beside them."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from musicapp.core.model import AudioFormat, Request, Result, Status
from musicapp.core.sidecar import Sidecar, find_sidecar, read_job_id, read_sidecar

log = logging.getLogger(__name__)
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

    A track is finished although its sidecar says more than this version can read, or
    was damaged since: then its name and file are all that is told.
    """
    path = find_sidecar(folder)
    try:
        if path is not None:
            return _describe(folder, read_sidecar(path))
    except (OSError, ValueError):
        log.warning("cannot read the sidecar of a finished track", exc_info=True)
    tracks = sorted(file for file in folder.iterdir() if file.suffix[1:] in get_args(AudioFormat))
    url = next(iter(tracks), folder).absolute().as_uri()
    return Result(title=folder.name, folder=str(folder.absolute()), url=url, seconds=0.0)


def _describe(folder: Path, sidecar: Sidecar) -> Result:
    track = (folder / sidecar.files.track).absolute()
    return Result(title=sidecar.title, folder=str(folder.absolute()), url=track.as_uri(), seconds=sidecar.seconds)
