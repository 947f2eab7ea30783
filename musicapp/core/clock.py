"""Time as a value that is handed in, so that tests can move it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The two clocks a job needs."""

    def now(self) -> datetime:
        """Return the wall clock in UTC: for what people read, never for durations."""

    def monotonic(self) -> float:
        """Return seconds of a clock that only runs forward: for durations."""


class SystemClock:
    """The clocks of this machine."""

    def now(self) -> datetime:
        """Return the wall clock in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the monotonic clock in s."""
        return time.monotonic()


def to_text(moment: datetime) -> str:
    """Write a moment as ISO 8601 in UTC with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_text(text: str) -> datetime:
    """Read what to_text wrote.

    Raises:
        ValueError: it is no moment with a time zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return moment
