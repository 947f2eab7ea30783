"""The records of a SoundFont's articulation data, after SoundFont 2.04, section 7."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.sound.soundfont.error import BankError
from musicapp.engines.composer.sound.soundfont.riff import Content, Span

Table = npt.NDArray[Any]
"""A structured array, one record a row."""
_BAG = [("generators", "<u2"), ("modulators", "<u2")]
_GENERATOR = [("kind", "<u2"), ("amount", "<i2")]
_MODULATOR = [("source", "<u2"), ("target", "<u2"), ("amount", "<i2"), ("by", "<u2"), ("transform", "<u2")]
_FORMS: dict[str, list[tuple[str, str]]] = {
    "phdr": [
        ("name", "S20"),
        ("number", "<u2"),
        ("bank", "<u2"),
        ("bag", "<u2"),
        ("library", "<u4"),
        ("genre", "<u4"),
        ("morphology", "<u4"),
    ],
    "pbag": _BAG,
    "pmod": _MODULATOR,
    "pgen": _GENERATOR,
    "inst": [("name", "S20"), ("bag", "<u2")],
    "ibag": _BAG,
    "imod": _MODULATOR,
    "igen": _GENERATOR,
    "shdr": [
        ("name", "S20"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("loop_start", "<u4"),
        ("loop_end", "<u4"),
        ("rate", "<u4"),
        ("root", "u1"),
        ("correction", "i1"),
        ("link", "<u2"),
        ("type", "<u2"),
    ],
}
INSTRUMENT, SAMPLE = 41, 53
"""The generators that end a zone: what it sounds."""


class Articulation(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All records. The last of each table only says where the one before it ends."""

    phdr: Table
    pbag: Table
    pmod: Table
    pgen: Table
    inst: Table
    ibag: Table
    imod: Table
    igen: Table
    shdr: Table


def read_articulation(content: Content, chunks: dict[bytes, Span], name: str) -> Articulation:
    """Read all records and see that each points to what exists.

    Raises:
        BankError: a table is missing, or its records make no sense.
    """
    tables = {key: _read_table(content, chunks, key, name) for key in _FORMS}
    for side, head in (("p", "phdr"), ("i", "inst")):
        _check_rising(tables[head]["bag"], tables[f"{side}bag"], name)
        _check_rising(tables[f"{side}bag"]["generators"], tables[f"{side}gen"], name)
        _check_rising(tables[f"{side}bag"]["modulators"], tables[f"{side}mod"], name)
    _check_targets(tables["pgen"], INSTRUMENT, tables["inst"], name)
    _check_targets(tables["igen"], SAMPLE, tables["shdr"], name)
    return Articulation(**tables)


def _read_table(content: Content, chunks: dict[bytes, Span], key: str, name: str) -> Table:
    form = np.dtype(_FORMS[key])
    start, end = chunks.get(key.encode(), (0, 0))
    if end == start or (end - start) % form.itemsize:
        raise BankError(name, f"is damaged: its table {key!r} is missing or has a wrong size")
    return np.frombuffer(content[start:end], form)


def _check_rising(marks: Table, table: Table, name: str) -> None:
    """See that each mark lies in the table and none before its forerunner."""
    wide = marks.astype(np.int64)
    if (np.diff(wide) < 0).any() or wide[-1] >= len(table):
        raise BankError(name, "is damaged: its zones are out of order")


def _check_targets(generators: Table, kind: int, table: Table, name: str) -> None:
    """See that all zones sound something that exists."""
    named = generators["amount"][:-1][generators["kind"][:-1] == kind].view(np.uint16)
    if (named >= len(table) - 1).any():
        raise BankError(name, "is damaged: a zone plays something that is not there")
