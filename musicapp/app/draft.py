"""What is typed and chosen in the window, so that it is there again after anything."""

from __future__ import annotations

from pathlib import Path

from musicapp.core.durable import write_file
from musicapp.core.model import SCHEMA_VERSION, Record
from musicapp.core.records import DamagedError, NewerError, encode, read_record


class Draft(Record, frozen=True, kw_only=True):
    """The content of the Create tab and the look of the window.

    seconds is the chosen length in s, None to leave it to the sentence; geometry is Qt's,
    in base64.
    """

    schema_version: int = SCHEMA_VERSION
    prompt: str = ""
    seconds: float | None = None
    style: str | None = None
    engine: str | None = None
    last_job_id: str | None = None
    tab: int = 0
    geometry: str | None = None


def load_draft(path: Path) -> Draft:
    """Return the draft, or an empty one where none can be read."""
    try:
        return read_record(path, Draft)
    except (FileNotFoundError, DamagedError, NewerError):
        return Draft()


def save_draft(path: Path, draft: Draft) -> None:
    """Write the draft durably."""
    write_file(path, encode(draft))
