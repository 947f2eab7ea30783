"""What may interrupt the making of a job, as exceptions that end it in one place."""

from __future__ import annotations

from musicapp.core.model import ErrorKind, JobError


class CancelWished(Exception):
    """Somebody left the job's cancel mark."""


class StopWished(Exception):
    """The worker was told to end."""


class FilesRemoved(Exception):
    """The job's folder was taken away under the worker."""


class JobFailed(Exception):
    """The job cannot be made; trying again by itself would not help."""

    def __init__(self, kind: ErrorKind, message: str, *, keep_composed: bool = False) -> None:
        super().__init__(message)
        self.error = JobError(kind=kind, message=message)
        self.keep_composed = keep_composed


class ChildDied(Exception):
    """A child process ended without a last word; worth one more try."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.error = JobError(kind=ErrorKind.CRASHED, message=message)
