"""Making one claimed job, from its request to the published track or its true end."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from pathlib import Path

from musicapp.core.clock import Clock, to_text
from musicapp.core.endings import Endings
from musicapp.core.job_folder import OwnedJob
from musicapp.core.model import ErrorKind, JobError, JobState, Request
from musicapp.core.paths import DataPaths
from musicapp.core.processes import identify_self
from musicapp.core.records import DamagedError, NewerError
from musicapp.core.sidecar import find_sidecar
from musicapp.worker.awake import StayingAwake
from musicapp.worker.composing import Composing
from musicapp.worker.publishing import Publisher, place_track, track_folder
from musicapp.worker.watch import JobWatch
from musicapp.worker.wishes import CancelWished, ChildDied, FilesRemoved, JobFailed, StopWished

log = logging.getLogger(__name__)
QUICK_SECONDS = 300.0
"""A piece of this length is composed so soon that the publisher may wait for it, with all that it has loaded."""


class Making:
    """Makes jobs one after another; the caller owns them."""

    def __init__(self, paths: DataPaths, endings: Endings, clock: Clock, is_told_to_end: Callable[[], bool]) -> None:
        self._endings = endings
        self._clock = clock
        self._is_told_to_end = is_told_to_end
        self._composing = Composing(paths)

    def close(self) -> None:
        """Let the engine host end."""
        self._composing.close()

    def make(self, job: OwnedJob) -> None:
        """Make a pending job; whatever happens, it is left in a true state.

        Raises:
            OSError: its state cannot be written now; whoever finds it next settles it.
        """
        try:
            self._begin(job)
            track = self._make_or_end(job)
        except FilesRemoved:
            log.warning("the files of %s were removed while it was made", job.folder.job_id)
        except OSError as error:
            log.exception("making %s", job.folder.job_id)
            self._fail_for_system(job, error)
        else:
            if track is not None:
                self._endings.done(job, track)

    def _make_or_end(self, job: OwnedJob) -> Path | None:
        """Return the published track's folder, or bring the job to the end that it came to instead."""
        try:
            with StayingAwake():
                return self._make(job)
        except CancelWished:
            self._endings.cancelled(job)
        except StopWished:
            self._endings.put_back(job)
        except ChildDied as death:
            self._endings.died(job, death.error)
        except JobFailed as failure:
            self._endings.failed(job, failure.error, keep_composed=failure.keep_composed)
        return None

    def _begin(self, job: OwnedJob) -> None:
        now = to_text(self._clock.now())
        job.remove_work(but=job.status.composed)
        job.move(
            JobState.PROCESSING,
            attempt=job.status.attempt + 1,
            worker=identify_self(),
            host=None,
            stage="starting",
            progress=0.0,
            started_at=now,
            heartbeat_at=now,
        )

    def _make(self, job: OwnedJob) -> Path:
        request = _read_request(job)
        watch = JobWatch(job, self._clock, self._is_told_to_end)
        if not _is_composed(job):
            work_folder = job.make_work_folder(job.status.attempt)
            with Publisher(job) as publisher:
                if request.brief.seconds <= QUICK_SECONDS:
                    publisher.start()
                composed = self._composing.compose(job, request, work_folder, watch)
                publisher.encode(request, composed, watch)
        return place_track(job, request, watch)

    def _fail_for_system(self, job: OwnedJob, error: OSError) -> None:
        """End a job that the system got in the way of; its work goes first: a full disk needs room for the state."""
        if not job.folder.exists():
            return
        if job.status.state is not JobState.PROCESSING:
            raise error
        job.remove_work(but=job.status.composed)
        kind = ErrorKind.NO_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else ErrorKind.INTERNAL
        self._endings.failed(job, JobError(kind=kind, message=str(error)))


def _read_request(job: OwnedJob) -> Request:
    try:
        return job.folder.request()
    except (FileNotFoundError, DamagedError, NewerError) as error:
        raise JobFailed(ErrorKind.BAD_REQUEST, f"the request cannot be read: {error}") from error


def _is_composed(job: OwnedJob) -> bool:
    """True when an earlier attempt's track waits to be published."""
    composed = job.status.composed
    return composed is not None and find_sidecar(track_folder(job, composed)) is not None
