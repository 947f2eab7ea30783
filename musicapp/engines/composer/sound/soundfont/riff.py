"""The outer form of a SoundFont: chunks within chunks, each with an id and a size."""

from __future__ import annotations

import mmap
import struct

from musicapp.engines.composer.sound.soundfont.error import BankError

Content = mmap.mmap | bytes
Span = tuple[int, int]
"""First byte and the byte after the last."""
_HEAD = struct.Struct("<4sI")


def find_chunks(content: Content, name: str) -> dict[bytes, Span]:
    """Return where each chunk of a SoundFont's lists lies.

    Raises:
        BankError: the content is no SoundFont, or ends before it should.
    """
    if len(content) < 12 or content[:4] != b"RIFF" or content[8:12] != b"sfbk":
        raise BankError(name, "is not a SoundFont")
    end = _HEAD.unpack_from(content)[1] + 8
    if end > len(content):
        raise BankError(name, f"is cut short: {end} bytes were meant, {len(content)} are there")
    found: dict[bytes, Span] = {}
    for chunk_id, (start, stop) in _chunks(content, (12, end), name):
        if chunk_id == b"LIST":
            found.update(_chunks(content, (start + 4, stop), name))
    return found


def _chunks(content: Content, span: Span, name: str) -> list[tuple[bytes, Span]]:
    """Return the chunks of a span. Some writers leave out the byte that should follow an odd size."""
    at, end = span
    found: list[tuple[bytes, Span]] = []
    while at + _HEAD.size <= end:
        chunk_id, size = _HEAD.unpack_from(content, at)
        start = at + _HEAD.size
        if size > end - start:
            raise BankError(name, f"is damaged: its part {chunk_id.decode('latin-1')!r} runs past the end")
        found.append((chunk_id, (start, start + size)))
        at = start + size
        if size % 2 and at < end and content[at] == 0:
            at += 1
    return found
