"""The one place where state is written: whole, synced and in order, or not at all.

A file is written beside its target, synced, renamed over it, and its folder synced.
A failed sync is never tried again on the same file: the kernel may have dropped the
data and say yes the second time. Such a failure is raised, and the old file stands.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700
TEMP_SUFFIX = ".tmp"


def write_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace a file's content in one step.

    Args:
        path: the file; its folder must exist.
        data: the whole content.
        durable: sync the file and its folder. False is for what may be lost in a power
            cut (progress, heartbeat), never torn.

    Raises:
        OSError: it could not be written and the old file stands; or the new one is there, but
            its name could not be synced.
    """
    temp = path.with_name(f".{path.name}.{os.getpid()}{TEMP_SUFFIX}")
    try:
        _write_new(temp, data, durable=durable)
        temp.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temp.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def _write_new(path: Path, data: bytes, *, durable: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, flags, FILE_MODE), "wb", buffering=0) as file:  # noqa: PTH123  (mode and flags matter)
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        if durable:
            sync_descriptor(file.fileno())


def sync_descriptor(descriptor: int) -> None:
    """Bring a file's data to the disk (on macOS to the platter, which fsync does not)."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_path(path: Path) -> None:
    """Bring a file's data, or a folder's names, to the disk."""
    if sys.platform == "win32" and path.is_dir():
        return  # Windows journals names itself and opens no folder
    descriptor = os.open(path, os.O_RDONLY)
    try:
        sync_descriptor(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    sync_path(folder)


def move(source: Path, target: Path) -> None:
    """Rename durably, within one file system, replacing a file of the target's name."""
    source.replace(target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def remove(path: Path) -> None:
    """Remove a file durably; it is no error when it is gone already."""
    try:
        path.unlink()
    except FileNotFoundError:
        return
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Create a private folder and its parents durably; it is no error when it is there."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():  # a file of that name; another process may well have made the folder
            raise
    sync_folder(folder.parent)


def create_folder(folder: Path, files: Mapping[str, bytes], hidden: Path) -> None:
    """Create a private folder with its files in one step: nobody sees half of it.

    Args:
        folder: the folder; its parent must exist.
        files: the content of each file, by name.
        hidden: where it is built, beside the folder.

    Raises:
        OSError: it could not be written; the hidden folder may be left.
    """
    hidden.mkdir(mode=FOLDER_MODE)
    for name, data in files.items():
        _write_new(hidden / name, data, durable=True)
    sync_folder(hidden)
    hidden.rename(folder)
    sync_folder(folder.parent)


def create_mark(path: Path) -> bool:
    """Create an empty file durably; return False when it was there already."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    except FileExistsError:
        return False
    sync_folder(path.parent)
    return True


def remove_leftovers(folder: Path, name: str) -> None:
    """Remove what writers of a file that died have left; for its one present writer."""
    for path in folder.glob(f".{name}.*{TEMP_SUFFIX}"):
        with contextlib.suppress(OSError):
            path.unlink()
