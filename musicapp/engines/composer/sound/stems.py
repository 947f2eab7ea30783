"""Stems: each instrument with its room, before the master; their sum is the mix."""

from __future__ import annotations

from collections.abc import Iterator

from musicapp.engines.composer.output.wav import WavWriter
from musicapp.engines.composer.sound.mixer import Block


def with_stem(blocks: Iterator[Block], frames: int, stem: WavWriter) -> Iterator[Block]:
    """Write what belongs to the file to a stem and pass every block on."""
    for block in blocks:
        stem.add(block.sound[:, max(0, -block.start) : max(0, frames - block.start)])
        yield block
