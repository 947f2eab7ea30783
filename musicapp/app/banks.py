"""The banks of recorded instruments: which are there, where the others go, and whose they are.

Only their list and the sizes of their files are looked at: an engine checks what it opens.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from musicapp.core.model import Record
from musicapp.core.paths import resource_path, user_banks


class SoundBank(Record, frozen=True, kw_only=True):
    """A bank as people are told of it.

    file is the name of the file that holds its sounds, folder where the user may put it.
    """

    id: str
    name: str
    version: str
    attribution: str
    is_there: bool
    file: str
    folder: str


class _File(Record, frozen=True, kw_only=True):
    file: str
    size_bytes: int


class _Listed(Record, frozen=True, kw_only=True):
    id: str
    name: str
    version: str
    attribution: str
    optional: bool
    files: tuple[_File, ...]


class _List(Record, frozen=True, kw_only=True):
    banks: tuple[_Listed, ...]


_decoder = msgspec.json.Decoder(_List)


def find_banks() -> tuple[SoundBank, ...]:
    """Return the banks that the program knows, those that are missing too; none if their list is damaged."""
    sounds = resource_path("sounds")
    try:
        listed = _decoder.decode((sounds / "manifest.json").read_bytes()).banks
    except (OSError, msgspec.DecodeError):
        return ()
    return tuple(_look_for(bank, sounds) for bank in listed)


def _look_for(bank: _Listed, sounds: Path) -> SoundBank:
    added = user_banks() if bank.optional else None
    places = (sounds, *((added,) if added else ()))
    first = bank.files[0]
    return SoundBank(
        id=bank.id,
        name=bank.name,
        version=bank.version,
        attribution=bank.attribution,
        is_there=any(_size(place / first.file) == first.size_bytes for place in places),
        file=Path(first.file).name,
        folder=str(places[-1]),
    )


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
