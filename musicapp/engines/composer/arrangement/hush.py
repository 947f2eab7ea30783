"""Hushes: everybody stops before a section that is to strike."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import Form


def keep_hushes(notes: tuple[PartNote, ...], form: Form) -> tuple[PartNote, ...]:
    """Leave out what would start in a silence and end before it what would last into it."""
    ends = [form.end_before_hush(note.start, note.end) for note in notes]
    return tuple(
        msgspec.structs.replace(note, length=end - note.start)
        for note, end in zip(notes, ends, strict=True)
        if end > note.start
    )
