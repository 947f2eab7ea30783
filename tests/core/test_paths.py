"""Where everything lives, in whatever environment the program is started."""

from __future__ import annotations

import os
import pwd
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from musicapp.core.paths import DataPaths, data_paths, default_output, resource_path
from musicapp.core.problems import Problem, UserError
from tests.core.room import Room, names, umask

VARIABLES = ("HOME", "XDG_DATA_HOME", "XDG_MUSIC_DIR", "XDG_CONFIG_HOME")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that is as good as empty."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def refused(act: Callable[[], object]) -> dict[str, str]:
    """Return what the sentence about the data folder would say."""
    with pytest.raises(UserError) as refusal:
        act()
    assert refusal.value.problem is Problem.DATA_FOLDER
    return refusal.value.values


def test_the_data_folder_follows_xdg_data_home(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_paths().root == tmp_path / "musicapp"


def test_the_data_folder_is_else_where_the_home_is(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("HOME", str(tmp_path))
    assert data_paths().root == tmp_path / ".local" / "share" / "musicapp"


@pytest.mark.usefixtures("environment")
def test_in_an_empty_environment_the_home_of_the_user_counts() -> None:
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert data_paths().root == home / ".local" / "share" / "musicapp"
    assert default_output().is_absolute()


def test_without_any_home_it_says_so(environment: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> object:
        raise KeyError

    environment.setattr(pwd, "getpwuid", unknown)
    assert refused(data_paths)["folder"].startswith("~")


@pytest.mark.parametrize("folder", ["relative/share", "./share", "~/share"])
def test_a_relative_data_folder_is_not_taken(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path(folder))
    assert refused(data_paths) == {"folder": str(Path(folder)), "reason": "it is not an absolute path"}


def test_a_relative_variable_leads_nowhere_near_the_working_folder(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("HOME", str(tmp_path))
    environment.setenv("XDG_DATA_HOME", "relative/share")
    environment.chdir(tmp_path)
    try:
        root = data_paths().root
    except UserError as refusal:
        assert refusal.problem is Problem.DATA_FOLDER
    else:
        assert root == tmp_path / ".local" / "share" / "musicapp"


def test_a_system_that_names_no_folder_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Path:
        raise RuntimeError

    monkeypatch.setattr("platformdirs.user_data_path", fail)
    assert refused(data_paths)["reason"] == "there is no home folder"


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_the_folders_are_made_private_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    paths = DataPaths(tmp_path / "share" / "musicapp")
    with umask(mask):
        paths.make()
        paths.make()
    assert names(paths.root) == ["deleted", "engines", "jobs", "logs", "queue", "slots"]
    assert names(paths.queue) == ["ended", "held"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in [paths.root, *paths.root.rglob("*")]} == {0o700}


@pytest.mark.parametrize("below", [".", "musicapp", "musicapp/jobs", "musicapp/queue"])
def test_a_file_in_the_place_of_a_folder_is_explained(tmp_path: Path, below: str) -> None:
    file = tmp_path / "share" / below
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    values = refused(DataPaths(tmp_path / "share" / "musicapp").make)
    assert values["folder"] == str(tmp_path / "share" / "musicapp")
    assert values["reason"]
    assert file.read_bytes() == b""


def test_a_folder_that_all_may_write_to_is_refused(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "musicapp")
    paths.make()
    paths.root.chmod(0o777)
    assert refused(paths.make)["reason"] == "others may write to it"
    paths.root.chmod(0o755)
    paths.make()


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = DataPaths(tmp_path / "musicapp")
    paths.make()
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert refused(paths.make)["reason"] == "others may write to it"


def test_on_windows_owners_have_no_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    DataPaths(tmp_path / "musicapp").make()


def test_every_path_lies_in_the_data_folder(room: Room) -> None:
    paths = room.paths
    found = [getattr(paths, name) for name, value in vars(DataPaths).items() if isinstance(value, property)]
    assert len(found) == len(set(found)) == 13
    assert all(path.is_relative_to(paths.root) for path in [*found, paths.job("20261124-060000-000000-abc123")])


def test_resources_are_found_from_a_clone_and_from_an_installed_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resource_path("icons").parent.name == "resources"
    package = tmp_path / "site" / "musicapp"
    package.mkdir(parents=True)
    monkeypatch.setattr("musicapp.__file__", str(package / "__init__.py"))
    assert resource_path("icons") == tmp_path / "site" / "resources" / "icons"
    (package / "resources").mkdir()
    assert resource_path("icons") == package / "resources" / "icons"
