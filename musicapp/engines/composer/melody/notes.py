"""Written notes, as a score has them: exact positions in ticks."""

from __future__ import annotations

import msgspec


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A written note: where it starts, how long it is, its MIDI pitch."""

    start: int
    length: int
    pitch: int

    @property
    def end(self) -> int:
        """Tick after the last."""
        return self.start + self.length


class Melody(msgspec.Struct, frozen=True, kw_only=True):
    """The melody's notes by section name."""

    sections: dict[str, tuple[Note, ...]]
