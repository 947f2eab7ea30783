"""What was typed is on the disk within a second of the last key, and there again after anything."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from musicapp.app.draft import Draft, load_draft
from musicapp.app.draft_keeper import DraftKeeper
from musicapp.app.storage_thread import StorageThread

PROMISED_SECONDS = 1.0


@pytest.fixture
def storage() -> Iterator[StorageThread]:
    """A storage thread that ends with the test."""
    storage = StorageThread()
    yield storage
    storage.finish()


def test_the_last_key_is_on_the_disk_within_a_second(qtbot: QtBot, storage: StorageThread, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    keeper = DraftKeeper(path, storage)
    for length in range(1, 11):
        keeper.keep(Draft(prompt="느린 피아노 곡"[:length], seconds=30.0))
        qtbot.wait(5)
    typed_at = time.monotonic()
    qtbot.waitUntil(lambda: load_draft(path).prompt == "느린 피아노 곡", timeout=3000)
    assert time.monotonic() - typed_at < PROMISED_SECONDS


def test_typing_without_a_pause_does_not_put_saving_off(qtbot: QtBot, storage: StorageThread, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    keeper = DraftKeeper(path, storage)
    begun = time.monotonic()
    letters = ""
    while not path.exists():
        letters += "x"
        keeper.keep(Draft(prompt=letters))
        qtbot.wait(20)
        assert time.monotonic() - begun < PROMISED_SECONDS


def test_closing_saves_at_once(storage: StorageThread, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "draft.json"
    keeper = DraftKeeper(path, storage)
    draft = Draft(prompt="quiet", seconds=12.5, style="piano_solo", last_job_id="x", tab=2)
    keeper.keep(draft)
    keeper.save()
    qtbot.waitUntil(path.exists, timeout=300)
    assert load_draft(path) == draft


def test_what_was_typed_comes_back(qtbot: QtBot, storage: StorageThread, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    first = DraftKeeper(path, storage)
    first.keep(Draft(prompt="slow"))
    first.save()
    second = DraftKeeper(path, storage)
    with qtbot.waitSignal(second.loaded) as loaded:
        second.load()
    assert loaded.args == [Draft(prompt="slow")]


@pytest.mark.parametrize("content", [b"", b"{", b'{"schemaVersion":99}', b'{"schemaVersion":1,"tab":"x"}'])
def test_a_damaged_draft_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(content)
    assert load_draft(path) == Draft()
