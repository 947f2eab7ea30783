"""The one writer: whole, synced and in order, or not at all."""

from __future__ import annotations

import errno
import os
import resource
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from musicapp.core.durable import (
    create_mark,
    make_folder,
    move,
    remove,
    remove_leftovers,
    sync_descriptor,
    sync_path,
    write_file,
)
from tests.core.room import names, umask
from tests.core.spy import Spy

WRITE = ["create .a.tmp", "sync .a.tmp", "rename .a.tmp a", "sync folder/"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder


def test_a_write_is_synced_renamed_and_its_folder_synced_in_this_order(folder: Path, spy: Spy) -> None:
    write_file(folder / "a", b"new")
    assert spy.calls == WRITE
    assert (folder / "a").read_bytes() == b"new"


def test_what_may_be_lost_is_renamed_in_but_not_synced(folder: Path, spy: Spy) -> None:
    write_file(folder / "a", b"new", durable=False)
    assert spy.calls == ["create .a.tmp", "rename .a.tmp a"]
    assert (folder / "a").read_bytes() == b"new"


@pytest.mark.parametrize("failing", range(3), ids=WRITE[:3])
@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_a_failed_write_raises_and_leaves_the_old_file_alone(folder: Path, spy: Spy, failing: int, error: int) -> None:
    write_file(folder / "a", b"old")
    spy.fail(failing, error)
    with pytest.raises(OSError, match=os.strerror(error)):
        write_file(folder / "a", b"new")
    assert [call for call in spy.calls if not call.startswith("unlink")] == WRITE[: failing + 1]
    assert names(folder) == ["a"]
    assert (folder / "a").read_bytes() == b"old"


def test_a_failed_sync_of_the_folder_is_raised_and_not_tried_again(folder: Path, spy: Spy) -> None:
    spy.fail(3, errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        write_file(folder / "a", b"new")
    assert spy.calls == WRITE


def test_a_disk_that_ends_in_the_middle_of_a_file_leaves_the_old_one(folder: Path) -> None:
    write_file(folder / "a", b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
            write_file(folder / "a", b"n" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(folder) == ["a"]
    assert (folder / "a").read_bytes() == b"old"


def test_a_write_into_a_missing_folder_raises(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_file(folder / "none" / "a", b"new")


def test_a_planted_link_in_the_place_of_the_temp_file_is_not_followed(folder: Path) -> None:
    victim = folder / "victim"
    victim.write_bytes(b"mine")
    (folder / f".a.{os.getpid()}.tmp").symlink_to(victim)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        write_file(folder / "a", b"new")
    assert victim.read_bytes() == b"mine"


def test_a_link_is_replaced_not_written_through(folder: Path) -> None:
    victim = folder / "victim"
    victim.write_bytes(b"mine")
    (folder / "a").symlink_to(victim)
    write_file(folder / "a", b"new")
    assert victim.read_bytes() == b"mine"
    assert not (folder / "a").is_symlink()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_files_and_folders_are_private_whatever_the_umask(folder: Path, mask: int) -> None:
    with umask(mask):
        make_folder(folder / "b" / "c")
        write_file(folder / "a", b"")
        create_mark(folder / "mark")
    modes = {name: stat.S_IMODE((folder / name).stat().st_mode) for name in ("a", "mark", "b", "b/c")}
    assert modes == {"a": 0o600, "mark": 0o600, "b": 0o700, "b/c": 0o700}


def test_a_new_folder_is_known_to_each_of_its_parents_on_disk(folder: Path, spy: Spy) -> None:
    make_folder(folder / "b" / "c")
    assert spy.calls == ["mkdir b", "sync folder/", "mkdir c", "sync b/"]


def test_a_folder_that_is_there_stays(folder: Path, spy: Spy) -> None:
    make_folder(folder)
    assert spy.calls == []


def test_two_may_make_a_folder_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mkdir = os.mkdir

    def the_other_first(path: Path, mode: int) -> None:
        mkdir(path, mode)
        mkdir(path, mode)

    monkeypatch.setattr(os, "mkdir", the_other_first)
    make_folder(folder / "b")
    assert (folder / "b").is_dir()


def test_a_file_is_no_folder(folder: Path) -> None:
    (folder / "a").touch()
    for place in (folder / "a", folder / "a" / "b"):
        with pytest.raises(FileExistsError):
            make_folder(place)


def test_a_move_syncs_both_folders(folder: Path, spy: Spy) -> None:
    make_folder(folder / "b")
    write_file(folder / "a", b"x")
    spy.calls.clear()
    move(folder / "a", folder / "b" / "a")
    assert spy.calls == ["rename a a", "sync b/", "sync folder/"]


def test_a_rename_syncs_its_folder_once(folder: Path, spy: Spy) -> None:
    write_file(folder / "a", b"x")
    spy.calls.clear()
    move(folder / "a", folder / "b")
    assert spy.calls == ["rename a b", "sync folder/"]


def test_a_removal_is_synced_and_may_come_twice(folder: Path, spy: Spy) -> None:
    write_file(folder / "a", b"x")
    spy.calls.clear()
    remove(folder / "a")
    assert spy.calls == ["unlink a", "sync folder/"]
    remove(folder / "a")
    assert spy.calls == ["unlink a", "sync folder/", "unlink a"]


def test_a_mark_is_made_by_one_alone_and_synced(folder: Path, spy: Spy) -> None:
    assert create_mark(folder / "mark")
    assert spy.calls == ["create mark", "sync folder/"]
    assert not create_mark(folder / "mark")


@pytest.mark.parametrize(
    ("change", "sync"),
    [
        (lambda folder: create_mark(folder / "mark"), 1),
        (lambda folder: make_folder(folder / "b"), 1),
        (lambda folder: remove(folder / "a"), 1),
        (lambda folder: move(folder / "a", folder / "b"), 1),
        (lambda folder: sync_path(folder / "a"), 0),
    ],
    ids=["create_mark", "make_folder", "remove", "move", "sync_path"],
)
def test_every_change_that_cannot_be_synced_raises(
    folder: Path, spy: Spy, change: Callable[[Path], object], sync: int
) -> None:
    (folder / "a").touch()
    spy.fail(sync, errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        change(folder)
    assert sum(call.startswith("sync") for call in spy.calls) == 1


def test_on_macos_data_reaches_the_platter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[int] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _, command: asked.append(command))
    monkeypatch.setattr(sys, "platform", "darwin")
    with (folder / "a").open("wb") as file:
        sync_descriptor(file.fileno())
    assert asked == [51]


def test_windows_opens_no_folder(folder: Path, monkeypatch: pytest.MonkeyPatch, spy: Spy) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    sync_path(folder)
    assert spy.calls == []


def test_only_leftovers_of_the_named_file_are_removed(folder: Path) -> None:
    for name in (".a.7.tmp", ".a.8.tmp", ".b.7.tmp", "a", "a.tmp"):
        (folder / name).touch()
    remove_leftovers(folder, "a")
    assert names(folder) == [".b.7.tmp", "a", "a.tmp"]


def test_a_leftover_that_cannot_be_removed_stops_nobody(folder: Path) -> None:
    (folder / ".a.7.tmp").mkdir()
    remove_leftovers(folder, "a")
    assert names(folder) == [".a.7.tmp"]
