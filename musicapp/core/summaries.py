"""One row about a job, from its files."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState, Request, Result, Status, Summary, UserNotes
from musicapp.core.records import DamagedError, NewerError


def read_summary(folder: JobFolder, *, held: bool = False) -> Summary:
    """Read a job's row; what cannot be read is unknown, never failed and never done."""
    try:
        request = folder.request()
    except (FileNotFoundError, DamagedError, NewerError):
        return refresh(Summary(job_id=folder.job_id, state=None, prompt="", created_at=""), folder, held=held)
    return refresh(describe_request(request), folder, held=held)


def describe_request(request: Request) -> Summary:
    """Return what the request alone tells; it never changes."""
    return Summary(
        job_id=request.job_id,
        state=None,
        prompt=request.prompt,
        created_at=request.created_at,
        style=request.brief.style,
        engine=request.engine,
        key=request.brief.key,
        tempo=request.brief.tempo,
        seconds=request.brief.seconds,
    )


def refresh(row: Summary, folder: JobFolder, *, held: bool) -> Summary:
    """Return the row as the job's status and the user's notes have it now."""
    try:
        status = folder.status()
        notes = folder.notes()
    except (FileNotFoundError, DamagedError, NewerError):
        return replace(row, state=None, held=held)
    return apply_notes(_apply_status(row, status, held=held), notes, status.result)


def _apply_status(row: Summary, status: Status, *, held: bool) -> Summary:
    is_done = status.state is JobState.DONE
    return replace(
        row,
        state=status.state,
        created_at=row.created_at or status.accepted_at,
        progress=1.0 if is_done else status.progress,
        stage=status.stage,
        started_at=status.started_at,
        ended_at=status.ended_at,
        error=status.error,
        held=held,
    )


def apply_notes(row: Summary, notes: UserNotes, result: Result | None) -> Summary:
    """Let the user's notes win over the result: the title, and where the track is now."""
    url = result.url if result else None
    if result and notes.folder is not None:
        url = (Path(notes.folder) / Path(result.url).name).as_uri()
    return replace(
        row,
        title=notes.title or (result.title if result else None),
        result_url=url,
        seconds=(result.seconds if result else 0.0) or row.seconds,
        heard=notes.heard,
        seen=notes.seen,
        favourite=notes.favourite,
    )
