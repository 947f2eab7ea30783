"""An equaliser: any number of second-order sections, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.effects.biquads import Section
from musicapp.engines.composer.sound.effects.block_filter import State, block_filter


class Equaliser:
    """Filters a stem by sections of ``biquads``."""

    tail_s = 0.05

    def __init__(self, sections: Sequence[Section]) -> None:
        self._filter = block_filter(sections)
        self._state: State | None = None

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (channels, samples)."""
        before = self._filter.silence(len(block)) if self._state is None else self._state
        filtered, self._state = self._filter.run(block, before)
        return filtered


def filter_whole(sections: Sequence[Section], sound: Samples) -> Samples:
    """Filter a sound that is there as a whole, float32 (channels, samples)."""
    return Equaliser(sections).add(sound)
