"""Which banks of sounds there are is told from their list and from what lies in the folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from musicapp.app.banks import SoundBank, find_banks

LIST = """{"schemaVersion": 1, "banks": [
  {"id": "lite", "name": "Small", "version": "1", "attribution": "MIT (by A)", "optional": false, "source": "x",
   "files": [{"file": "small.sf3", "sizeBytes": 3, "sha256": ""}]},
  {"id": "full", "name": "Large", "version": "2", "attribution": "MIT (by B)", "optional": true,
   "files": [{"file": "large.sf3", "sizeBytes": 5, "sha256": ""}, {"file": "L", "sizeBytes": 1, "sha256": ""}]}]}"""


@pytest.fixture
def sounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program's sounds, and a user's folder of banks that is not there yet."""
    folder = tmp_path / "sounds"
    folder.mkdir()
    (folder / "manifest.json").write_text(LIST, encoding="utf-8")
    (folder / "small.sf3").write_bytes(b"abc")
    monkeypatch.setattr("musicapp.app.banks.resource_path", lambda name: tmp_path / name)
    monkeypatch.setattr("musicapp.app.banks.user_banks", lambda: tmp_path / "banks")
    return folder


def by_id() -> dict[str, SoundBank]:
    """Return the banks that are found."""
    return {bank.id: bank for bank in find_banks()}


def test_a_missing_bank_says_where_its_file_goes(sounds: Path, tmp_path: Path) -> None:
    small, large = find_banks()
    assert (small.is_there, large.is_there) == (True, False)
    assert (large.file, large.folder) == ("large.sf3", str(tmp_path / "banks"))
    assert (large.name, large.version, large.attribution) == ("Large", "2", "MIT (by B)")
    assert small.folder == str(sounds)


def test_it_is_there_once_the_whole_file_is(sounds: Path, tmp_path: Path) -> None:
    added = tmp_path / "banks"
    added.mkdir()
    (added / "large.sf3").write_bytes(b"half")
    assert not by_id()["full"].is_there
    (added / "large.sf3").write_bytes(b"whole")
    assert by_id()["full"].is_there
    (added / "large.sf3").rename(sounds / "large.sf3")
    assert by_id()["full"].is_there


def test_a_built_in_bank_is_not_looked_for_in_the_users_folder(sounds: Path, tmp_path: Path) -> None:
    (tmp_path / "banks").mkdir()
    (sounds / "small.sf3").rename(tmp_path / "banks" / "small.sf3")
    assert not by_id()["lite"].is_there


def test_a_folder_under_the_name_is_no_bank(sounds: Path) -> None:
    (sounds / "large.sf3").mkdir()
    assert not by_id()["full"].is_there


@pytest.mark.parametrize("content", [None, b"{", b'{"banks": [{"id": 1}]}', b"\xff"])
def test_a_damaged_list_names_no_banks(sounds: Path, content: bytes | None) -> None:
    (sounds / "manifest.json").unlink()
    if content is not None:
        (sounds / "manifest.json").write_bytes(content)
    assert find_banks() == ()


def test_the_banks_of_the_program_itself() -> None:
    banks = by_id()
    assert banks["lite"].is_there
    assert banks["oneshots"].is_there
    assert banks["full"].file == "MuseScore_General_Full.sf3"
    assert banks["full"].folder.endswith("banks")
    assert all(bank.attribution for bank in banks.values())
