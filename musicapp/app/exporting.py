"""Has a finished track written in another format by a process of its own, and listens to it."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from musicapp.app.ordering import BYTES_PER_SECOND, require_room, usable_output
from musicapp.core.exporting import Exported, ExportFailed, ExportProgress, ExportRequest, ExportWish, message_decoder
from musicapp.core.finished import STAGING_PREFIX
from musicapp.core.model import ErrorKind, Summary
from musicapp.core.problems import Problem, UserError
from musicapp.core.program import program_command
from musicapp.core.records import encode
from musicapp.core.sidecar import find_sidecar, read_job_id

STOPPING_SECONDS = 2.0


def resolve_export(wish: ExportWish, row: Summary) -> ExportRequest:
    """Return all that the writing process needs.

    Raises:
        UserError: the job has no track, the track is gone, or the place cannot be used.
    """
    if not row.can_play or row.result_url is None:
        raise UserError(Problem.NOT_FINISHED, job=row.job_id)
    track = Path(url2pathname(urlsplit(row.result_url).path))
    if not track.is_file():
        raise UserError(Problem.TRACK_GONE, file=str(track))
    sidecar = find_sidecar(track.parent)
    if sidecar is None or read_job_id(sidecar) != row.job_id:
        raise UserError(Problem.NO_RECIPE, file=str(track))
    folder = usable_output(wish.output or str(track.parent))
    require_room(folder, row.seconds * BYTES_PER_SECOND[wish.format])
    return ExportRequest(
        track=str(track),
        sidecar=str(sidecar),
        title=row.title or track.stem,
        format=wish.format,
        folder=str(folder),
        staging=str(folder / f"{STAGING_PREFIX}export-{uuid.uuid4().hex}"),
    )


class Export:
    """An export that has begun. It belongs to one thread, which waits where it says so; any may cancel it."""

    def __init__(self, request: ExportRequest) -> None:
        """Start the writing process.

        Raises:
            OSError: it cannot be started.
        """
        self._staging = Path(request.staging)
        self._process = subprocess.Popen(
            program_command("--export"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self._process.stdin is not None  # noqa: S101  (it was asked for)
        with contextlib.suppress(OSError):  # one that ended at once is told by its silence
            self._process.stdin.write(encode(request) + b"\n")
            self._process.stdin.flush()

    def messages(self) -> Iterator[ExportProgress | Exported | ExportFailed]:
        """Wait for each message; the last is Exported or ExportFailed, whatever happens to the process."""
        assert self._process.stdout is not None  # noqa: S101  (it was asked for)
        for line in self._process.stdout:
            message = message_decoder.decode(line)
            yield message
            if not isinstance(message, ExportProgress):
                self.stop()
                return
        self.stop()
        yield ExportFailed(kind=ErrorKind.CRASHED, text=f"the exporting process ended: {self._process.returncode}")

    def cancel(self) -> None:
        """Wish that the export end, and wait for nothing: its last message comes soon, whichever it is."""
        assert self._process.stdin is not None  # noqa: S101  (it was asked for)
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        killing = threading.Timer(STOPPING_SECONDS, self._process.kill)
        killing.daemon = True
        killing.start()

    def stop(self) -> None:
        """End the export; a file that is not whole goes with it. Waits up to STOPPING_SECONDS."""
        assert self._process.stdin is not None  # noqa: S101  (it was asked for)
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        shutil.rmtree(self._staging, ignore_errors=True)
