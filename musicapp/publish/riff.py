"""Writes tags into a WAV file: a LIST INFO chunk and an ID3 chunk behind the sound.

libsndfile's own INFO chunk stands in front, is dropped by its reader from 4,000 bytes on,
and from 60,000 makes a file that cannot be opened.
"""

from __future__ import annotations

import struct
from pathlib import Path

from musicapp.publish.id3 import id3_tag
from musicapp.publish.tags import Tags


def append_tags(path: Path, tags: Tags) -> None:
    """Add both chunks, and count them in the length at the file's start."""
    with path.open("r+b") as file:
        end = file.seek(0, 2)
        file.write(b"\0" * (end % 2) + _chunk(b"LIST", _info(tags)) + _chunk(b"id3 ", id3_tag(tags)))
        length = file.tell() - 8
        file.seek(4)
        file.write(struct.pack("<I", length))


def _info(tags: Tags) -> bytes:
    texts = {
        b"INAM": tags.title,
        b"IART": tags.artist,
        b"IPRD": tags.album,
        b"IGNR": tags.genre,
        b"ICMT": tags.comment,
    }
    return b"INFO" + b"".join(_chunk(name, text.encode() + b"\0") for name, text in texts.items())


def _chunk(name: bytes, content: bytes) -> bytes:
    """Encode a chunk; its length does not count the byte that makes it even."""
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
