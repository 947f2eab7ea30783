"""The sound banks that come with the program or beside it: where they are, whether they are whole, whose they are."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from musicapp.core.model import ErrorKind, Record
from musicapp.core.paths import resource_path, user_banks
from musicapp.engines.failure import EngineFailure

SOUNDS = "sounds"
LITE, FULL, ONESHOTS = "lite", "full", "oneshots"


class BankFile(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of a bank, below the folder of sounds."""

    file: str
    size_bytes: int
    sha256: str


class Bank(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A bank: its files, the first of them the sounds themselves, and what is to be said of it.

    attribution goes into every file made with it; optional banks need not be there.
    """

    id: str
    name: str
    version: str
    source: str
    licence: str
    licence_files: tuple[str, ...]
    attribution: str
    optional: bool = False
    files: tuple[BankFile, ...]


class _Manifest(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema_version: int
    banks: tuple[Bank, ...]


class BankProblem(EngineFailure):
    """A bank is missing or damaged."""

    def __init__(self, sentence: str) -> None:
        super().__init__(ErrorKind.MISSING_MODEL, sentence)


def find_bank(bank_id: str) -> Path:
    """Return the checked sound file of a bank: the first of its files.

    Raises:
        BankProblem: it is missing or damaged; the sentence names the file and what to do.
        ValueError: no bank has this id.
    """
    bank = load_bank(bank_id)
    return _checked(bank, bank.files[0])


def find_sample(name: str) -> Path:
    """Return a checked one-shot by its file name, such as ``bd_808.flac``; errors as of ``find_bank``."""
    bank = load_bank(ONESHOTS)
    for file in bank.files:
        if file.file == f"{ONESHOTS}/{name}":
            return _checked(bank, file)
    raise ValueError(f"no sample is named {name!r}")


def bank_licences(bank_ids: Iterable[str]) -> tuple[str, ...]:
    """Return for each bank what a track made with it must say, in the order given."""
    return tuple(load_bank(bank_id).attribution for bank_id in bank_ids)


def load_bank(bank_id: str) -> Bank:
    """Return what is known of a bank; ValueError if no bank has this id."""
    for bank in known_banks():
        if bank.id == bank_id:
            return bank
    raise ValueError(f"no sound bank is named {bank_id!r}")


def known_banks() -> tuple[Bank, ...]:
    """Return all banks, optional ones too.

    Raises:
        BankProblem: the list of banks is missing or damaged.
    """
    path = resource_path(SOUNDS) / "manifest.json"
    try:
        return _read_banks(path, path.stat().st_mtime_ns)
    except (OSError, msgspec.DecodeError) as error:
        raise BankProblem(f"The list of sound banks {path} is missing or damaged. Install musicapp again.") from error


@functools.lru_cache(maxsize=4)
def _read_banks(path: Path, _mtime_ns: int) -> tuple[Bank, ...]:
    return msgspec.json.decode(path.read_bytes(), type=_Manifest).banks


def _checked(bank: Bank, file: BankFile) -> Path:
    """Return where a file is, if it is what it should be."""
    remedy = _remedy(bank, file)
    path = next((place / file.file for place in _places(bank) if (place / file.file).is_file()), None)
    if path is None:
        raise BankProblem(f"The sound bank {bank.name} is missing ({file.file}). {remedy}")
    try:
        found = path.stat()
        is_whole = found.st_size == file.size_bytes and _sha256(path, found.st_size, found.st_mtime_ns) == file.sha256
    except OSError as error:
        raise BankProblem(f"The sound bank {path} cannot be read ({error.strerror}). {remedy}") from error
    if not is_whole:
        raise BankProblem(f"The sound bank {path} is damaged. {remedy}")
    return path


def _remedy(bank: Bank, file: BankFile) -> str:
    if not bank.optional:
        return "Install musicapp again."
    return f"Put {Path(file.file).name} into {_places(bank)[-1]}, or choose the bank that is built in."


def _places(bank: Bank) -> list[Path]:
    """Return the folders in which a bank may lie; only an optional one may lie in the user's."""
    added = user_banks() if bank.optional else None
    return [resource_path(SOUNDS)] + ([added] if added else [])


@functools.lru_cache(maxsize=256)
def _sha256(path: Path, _size: int, _mtime_ns: int) -> str:
    """Return a file's hash; read anew only when size or time of change are others."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
