"""Writes ID3v2.4 tags, as MP3 carries them in front and WAV in a chunk.

libsndfile's own are UTF-8 labelled as Latin-1: no player shows Korean from them.
Source of the layout: id3.org, "ID3 tag version 2.4.0", sections 3 and 4.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from musicapp.publish.tags import Tags

_UTF8 = b"\x03"


def id3_tag(tags: Tags) -> bytes:
    """Encode a whole tag."""
    texts = {b"TIT2": tags.title, b"TPE1": tags.artist, b"TALB": tags.album, b"TCON": tags.genre}
    frames = b"".join(_frame(name, _UTF8 + text.encode()) for name, text in texts.items())
    frames += _frame(b"COMM", _UTF8 + b"eng" + b"\0" + tags.comment.encode())
    return b"ID3\x04\x00\x00" + _sync_safe(len(frames)) + frames


def put_id3_in_front(path: Path, tags: Tags) -> None:
    """Write a tag before the first frame of an MP3 file."""
    bare = path.with_name(path.name + ".bare")
    path.rename(bare)
    with bare.open("rb") as source, path.open("wb") as target:
        target.write(id3_tag(tags))
        shutil.copyfileobj(source, target, 1 << 20)
    bare.unlink()


def _frame(name: bytes, content: bytes) -> bytes:
    return name + _sync_safe(len(content)) + b"\0\0" + content


def _sync_safe(number: int) -> bytes:
    """Encode 28 bits in four bytes whose highest bit is never set."""
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))
