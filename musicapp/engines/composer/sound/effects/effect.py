"""What an effect is: the one contract of all that is put on a stem."""

from __future__ import annotations

from typing import Protocol

from musicapp.engines.composer.audio import Samples


class Effect(Protocol):
    """Changes a stem of any length in blocks of any size; where the cuts fall changes nothing.

    Its owner makes a new one for each stem, because it remembers what it has heard.
    """

    @property
    def tail_s(self) -> float:
        """How long it can be heard after its input has ended (s, to -60 dB)."""

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (channels, samples); an effect may make two of one."""
