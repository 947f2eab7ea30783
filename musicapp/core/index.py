"""The index, jobs.json: every job in one file, always rebuildable from jobs/."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from musicapp.core.clock import Clock
from musicapp.core.durable import remove_leftovers, write_file
from musicapp.core.locks import HeldLock, try_lock
from musicapp.core.model import SCHEMA_VERSION, Record, Summary
from musicapp.core.paths import DataPaths
from musicapp.core.records import DamagedError, encode, read_record

MAX_INDEX_BYTES = 1 << 28


class Index(Record, frozen=True, kw_only=True):
    """The content of jobs.json, oldest job first."""

    schema_version: int = SCHEMA_VERSION
    jobs: tuple[Summary, ...] = ()


class IndexFile:
    """Reads the index, and writes it while this process holds its lock."""

    def __init__(self, paths: DataPaths, clock: Clock) -> None:
        self._paths = paths
        self._clock = clock
        self._lock: HeldLock | None = None

    @property
    def is_writer(self) -> bool:
        """True while this process is the one that writes the index."""
        return self._lock is not None

    def become_writer(self) -> bool:
        """Take the index's lock if nobody else holds it."""
        if self._lock is None:
            self._lock = try_lock(self._paths.index_lock)
            if self._lock is not None:
                remove_leftovers(self._paths.root, self._paths.index.name)
        return self.is_writer

    def let_go(self) -> None:
        """Let another process write the index."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def load(self) -> tuple[Summary, ...] | None:
        """Return the rows, None where the index must be rebuilt; a damaged file is kept aside.

        Raises:
            NewerError: a newer version of the program wrote it; it is left alone.
        """
        try:
            return read_record(self._paths.index, Index, limit=MAX_INDEX_BYTES).jobs
        except FileNotFoundError:
            return None
        except DamagedError:
            if self.is_writer:
                self._keep_aside(self._paths.index)
            return None

    def _keep_aside(self, path: Path) -> None:
        path.rename(path.with_name(f"{path.name}.damaged-{self._clock.now():%Y%m%d-%H%M%S-%f}"))

    def save(self, rows: Iterable[Summary]) -> None:
        """Write the index durably, if this process is its writer."""
        if self.is_writer:
            write_file(self._paths.index, encode(Index(jobs=tuple(rows))))
