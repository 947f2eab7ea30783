"""What the tests of the job core share: a room, and a spy on what reaches the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.room import Room
from tests.core.spy import Spy

MEMORY = Path("/dev/shm")  # noqa: S108  (a folder of our own is made in it)


@pytest.fixture
def room() -> Iterator[Room]:
    """A room of its own, in memory where that is offered: what is synced is seen by the spy, not by waiting."""
    with tempfile.TemporaryDirectory(prefix="room-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        room = Room(Path(folder))
        room.make()
        yield room
        for ledger in room.ledgers:
            ledger.close()


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    """A spy on the calls by which files change."""
    return Spy(monkeypatch)
