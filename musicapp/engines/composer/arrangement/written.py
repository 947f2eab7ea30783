"""Notes of a part as they are written, with what the performance must know of each."""

from __future__ import annotations

from typing import Literal

import msgspec

Voice = Literal["melody", "inner", "accompaniment", "drum", "effect"]


class PartNote(msgspec.Struct, frozen=True, kw_only=True):
    """A written note of a part: start and length in ticks, MIDI pitch (or drum key).

    accent is how much harder (1) or softer (-1) than its surroundings it is meant, ornament what bends it.
    """

    start: int
    length: int
    pitch: int
    voice: Voice
    accent: float = 0.0
    ornament: str = ""

    @property
    def end(self) -> int:
        """Tick after the last."""
        return self.start + self.length
