"""How jobs and plans are printed: for people, and as JSON."""

from __future__ import annotations

import sys
from urllib.parse import urlsplit
from urllib.request import url2pathname

import msgspec

from musicapp.app.sentences import error_sentence
from musicapp.cli.words import CHECKING, HELD, STATES, say
from musicapp.core.model import SCHEMA_VERSION, AudioFormat, Brief, JobError, JobState, Record, Summary

BAR_WIDTH = 30


class JobView(Record, frozen=True, kw_only=True):
    """A job as ``status --json`` prints it."""

    job_id: str
    state: JobState | None
    progress: float | None
    result_url: str | None
    error: JobError | None
    held: bool
    title: str | None
    prompt: str
    created_at: str


class JobsView(Record, frozen=True, kw_only=True):
    """All jobs as ``jobs --json`` prints them, oldest first."""

    schema_version: int = SCHEMA_VERSION
    jobs: tuple[JobView, ...]


class ExportView(Record, frozen=True, kw_only=True):
    """A new file as ``export --json`` prints it."""

    job_id: str
    format: AudioFormat
    result_url: str | None
    warning: str | None
    error: JobError | None


def view(row: Summary) -> JobView:
    """Return what of a job is printed as JSON."""
    return JobView(**{name: getattr(row, name) for name in JobView.__struct_fields__})


def print_json(value: Record) -> None:
    """Print one object on standard output."""
    _print(msgspec.json.encode(value).decode())


def print_line(text: str) -> None:
    """Print a line on standard output, at once."""
    _print(text)


def print_note(text: str) -> None:
    """Print a line for people on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def state_words(row: Summary) -> str:
    """Say a job's state."""
    if row.held:
        return say(HELD)
    return say(CHECKING if row.state is None else STATES[row.state])


def print_row(row: Summary) -> None:
    """Print a job in one line."""
    percent = f"{row.progress:4.0%}" if row.state is JobState.PROCESSING and row.progress is not None else "    "
    _print(f"{row.job_id}  {state_words(row):<12} {percent}  {row.title or _one_line(row.prompt)}")


def print_details(row: Summary) -> None:
    """Print all that matters of a job."""
    print_row(row)
    if row.result_url is not None:
        _print(track_path(row.result_url))
    if row.error is not None:
        _print(error_sentence(row.error.kind))
        _print(row.error.message)


def track_path(url: str) -> str:
    """Return the path that a file URL names."""
    return url2pathname(urlsplit(url).path)


def print_brief(brief: Brief) -> None:
    """Print what was understood, one value a line."""
    for name, value in msgspec.to_builtins(brief).items():
        if name == "understood":
            for word in brief.understood:
                _print(
                    f"  “{word.text}” → {', '.join(f'{key}: {_plain(set_to)}' for key, set_to in word.sets.items())}"
                )
        else:
            _print(f"{name:<12} {_plain(value)}")


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "-"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:60]


class ProgressBar:
    """A bar on a terminal, nothing on a pipe."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._is_dirty = False

    def show(self, row: Summary) -> None:
        """Draw the bar of a running job over the last one."""
        if row.progress is not None and row.state is JobState.PROCESSING:
            self.draw(row.progress)

    def draw(self, progress: float) -> None:
        """Draw the bar over the last one; progress is 0-1."""
        if self._is_shown:
            full = round(progress * BAR_WIDTH)
            sys.stderr.write(f"\r{'█' * full}{'░' * (BAR_WIDTH - full)} {progress:4.0%} ")
            sys.stderr.flush()
            self._is_dirty = True

    def clear(self) -> None:
        """Leave an empty line where the bar was."""
        if self._is_dirty:
            sys.stderr.write("\r" + " " * (BAR_WIDTH + 8) + "\r")
            sys.stderr.flush()
            self._is_dirty = False
