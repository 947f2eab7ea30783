"""How the command line ends."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What an exit status means."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    UNKNOWN_JOB = 3
    CANCELLED = 4
    LEFT_WAITING = 5
    INTERRUPTED = 130
