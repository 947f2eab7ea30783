"""Ornaments as data: notes before the main one, a bend, or a slow shake. Part of the one schema of all styles."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from musicapp.engines.composer.styles.values import Positive, Share

FILE = Path(__file__).parent / "shared" / "ornaments.toml"


class Shake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pitch that swings by depth semitones either way, hz times a second, from from_s after the note's start."""

    from_s: Annotated[float, msgspec.Meta(ge=0)]
    hz: Positive
    depth: Positive


class Ornament(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An ornament of a note that lasts least_s or more.

    notes are (scale steps from the main note, s) that come in its place first; they are repeated until they fill a
    share of it. bend are (s from its start, or from its end where negative; semitones).
    """

    least_s: Positive
    notes: tuple[tuple[int, float], ...] = ()
    fills: Share = 0.0
    bend: tuple[tuple[float, float], ...] = ()
    shake: Shake | None = None

    @property
    def is_bent(self) -> bool:
        """True of what needs an instrument whose pitch can be bent."""
        return bool(self.bend) or self.shake is not None


@functools.lru_cache(maxsize=1)
def load_ornaments() -> dict[str, Ornament]:
    """Read all ornaments by name.

    Raises:
        ValueError: the file breaks the schema.
    """
    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), dict[str, Ornament])
