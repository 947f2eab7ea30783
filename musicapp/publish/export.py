"""Writes a finished track in another format, beside it or elsewhere, never over anything."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from pathlib import Path

from musicapp.core.durable import sync_folder, sync_path
from musicapp.core.exporting import Exported, ExportRequest
from musicapp.core.names import safe_name
from musicapp.core.sidecar import Sidecar, read_sidecar
from musicapp.publish.encoding import READING_COST
from musicapp.publish.formats import FORMATS, Format
from musicapp.publish.refusal import Refusal
from musicapp.publish.tags import origin_of_track, tags_of
from musicapp.publish.workload import Spend
from musicapp.publish.writing import write_sound

_NO_HARD_LINKS = frozenset({errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL})
"""What a disk says that cannot give a file a second name."""
_EXACT = frozenset(form.extension for form in FORMATS.values() if form.is_exact)


def read_recipe(job: ExportRequest) -> Sidecar:
    """Read what is known of the track.

    Raises:
        Refusal: the sidecar is gone or cannot be read.
    """
    try:
        return read_sidecar(Path(job.sidecar))
    except (OSError, ValueError) as error:
        raise Refusal(f"the recipe {job.sidecar} cannot be read: {error}") from error


def cost_s(sidecar: Sidecar, form: Format) -> float:
    """Estimate the work in seconds of one core."""
    return sidecar.seconds * (form.cost + READING_COST)


def export_track(job: ExportRequest, sidecar: Sidecar, spend: Spend) -> Exported:
    """Write the track; if that fails, nothing is left of it.

    Args:
        job: which track, and where to.
        sidecar: what is known of it.
        spend: called between the blocks; what it raises ends the export.

    Raises:
        Refusal: the track is gone or cannot be read.
        OSError: the new file cannot be written.
    """
    form, staging = FORMATS[job.format], Path(job.staging)
    if not Path(job.track).is_file():
        raise Refusal(f"the track {job.track} is no longer there")
    staging.mkdir()
    try:
        made = staging / f"track{form.extension}"
        is_lossy_twice = _write(job, sidecar, made, spend)
        sync_path(made)
        spend(0.0)
        target = _place(made, Path(job.folder) / safe_name(job.title))
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    sync_folder(target.parent)
    return Exported(file=str(target), is_lossy_twice=is_lossy_twice)


def _write(job: ExportRequest, sidecar: Sidecar, made: Path, spend: Spend) -> bool:
    """Write the new file; say whether it lost sound for the second time.

    A track that has the lossy format already is copied: coding it again would only cost sound.
    """
    track, form = Path(job.track), FORMATS[job.format]
    is_lossy = track.suffix not in _EXACT
    if is_lossy and track.suffix == form.extension:
        shutil.copyfile(track, made)
        return False
    write_sound(track, made, form, tags_of(origin_of_track(sidecar), job.title), spend)
    return is_lossy


def _place(made: Path, wanted: Path) -> Path:
    """Give the new file the first name that nothing carries: as wanted, then with `` (2)``, `` (3)`` and so on."""
    for number in itertools.count(1):
        ending = f" ({number})" if number > 1 else ""
        target = wanted.with_name(f"{wanted.name}{ending}{made.suffix}")
        try:
            _name_new(made, target)
        except FileExistsError:
            continue
        return target
    raise AssertionError("numbers do not end")


def _name_new(made: Path, target: Path) -> None:
    """Give a whole file its name in one step, unless something carries it.

    Raises:
        FileExistsError: something does.
    """
    try:
        target.hardlink_to(made)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        made.replace(target)
