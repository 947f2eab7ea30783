"""The values that everything else speaks of: request, status, user's notes, summary.

All are frozen and go to disk as JSON in camelCase. Units stand in the names or the
docstring; times are ISO 8601 in UTC (``2026-11-24T06:01:07.123456Z``).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec

from musicapp.core.clock import from_text

SCHEMA_VERSION = 1

Language = Literal["en", "ko"]
AudioFormat = Literal["flac", "wav", "mp3", "ogg", "opus"]
Value = str | int | float | bool | list[str] | None
"""What a word of the sentence may set: a plain JSON value."""


class Record(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=False):
    """A frozen value that goes to disk or over a pipe as a JSON object."""


class StrictRecord(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record that refuses unknown fields by name."""


class JobState(StrEnum):
    """The five states of a job; core.transitions says which may follow which."""

    PENDING = "pending"
    PROCESSING = "processing"
    DONE = "done"
    ERROR = "error"
    CANCELLED = "cancelled"

    @property
    def is_ended(self) -> bool:
        """True when no worker will touch the job unless the user asks again."""
        return self in (JobState.DONE, JobState.ERROR, JobState.CANCELLED)


class ErrorKind(StrEnum):
    """Why a job failed; the window has a sentence for each."""

    BAD_REQUEST = "bad_request"
    OUT_OF_MEMORY = "out_of_memory"
    NO_SPACE = "no_space"
    MISSING_MODEL = "missing_model"
    CRASHED = "crashed"
    HUNG = "hung"
    OUTPUT_FOLDER = "output_folder"
    INTERNAL = "internal"


class JobError(Record, frozen=True, kw_only=True, gc=False):
    """Why a job failed: a kind that has a sentence, and the technical part."""

    kind: ErrorKind
    message: str


class Understood(Record, frozen=True, kw_only=True):
    """Words of the sentence, as written, and the values they set."""

    text: str
    sets: dict[str, Value]


class Brief(StrictRecord, frozen=True, kw_only=True):
    """What was understood: every musical value resolved, none a range.

    seconds is the length of the file in s, tempo is in quarter-note beats per minute (in
    compound meters in dotted-quarter beats), key reads "D minor", meter "3/4".
    """

    seconds: float
    tempo: float
    key: str
    meter: str
    style: str
    instruments: tuple[str, ...]
    without: tuple[str, ...]
    energy: Literal["rising", "falling", "arch", "flat", "drop"]
    ending: Literal["fade", "cadence", "hit"]
    loop: bool
    mood: tuple[str, ...]
    understood: tuple[Understood, ...]
    unknown: tuple[str, ...]


class Section(Record, frozen=True, kw_only=True):
    """A part of the form. start_seconds and seconds in s, energy 0-1."""

    name: str
    start_seconds: float
    seconds: float
    bars: int
    energy: float


class Wishes(StrictRecord, frozen=True, kw_only=True):
    """Musical options given beside the sentence; None leaves the choice to it."""

    seconds: float | None = None
    tempo: float | None = None
    key: str | None = None
    style: str | None = None
    loop: bool | None = None


class Order(StrictRecord, frozen=True, kw_only=True):
    """What a window or a command line asks for, before it is a job; what is None is left to the settings."""

    prompt: str
    wishes: Wishes = Wishes()
    seed: int | None = None
    engine: str | None = None
    format: AudioFormat | None = None
    output: str | None = None
    stems: bool = False
    bank: str | None = None


class Request(Record, frozen=True, kw_only=True):
    """A job's request: everything the work needs, written once before acceptance."""

    schema_version: int = SCHEMA_VERSION
    job_id: str
    created_at: str
    prompt: str
    language: Language
    seed: int
    engine: str
    engine_kind: str
    format: AudioFormat
    output: str
    stems: bool
    brief: Brief
    options: dict[str, Value] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let no file pass whose moment cannot be read later."""
        _check_moments(self.created_at)


class ProcessId(Record, frozen=True, kw_only=True):
    """A process that cannot be confused with a later one of the same number."""

    pid: int
    started: str
    boot_id: str


class Result(Record, frozen=True, kw_only=True):
    """Where a finished track is: its title, folder and file URL; its length in s."""

    title: str
    folder: str
    url: str
    seconds: float


class Status(Record, frozen=True, kw_only=True):
    """A job's state as its owner last wrote it.

    progress is 0-1, or None where the engine cannot know. attempt counts the tries
    that were begun, deaths those that died in the boot they began in. composed names
    the attempt whose checked and encoded track waits in the work folder.
    """

    schema_version: int = SCHEMA_VERSION
    job_id: str
    state: JobState
    accepted_at: str
    stage: str | None = None
    progress: float | None = 0.0
    heartbeat_at: str | None = None
    started_at: str | None = None
    ended_at: str | None = None
    attempt: int = 0
    deaths: int = 0
    worker: ProcessId | None = None
    host: ProcessId | None = None
    composed: int | None = None
    target: str | None = None
    error: JobError | None = None
    result: Result | None = None

    def __post_init__(self) -> None:
        """Let no file pass whose moments cannot be read later."""
        _check_moments(self.accepted_at, self.heartbeat_at, self.started_at, self.ended_at)


def _check_moments(*moments: str | None) -> None:
    for moment in moments:
        if moment is not None:
            from_text(moment)


class UserNotes(Record, frozen=True, kw_only=True):
    """What the user says of a track; written by the index's writer alone."""

    schema_version: int = SCHEMA_VERSION
    title: str | None = None
    favourite: bool = False
    tags: tuple[str, ...] = ()
    heard: bool = False
    seen: bool = False
    folder: str | None = None


class Summary(Record, frozen=True, kw_only=True, gc=False):
    """One row of the index, the queue and the library.

    state is None while it cannot be read: unknown, being checked. seen says that a failure
    was looked at, announced that a window has told of the end.
    """

    job_id: str
    state: JobState | None
    prompt: str
    created_at: str
    title: str | None = None
    style: str = ""
    engine: str = ""
    key: str = ""
    tempo: float = 0.0
    seconds: float = 0.0
    progress: float | None = None
    stage: str | None = None
    started_at: str | None = None
    ended_at: str | None = None
    result_url: str | None = None
    error: JobError | None = None
    held: bool = False
    heard: bool = False
    seen: bool = False
    favourite: bool = False
    announced: bool = False

    @property
    def is_unfinished(self) -> bool:
        """True for a job that waits, runs or is being checked."""
        return self.state is None or not self.state.is_ended

    @property
    def can_cancel(self) -> bool:
        """True while there is something to cancel."""
        return self.is_unfinished

    @property
    def can_retry(self) -> bool:
        """True for a job that failed or was cancelled."""
        return self.state in (JobState.ERROR, JobState.CANCELLED)

    @property
    def can_play(self) -> bool:
        """True once the track exists."""
        return self.state is JobState.DONE and self.result_url is not None
