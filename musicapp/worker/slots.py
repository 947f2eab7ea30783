"""Slots: how many workers run at once, each holding one lock of its kind."""

from __future__ import annotations

import os

from musicapp.core.locks import HeldLock, try_lock
from musicapp.core.paths import DataPaths
from musicapp.core.settings import Settings

EMBEDDED = "embedded"


def count_slots(kind: str, settings: Settings) -> int:
    """Return how many jobs of a kind may run at once: one per two cores, one per GPU."""
    if kind != EMBEDDED:
        return 1
    return settings.slots or max(1, (os.cpu_count() or 1) // 2)


def try_take_slot(paths: DataPaths, kind: str, settings: Settings) -> HeldLock | None:
    """Take a free slot of the kind without waiting; None when all are held."""
    for number in range(1, count_slots(kind, settings) + 1):
        lock = try_lock(paths.slots / f"{kind}-{number}")
        if lock is not None:
            return lock
    return None
