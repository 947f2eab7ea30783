"""Choices that hold until they are changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from musicapp.core.records import NewerError
from musicapp.core.settings import Settings, load_settings, save_settings

CHOSEN = Settings(
    language="ko", output="/music", format="mp3", stems=True, play_when_finished=False, slots=2, sound_bank="full"
)


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    save_settings(tmp_path / "settings.json", CHOSEN)
    assert load_settings(tmp_path / "settings.json") == CHOSEN


@pytest.mark.parametrize("content", [None, b"", b"\0" * 99, b'{"schemaVersion":1,"language":"fr"}'])
def test_where_none_can_be_read_the_defaults_hold_and_the_file_stays(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "settings.json"
    if content is not None:
        file.write_bytes(content)
    assert load_settings(file) == Settings()
    assert (file.read_bytes() if file.exists() else None) == content


def test_settings_of_an_older_version_play_the_usual_bank(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b'{"schemaVersion":1,"format":"mp3","slots":null}')
    assert load_settings(file) == Settings(format="mp3", sound_bank="lite")


def test_newer_settings_are_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b'{"schemaVersion":2}')
    with pytest.raises(NewerError):
        load_settings(file)
    assert file.read_bytes() == b'{"schemaVersion":2}'
