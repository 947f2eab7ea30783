"""Delete: out of sight at once, undone while the window lives, then to the wastebasket.

The job's folder moves first, with a note of where its track was; from then on a start
completes what was begun.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from itertools import chain, count
from pathlib import Path

from msgspec.structs import replace
from send2trash import send2trash

from musicapp.core.durable import move, remove, write_file
from musicapp.core.finished import holds_track
from musicapp.core.job_folder import JobFolder, is_job_id
from musicapp.core.model import SCHEMA_VERSION, JobState, Record
from musicapp.core.paths import DataPaths
from musicapp.core.problems import Problem, UserError
from musicapp.core.records import DamagedError, encode, read_record

DELETED_PREFIX = ".musicapp-deleted-"
NOTE_NAME = "deleted.json"


class DeletedNote(Record, frozen=True, kw_only=True):
    """Where a deleted job's track was, None when it had none."""

    schema_version: int = SCHEMA_VERSION
    track_folder: str | None = None


class Deletion:
    """Deletes ended jobs with their tracks."""

    def __init__(self, paths: DataPaths) -> None:
        self._paths = paths

    def delete(self, job_id: str) -> None:
        """Move a job and its track out of sight.

        Raises:
            UserError: the job is unfinished (cancel it first) or owned by somebody.
            FileNotFoundError: there is no such job.
        """
        folder = JobFolder(self._paths.job(job_id))
        job = folder.try_own()
        if job is None or not job.status.state.is_ended:
            if job is not None:
                job.release()
            raise UserError(Problem.BEING_MADE, job=job_id)
        with job:
            track = _track_folder(folder) if job.status.state is JobState.DONE else None
            note = DeletedNote(track_folder=str(track) if track else None)
            write_file(folder.path / NOTE_NAME, encode(note))
            move(folder.path, self._paths.deleted / job_id)
        if track is not None:
            move(track, _hidden(track, job_id))

    def undo(self, job_id: str) -> None:
        """Bring a deleted job and its track back to where they were.

        Should another track have its name by now, the track gets a free one, and the user's
        notes say which.

        Raises:
            FileNotFoundError: it is in the wastebasket already.
        """
        folder = self._paths.deleted / job_id
        track = _noted_track(folder)
        if track is not None and _hidden(track, job_id).is_dir():
            place = _free_name(track)
            move(_hidden(track, job_id), place)
            if place != track:
                job = JobFolder(folder)
                job.write_notes(replace(job.notes(), folder=str(place)))
        move(folder, self._paths.job(job_id))
        remove(self._paths.job(job_id) / NOTE_NAME)

    def waiting(self) -> list[str]:
        """Return the ids of deleted jobs that are not in the wastebasket yet."""
        return sorted(folder.name for folder in self._paths.deleted.iterdir() if is_job_id(folder.name))

    def to_wastebasket(self, job_id: str) -> bool:
        """Send a deleted job and its track to the wastebasket; False where there is none.

        The track gets its own name back first, so that it can be found and restored there.
        """
        folder = self._paths.deleted / job_id
        track = _noted_track(folder)
        place = _show_track(track, job_id) if track is not None else None
        try:
            if place is not None:
                send2trash(place)
            send2trash(folder)
        except OSError:
            if track is not None and place is not None and place.exists():
                move(place, _hidden(track, job_id))
            return False
        return True

    def destroy(self, job_id: str) -> None:
        """Remove a deleted job and its track for good: the user said so, for there is no wastebasket."""
        folder = self._paths.deleted / job_id
        track = _noted_track(folder)
        if track is not None:
            shutil.rmtree(_hidden(track, job_id), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _show_track(track: Path, job_id: str) -> Path | None:
    """Give a deleted track a name that can be seen, its own if it is free; None if it is gone."""
    if _hidden(track, job_id).is_dir():
        place = _free_name(track)
        move(_hidden(track, job_id), place)
        return place
    return track if holds_track(track, job_id) else None


def _free_name(track: Path) -> Path:
    numbered = (track.with_name(f"{track.name} ({number})") for number in count(2))
    return next(path for path in chain([track], numbered) if not os.path.lexists(path))


def _track_folder(folder: JobFolder) -> Path | None:
    """Return where the track is now, if it is still there."""
    result = folder.status().result
    places = [folder.notes().folder, result.folder if result else None]
    return next((Path(place) for place in places if place and holds_track(Path(place), folder.job_id)), None)


def _noted_track(folder: Path) -> Path | None:
    with contextlib.suppress(FileNotFoundError, DamagedError):
        note = read_record(folder / NOTE_NAME, DeletedNote)
        return Path(note.track_folder) if note.track_folder else None
    return None


def _hidden(track: Path, job_id: str) -> Path:
    return track.with_name(f"{DELETED_PREFIX}{job_id}")
