"""The recipe that lies beside every track, as the one ``.json`` in its folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec

from musicapp.core.model import SCHEMA_VERSION, Brief, Language, Record, Request, Section, Value

SUFFIX = ".json"
SIZE_LIMIT_BYTES = 8 << 20
"""More is not a sidecar: the largest request is far smaller."""


class TrackFiles(Record, frozen=True, kw_only=True):
    """The track's files, relative to its folder, with ``/``; stems by instrument."""

    track: str
    midi: str | None
    stems: dict[str, str]


class Loudness(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Integrated loudness in LUFS (None: too quiet to have one), true peak in dBTP.

    target_lufs is what it was to be, limiting_db by how much its loudest moment was held
    down (dB, 0 or more): absent where the engine does not say.
    """

    lufs: float | None
    true_peak_db: float
    target_lufs: float | None = None
    limiting_db: float | None = None


class Sidecar(Record, frozen=True, kw_only=True):
    """Everything that is known of a finished track.

    seconds is the length of the file in s, tempo in beats per minute, seed, engine and
    request are what makes it again. sha256 has every file of the folder but this one.
    """

    schema_version: int = SCHEMA_VERSION
    job_id: str
    title: str
    prompt: str
    seed: int
    engine: str
    engine_version: str
    created_at: str
    seconds: float
    tempo: float
    key: str
    meter: str
    style: str
    sections: tuple[Section, ...]
    instruments: tuple[str, ...]
    files: TrackFiles
    sha256: dict[str, str]
    loudness: Loudness
    request: Request
    licences: tuple[str, ...]


class Recipe(Record, frozen=True, kw_only=True):
    """What the audio file itself carries in its comment: enough to make it again.

    It names no job, date or folder: the same request must give the same bytes.
    """

    schema_version: int = SCHEMA_VERSION
    prompt: str
    language: Language
    seed: int
    engine: str
    engine_version: str
    format: str
    stems: bool
    brief: Brief
    options: dict[str, Value]
    licences: tuple[str, ...]


class _Head(Record, frozen=True, kw_only=True):
    """What can be read of a sidecar of any version."""

    schema_version: int
    job_id: str


_head_decoder = msgspec.json.Decoder(_Head)
_sidecar_decoder = msgspec.json.Decoder(Sidecar)


def encode_sidecar(sidecar: Sidecar) -> bytes:
    """Encode a sidecar as JSON that a person can read too."""
    return msgspec.json.format(msgspec.json.encode(sidecar), indent=2) + b"\n"


def find_sidecar(folder: Path) -> Path | None:
    """Find the sidecar of a track's folder; None unless exactly one ``.json`` is there.

    Hidden files do not count: macOS puts a ``._name.json`` beside a file on foreign disks.
    """
    try:
        names = [name for name in os.listdir(folder) if name.endswith(SUFFIX) and not name.startswith(".")]  # noqa: PTH208  (names are enough)
    except OSError:
        return None
    return folder / names[0] if len(names) == 1 else None


def read_job_id(path: Path) -> str | None:
    """Read whose track it is; None if the file is missing, damaged or no sidecar.

    A sidecar of a newer schema answers too: its track must not be published twice.
    """
    try:
        return _head_decoder.decode(_content(path)).job_id
    except (OSError, ValueError, RecursionError):
        return None


def read_sidecar(path: Path) -> Sidecar:
    """Read a sidecar.

    Raises:
        ValueError: it is damaged, no sidecar, or written by a newer version.
        OSError: it cannot be read.
    """
    content = _content(path)
    try:
        version = _head_decoder.decode(content).schema_version
        if version > SCHEMA_VERSION:
            raise ValueError(f"written by a newer version (schema {version})")
        return _sidecar_decoder.decode(content)
    except RecursionError as error:
        raise ValueError("nested too deeply for a sidecar") from error


def _content(path: Path) -> bytes:
    """Read a regular file of sensible size; a pipe of that name would never end."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("not a file")
    if found.st_size > SIZE_LIMIT_BYTES:
        raise ValueError("too large for a sidecar")
    return path.read_bytes()
