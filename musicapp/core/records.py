"""Reading and encoding records: nothing from the disk is trusted to be whole or ours."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TypeVar

import msgspec

from musicapp.core.model import SCHEMA_VERSION, Record
from musicapp.core.upgrades import upgrade

MAX_RECORD_BYTES = 1 << 20
RecordType = TypeVar("RecordType", bound=Record)
_encoder = msgspec.json.Encoder()


class DamagedError(Exception):
    """A file is there but is not what it should be; it is left as it is."""


class NewerError(Exception):
    """A newer version of the program wrote the file; it is left as it is."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} was written by a newer version")
        self.file = file


class _Version(msgspec.Struct, rename="camel"):
    schema_version: int = 0


def encode(record: Record) -> bytes:
    """Encode a record as JSON."""
    return _encoder.encode(record)


def read_record(path: Path, kind: type[RecordType], *, limit: int = MAX_RECORD_BYTES) -> RecordType:
    """Read a record, upgrading what an older version wrote.

    Args:
        path: the file; a link is not followed, a device or pipe is not opened.
        kind: the record's type.
        limit: the largest file that is read, in bytes.

    Raises:
        FileNotFoundError: there is none.
        DamagedError: it is torn, too large, no regular file, or not such a record.
        NewerError: a newer version wrote it.
    """
    return decode(read_plain_file(path, limit), kind, str(path))


def decode(data: bytes, kind: type[RecordType], name: str) -> RecordType:
    """Decode a record; name is what the error says.

    Raises:
        DamagedError, NewerError: as read_record.
    """
    try:
        version = msgspec.json.decode(data, type=_Version).schema_version
        if version > SCHEMA_VERSION:
            raise NewerError(name)
        if version == SCHEMA_VERSION:
            return msgspec.json.decode(data, type=kind)
        return msgspec.convert(upgrade(kind.__name__, version, msgspec.json.decode(data)), type=kind)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DamagedError(f"{name}: {error}") from error


def read_plain_file(path: Path, limit: int) -> bytes:
    """Read a regular file of at most limit bytes without following a link.

    Raises:
        FileNotFoundError: there is none.
        DamagedError: it is no regular file, too large, or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > limit:
                raise DamagedError(f"{path} is no file of at most {limit} bytes")
            with open(descriptor, "rb", closefd=False) as file:
                return file.read(limit + 1)
        finally:
            os.close(descriptor)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileNotFoundError(*error.args) from error
    except OSError as error:
        raise DamagedError(f"{path}: {error.strerror}") from error
