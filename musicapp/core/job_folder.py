"""One job's folder, and the right to write to it.

Anybody may read a job and leave a mark. Only who holds the job's lock, an OwnedJob, may
change its status, and only as the table of transitions allows.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from musicapp.core.durable import create_mark, make_folder, remove, remove_leftovers, write_file
from musicapp.core.locks import HeldLock, try_lock
from musicapp.core.model import JobState, Request, Status, UserNotes
from musicapp.core.records import DamagedError, encode, read_record
from musicapp.core.transitions import check_transition

JOB_ID = re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-z]{6}", re.ASCII)


def is_job_id(text: str) -> bool:
    """True for what may be the name of a job's folder: nothing else reaches the disk."""
    return JOB_ID.fullmatch(text) is not None


@dataclass(frozen=True)
class JobFolder:
    """The files of one job."""

    path: Path

    @property
    def job_id(self) -> str:
        """The job's id, which is the folder's name."""
        return self.path.name

    @property
    def work(self) -> Path:
        """Partial output, one folder per attempt."""
        return self.path / "work"

    @property
    def log(self) -> Path:
        """What the engine said."""
        return self.path / "log.txt"

    @property
    def _status_path(self) -> Path:
        return self.path / "status.json"

    @property
    def _cancel_mark(self) -> Path:
        return self.path / "cancel"

    def exists(self) -> bool:
        """True while the job's folder is there."""
        return self.path.is_dir()

    def request(self) -> Request:
        """Read what was asked.

        Raises:
            FileNotFoundError, DamagedError, NewerError: as read_record.
        """
        return read_record(self.path / "request.json", Request)

    def status(self) -> Status:
        """Read the state as its owner last wrote it.

        Raises:
            FileNotFoundError, DamagedError, NewerError: as read_record.
        """
        return read_record(self._status_path, Status)

    def notes(self) -> UserNotes:
        """Read what the user says of the track; nothing special where there is nothing to read."""
        try:
            return read_record(self.path / "user.json", UserNotes)
        except (FileNotFoundError, DamagedError):
            return UserNotes()

    def write_notes(self, notes: UserNotes) -> None:
        """Keep what the user says; for the index's writer alone."""
        write_file(self.path / "user.json", encode(notes))

    def mark_cancel(self) -> None:
        """Leave the wish that this job be cancelled."""
        create_mark(self._cancel_mark)

    def has_cancel_mark(self) -> bool:
        """True when somebody wishes this job to be cancelled."""
        return self._cancel_mark.exists()

    def claim_notification(self) -> bool:
        """Return True to the one caller that may show the notification of the end."""
        return create_mark(self.path / "notified")

    def try_own(self) -> OwnedJob | None:
        """Take the job's lock and read its status under it; None when another holds it.

        Raises:
            DamagedError, NewerError: the status cannot be read; the lock is let go.
        """
        if not self.exists():
            return None
        lock = try_lock(self.path / "lock")
        if lock is None:
            return None
        try:
            return OwnedJob(self, lock)
        except FileNotFoundError as error:
            lock.release()
            if self.exists():
                raise DamagedError(f"{self.path} has no status") from error
            return None
        except BaseException:
            lock.release()
            raise


class OwnedJob:
    """A job whose lock this process holds; leave the context to let go of it."""

    def __init__(self, folder: JobFolder, lock: HeldLock) -> None:
        self.folder = folder
        self._lock = lock
        self.status = folder.status()
        remove_leftovers(folder.path, folder._status_path.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Let go of the job."""
        self._lock.release()

    def move(self, state: JobState, **changes: object) -> Status:
        """Change the state durably, with whatever changes along with it.

        Raises:
            TransitionError: the table does not allow it.
        """
        check_transition(self.status.state, state)
        return self._write(replace(self.status, state=state, **changes), durable=True)

    def note(self, *, durable: bool = True, **changes: object) -> Status:
        """Change anything but the state."""
        return self._write(replace(self.status, **changes), durable=durable)

    def _write(self, status: Status, *, durable: bool) -> Status:
        write_file(self.folder._status_path, encode(status), durable=durable)
        self.status = status
        return status

    def clear_cancel_mark(self) -> None:
        """Forget the wish to cancel."""
        remove(self.folder._cancel_mark)

    def make_work_folder(self, attempt: int) -> Path:
        """Return the empty folder for an attempt's output."""
        folder = self.folder.work / str(attempt)
        shutil.rmtree(folder, ignore_errors=True)
        make_folder(folder)
        return folder

    def remove_work(self, *, but: int | None = None) -> None:
        """Remove the output of all attempts, but that of one if it is wanted."""
        for folder in self.folder.work.glob("*"):
            if folder.name != str(but):
                shutil.rmtree(folder, ignore_errors=True)
