"""Publishing: never twice, never over anything, and whole from the first moment it can be seen."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from musicapp.core.clock import from_text
from musicapp.core.durable import sync_folder, sync_path
from musicapp.core.finished import find_finished, staging_folder
from musicapp.core.job_folder import OwnedJob
from musicapp.core.model import ErrorKind, Request
from musicapp.core.names import folder_name
from musicapp.core.program import program_command
from musicapp.core.sidecar import find_sidecar, read_sidecar
from musicapp.engines.protocol import Done, Failed, Progress
from musicapp.publish.protocol import Published, PublishRequest, message_decoder
from musicapp.worker.child import Child
from musicapp.worker.composing import COMPOSING_SHARE
from musicapp.worker.watch import JobWatch
from musicapp.worker.wishes import ChildDied, JobFailed

PUBLISHER_SILENCE_SECONDS = 120.0
ENCODING_SHARE = 0.08
MOST_NAMESAKES = 1000


def track_folder(job: OwnedJob, attempt: int) -> Path:
    """Return where an attempt's checked and encoded track waits."""
    return job.folder.work / str(attempt) / "track"


class Publisher:
    """The process that checks, encodes and tags a piece.

    It takes a second to load what it needs, so it may be started before there is work for
    it. It is gone when this is left, whatever happens, and dies with the worker.
    """

    def __init__(self, job: OwnedJob) -> None:
        self._job = job
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child is not None:
            self._child.kill()

    def start(self) -> None:
        """Have the process get ready, unless it is there already."""
        self._ready()

    def _ready(self) -> Child:
        if self._child is None:
            self._child = Child(program_command("--publish"), self._job.folder.log)
        return self._child

    def encode(self, request: Request, composed: Done, watch: JobWatch) -> None:
        """Have the piece checked, encoded and tagged; note that it waits.

        Raises:
            JobFailed: the engine's files are not what they should be, or it hung.
            ChildDied: the publisher ended in the middle.
            CancelWished, StopWished, FilesRemoved: as JobWatch.look.
        """
        child, attempt = self._ready(), self._job.status.attempt
        self._job.note(host=child.identity)
        _send(
            child,
            PublishRequest(
                request=request,
                files=composed.files,
                used=composed.used,
                work_folder=str(self._job.folder.work / str(attempt)),
                track_folder=str(track_folder(self._job, attempt)),
            ),
        )
        _listen(child, watch)
        self._job.note(composed=attempt)


def _send(publisher: Child, wanted: PublishRequest) -> None:
    try:
        publisher.send(wanted)
    except OSError as error:
        raise ChildDied(f"the publisher did not take the piece: {publisher.describe_end()}") from error


def _listen(publisher: Child, watch: JobWatch) -> Published:
    for line in watch.lines(publisher, PUBLISHER_SILENCE_SECONDS):
        message = message_decoder.decode(line)
        match message:
            case Progress():
                watch.show(COMPOSING_SHARE + (message.fraction or 0.0) * ENCODING_SHARE, message.stage)
            case Published():
                return message
            case Failed():
                raise JobFailed(message.kind, message.text)
    raise AssertionError("lines end only by raising")


def place_track(job: OwnedJob, request: Request, watch: JobWatch) -> Path:
    """Bring the waiting track to its final name in the output folder; return its folder.

    Raises:
        JobFailed: the output folder cannot be used or is full; the track goes on waiting.
        CancelWished, StopWished, FilesRemoved: as JobWatch.look.
    """
    try:
        finished = find_finished(request, job.status)
        return finished if finished is not None else _place(job, request, watch)
    except OSError as error:
        kind = ErrorKind.NO_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else ErrorKind.OUTPUT_FOLDER
        raise JobFailed(kind, f"{request.output}: {error.strerror or error}", keep_composed=True) from error


def _place(job: OwnedJob, request: Request, watch: JobWatch) -> Path:
    assert job.status.composed is not None  # noqa: S101  (the publisher noted it)
    source = track_folder(job, job.status.composed)
    targets = _free_names(request, source)
    target = next(targets)
    job.note(target=str(target))
    staging = staging_folder(request)
    _copy(source, staging, watch)
    while not _take_name(staging, target):
        target = next(targets)
        job.note(target=str(target))
    sync_folder(target.parent)
    return target


def _free_names(request: Request, source: Path) -> Iterator[Path]:
    """Yield names for the finished folder that nothing carries yet."""
    sidecar = find_sidecar(source)
    if sidecar is None:
        raise FileNotFoundError(errno.ENOENT, "the composed track is gone", str(source))
    title = read_sidecar(sidecar).title
    day = from_text(request.created_at).astimezone().date()
    names = (Path(request.output) / folder_name(day, title, number) for number in range(1, MOST_NAMESAKES))
    return (path for path in names if not os.path.lexists(path))


def _copy(source: Path, staging: Path, watch: JobWatch) -> None:
    """Copy a folder with its subfolders, each file and each folder synced."""
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    for path in sorted(source.iterdir()):
        watch.look()
        watch.show(COMPOSING_SHARE + ENCODING_SHARE, "publishing")
        if path.is_dir():
            _copy(path, staging / path.name, watch)
        else:
            shutil.copyfile(path, staging / path.name)
            sync_path(staging / path.name)
    sync_folder(staging)


def _take_name(staging: Path, target: Path) -> bool:
    """Rename without replacing anything; False when the name is taken."""
    if target.exists():
        return False
    try:
        staging.rename(target)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR):
            return False
        raise
    return True
