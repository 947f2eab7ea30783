"""What the whole app is doing, in one value: the indicator shows nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from musicapp.core.clock import from_text
from musicapp.core.model import JobState, Record, Summary

LEAST_PROGRESS_FOR_AN_ESTIMATE = 0.05


class Overview(Record, frozen=True, kw_only=True):
    """The state of all unfinished work.

    percent is the oldest running job's, None where its engine cannot know. seconds_left is
    an estimate in s, None while there is too little to estimate from. job_id is the job
    that a click on the indicator goes to.
    """

    running: int = 0
    percent: int | None = None
    seconds_left: float | None = None
    waiting: int = 0
    held: int = 0
    is_paused: bool = False
    is_checking: bool = False
    failed_unseen: int = 0
    job_id: str | None = None

    @property
    def is_idle(self) -> bool:
        """True when no job is unfinished and nothing waits to be looked at."""
        return self == Overview(is_paused=self.is_paused, held=self.held)


def summarise(summaries: Iterable[Summary], *, is_paused: bool, now: datetime) -> Overview:
    """Return the overview of all jobs, given oldest first."""
    rows = list(summaries)
    running = [row for row in rows if row.state is JobState.PROCESSING]
    waiting = [row for row in rows if row.state is JobState.PENDING and not row.held]
    unknown = [row for row in rows if row.state is None]
    failed = [row for row in rows if row.state is JobState.ERROR and not row.seen]
    target = next(iter([*running, *unknown, *waiting, *failed[::-1]]), None)
    oldest = running[0] if running else None
    return Overview(
        running=len(running),
        percent=None if oldest is None or oldest.progress is None else int(oldest.progress * 100),
        seconds_left=None if oldest is None else seconds_left(oldest, now),
        waiting=len(waiting),
        held=sum(row.held for row in rows),
        is_paused=is_paused,
        is_checking=bool(unknown),
        failed_unseen=len(failed),
        job_id=target.job_id if target else None,
    )


def seconds_left(row: Summary, now: datetime) -> float | None:
    """Estimate a running job's remaining time in s from its progress so far."""
    if row.started_at is None or row.progress is None or row.progress < LEAST_PROGRESS_FOR_AN_ESTIMATE:
        return None
    elapsed = (now - from_text(row.started_at)).total_seconds()
    return max(0.0, elapsed * (1 - row.progress) / row.progress)
