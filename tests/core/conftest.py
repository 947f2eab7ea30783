"""What the tests of the job core share: a room, and a spy on what reaches the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.room import Room
from tests.core.spy import Spy


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room of its own."""
    room = Room(tmp_path)
    room.make()
    yield room
    for ledger in room.ledgers:
        ledger.close()


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    """A spy on the calls by which files change."""
    return Spy(monkeypatch)
