"""Kinds of sections: what each is for in the course of a piece."""

from __future__ import annotations

from typing import Literal

import msgspec


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of section.

    takes says whose melody and chords it takes up: its own, the last theme's, or those of the first
    section of its kind. letter is its material's, where it has one of its own. lift is added to the energy;
    is_contrast asks for other chords; ends_open for a half cadence; grows where spare phrases may go.
    """

    takes: Literal["own", "theme", "kind"] = "own"
    letter: str = ""
    lift: float = 0.0
    is_contrast: bool = False
    ends_open: bool = False
    grows: bool = False


KINDS = {
    "intro": Kind(lift=-0.2, ends_open=True),
    "opening": Kind(lift=-0.12, ends_open=True),
    "theme": Kind(grows=True),
    "verse": Kind(takes="kind", lift=-0.06, grows=True),
    "prechorus": Kind(takes="kind", letter="P", lift=0.04, is_contrast=True, ends_open=True),
    "chorus": Kind(takes="kind", letter="R", lift=0.16, grows=True),
    "contrast": Kind(lift=0.04, is_contrast=True, ends_open=True, grows=True),
    "bridge": Kind(lift=-0.04, is_contrast=True, ends_open=True),
    "breakdown": Kind(lift=-0.3, is_contrast=True, ends_open=True, grows=True),
    "build": Kind(lift=0.06, ends_open=True),
    "drop": Kind(takes="kind", lift=0.3, grows=True),
    "return": Kind(takes="theme", lift=0.06, grows=True),
    "closing": Kind(lift=-0.08),
    "outro": Kind(lift=-0.22),
}
BRINGS_THEME = frozenset({"theme", "verse", "drop"})
"""Kinds whose melody a later return takes up."""
