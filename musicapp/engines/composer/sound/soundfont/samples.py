"""The recordings of a bank: plain 16-bit ones and Ogg Vorbis ones (SF3), decoded when they are first played."""

from __future__ import annotations

import io

import msgspec
import numpy as np
import soundfile

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.soundfont.error import BankError
from musicapp.engines.composer.sound.soundfont.records import Table
from musicapp.engines.composer.sound.soundfont.riff import Content, Span

VORBIS = 0x10
LONGEST = 1 << 24
"""Samples of a recording; a longer one is a trap for memory."""
SLOWEST, FASTEST = 400, 192_000


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """Where a recording lies in a bank, and how it is meant to be played.

    start and end are bytes of an Ogg stream, or samples of 16 bits; loops count from the recording's
    first sample. rate is in Hz, root the MIDI key at which it sounds as recorded, correction in cents.
    """

    index: int
    start: int
    end: int
    loop_start: int
    loop_end: int
    rate: int
    root: int
    correction: int
    is_vorbis: bool


def read_recordings(table: Table) -> tuple[Recording, ...]:
    """Return all recordings of a bank."""
    return tuple(_recording(index, table[index]) for index in range(len(table) - 1))


def decode(content: Content, place: Span, recording: Recording, name: str) -> Samples:
    """Return a recording, float32 (samples,) within -1 to 1; empty where it holds nothing.

    Raises:
        BankError: it lies outside the bank, cannot be decoded, or is unreasonable.
    """
    width = 1 if recording.is_vorbis else 2
    start, end = place[0] + width * recording.start, place[0] + width * recording.end
    if end > place[1] or end < start or not SLOWEST <= recording.rate <= FASTEST:
        raise BankError(name, f"is damaged: its recording {recording.index} lies outside or has no sensible rate")
    if end == start:
        return np.zeros(0, np.float32)
    if end - start > 2 * LONGEST:
        raise BankError(name, f"is not fit for use: its recording {recording.index} is too long")
    raw = content[start:end]
    if recording.is_vorbis:
        return _decode_ogg(raw, recording, name)
    return np.frombuffer(raw, "<i2").astype(np.float32) * np.float32(1 / 32768)


def _recording(index: int, row: Table) -> Recording:
    is_vorbis = bool(row["type"] & VORBIS)
    start = int(row["start"])
    offset = 0 if is_vorbis else start
    root = int(row["root"])
    return Recording(
        index=index,
        start=start,
        end=int(row["end"]),
        loop_start=int(row["loop_start"]) - offset,
        loop_end=int(row["loop_end"]) - offset,
        rate=int(row["rate"]),
        root=root if root <= 127 else 60,
        correction=int(row["correction"]),
        is_vorbis=is_vorbis,
    )


def _decode_ogg(raw: bytes, recording: Recording, name: str) -> Samples:
    try:
        with soundfile.SoundFile(io.BytesIO(raw)) as file:
            if file.frames > LONGEST or file.channels != 1:
                raise BankError(name, f"is not fit for use: its recording {recording.index} is too long or not mono")
            sound: Samples = file.read(dtype="float32")
    except (soundfile.SoundFileError, OSError) as error:
        raise BankError(name, f"is damaged: its recording {recording.index} cannot be decoded") from error
    return sound
