"""The queue: one small file per unfinished job, so that nobody scans the finished ones.

An entry is named ``<rank>.<jobId>.json``; ranks order the queue. Held entries wait for a
yes, and the end of a job moves its entry to ``ended/<jobId>`` until the index has it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from musicapp.core.clock import from_text
from musicapp.core.durable import create_mark, move, remove, write_file
from musicapp.core.job_folder import is_job_id
from musicapp.core.model import SCHEMA_VERSION, Record, Request
from musicapp.core.paths import DataPaths
from musicapp.core.records import encode, read_record

RANK_DIGITS = 17


class QueueEntry(Record, frozen=True, kw_only=True):
    """What a worker must know before it opens a job: which kind of slot it needs."""

    schema_version: int = SCHEMA_VERSION
    job_id: str
    engine_kind: str


@dataclass(frozen=True, order=True)
class Place:
    """A job's place in the queue: its entry's file."""

    name: str
    folder: Path

    @property
    def job_id(self) -> str:
        """The job that the entry stands for."""
        return self.name.split(".")[1]

    @property
    def path(self) -> Path:
        """The entry's file."""
        return self.folder / self.name

    def engine_kind(self) -> str:
        """Read which kind of slot the job needs.

        Raises:
            FileNotFoundError, DamagedError, NewerError: as read_record.
        """
        return read_record(self.path, QueueEntry).engine_kind


class Queue:
    """The order of unfinished jobs, kept in file names."""

    def __init__(self, paths: DataPaths) -> None:
        self._paths = paths

    def waiting(self) -> list[Place]:
        """Return the places of all unfinished jobs that are not held, in order."""
        return sorted(_places(self._paths.queue))

    def held(self) -> list[Place]:
        """Return the places of held jobs, in order."""
        return sorted(_places(self._paths.held))

    def ended(self) -> list[str]:
        """Return the ids of ended jobs that the index does not hold yet."""
        return sorted(entry.name for entry in os.scandir(self._paths.ended) if is_job_id(entry.name))

    def find(self, job_id: str) -> Place | None:
        """Return a job's place, waiting or held."""
        return next(iter(self._find_all(job_id)), None)

    def _find_all(self, job_id: str) -> list[Place]:
        return [place for place in [*self.waiting(), *self.held()] if place.job_id == job_id]

    def add(self, request: Request) -> None:
        """Put a job at the end of the queue, durably."""
        entry = QueueEntry(job_id=request.job_id, engine_kind=request.engine_kind)
        name = f"{self._next_rank(request):0{RANK_DIGITS}d}.{request.job_id}.json"
        write_file(self._paths.queue / name, encode(entry))

    def _next_rank(self, request: Request) -> int:
        """Return microseconds since 1970, but behind the last entry: clocks are set back at times."""
        now = int(from_text(request.created_at).timestamp() * 1_000_000)
        last = max((entry.name for entry in _places(self._paths.queue)), default="")
        return max(now, int(last.split(".")[0]) + 1) if last else now

    def hold(self, place: Place) -> None:
        """Let a job wait for a yes."""
        move(place.path, self._paths.held / place.name)

    def release(self, place: Place) -> None:
        """Put a held job back where it was."""
        move(place.path, self._paths.queue / place.name)

    def end(self, job_id: str) -> None:
        """Record that a job has ended; for its owner. A job entered twice has ended once."""
        for place in self._find_all(job_id):
            move(place.path, self._paths.ended / job_id)

    def drop(self, place: Place) -> None:
        """Remove an entry that stands for no job."""
        remove(place.path)

    def forget_ended(self, job_id: str) -> None:
        """Remove the record of an end, once the index has it."""
        remove(self._paths.ended / job_id)

    def is_paused(self) -> bool:
        """True while workers are to claim nothing."""
        return self._paths.paused.exists()

    def pause(self) -> None:
        """Let no new job begin."""
        create_mark(self._paths.paused)

    def unpause(self) -> None:
        """Let jobs begin again."""
        remove(self._paths.paused)


def _places(folder: Path) -> Iterator[Place]:
    for entry in os.scandir(folder):
        rank, *rest = entry.name.split(".")
        if rank.isascii() and rank.isdigit() and len(rest) == 2 and is_job_id(rest[0]) and rest[1] == "json":
            yield Place(name=entry.name, folder=folder)
