"""What is to be mixed: the one struct between composing and sound files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.mix.echo import LONGEST_S
from musicapp.engines.composer.mix.rules import MixRules, PartMix
from musicapp.engines.composer.performance.track import Track
from musicapp.engines.composer.sound.stem import Turn


class StemSource(Protocol):
    """Sounds a track, one block after the other."""

    def next_block(self) -> Samples:
        """Return the next float32 (channels, BLOCK): one where both sides are the same, always as many."""


OpenStem = Callable[[Track, int, Turn], StemSource]
"""Opens the sound of a track, or of its notes by turns, from a sample on (negative: before the piece's start).

It is called once at the part's busiest stretch to measure it, and for the mix; each time notes that started before
the sample already sound. Sources may run in different threads, so what they share must not change.
"""


class MixPart(msgspec.Struct, frozen=True, kw_only=True):
    """A track, what sounds it, and where it sits."""

    track: Track
    open: OpenStem
    mix: PartMix


class SectionEnergy(msgspec.Struct, frozen=True, kw_only=True):
    """From start_s on, until the next section, the music has this energy (0-1)."""

    start_s: float
    energy: float


class Mixdown(msgspec.Struct, frozen=True, kw_only=True):
    """A piece on the mixing desk.

    Tracks, sections and kicks are the piece's own: a loop is repeated here, not by who fills this
    in. beat_s is the length of a beat, fade_s of the fade at the end (not heard in a loop).
    """

    parts: tuple[MixPart, ...]
    rules: MixRules
    frames: int
    is_loop: bool
    fade_s: float
    beat_s: float
    sections: tuple[SectionEnergy, ...] = ()
    kicks_s: tuple[float, ...] = ()

    @property
    def first(self) -> int:
        """The sample where sounding begins: a loop's spaces must already be full at its start."""
        before_s = max(1.1 * self.rules.hall_s, LONGEST_S) if self.is_loop else 0.0
        return -round(before_s * RATE)
