"""What was chosen for one field of the brief, and which words chose it."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from musicapp.brief.clues import Clue
from musicapp.core.model import Value

Chosen_co = TypeVar("Chosen_co", covariant=True)


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A clue took effect: it set a field to a value, or in a list added a part of it."""

    clue: Clue
    field: str
    value: Value


class Choice(msgspec.Struct, Generic[Chosen_co], frozen=True, kw_only=True):
    """A value, the words that set it, and the words that asked for what cannot be."""

    value: Chosen_co
    said: tuple[Said, ...] = ()
    impossible: tuple[Clue, ...] = ()


def said_by(clues: tuple[Clue, ...], field: str, value: Value) -> tuple[Said, ...]:
    """Say that some clues set a field together."""
    return tuple(Said(clue=clue, field=field, value=value) for clue in clues)
