"""Writes sound in the format that was asked for, and makes sure that it can be played."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import soundfile

from musicapp.publish.audio import blocks_of, open_sound
from musicapp.publish.formats import Format
from musicapp.publish.id3 import put_id3_in_front
from musicapp.publish.refusal import Refusal
from musicapp.publish.resample import blocks_at
from musicapp.publish.riff import append_tags
from musicapp.publish.tags import Tags
from musicapp.publish.workload import Spend

_SLACK_S = 0.1
"""How much silence the lossy codings may add or leave out at the ends."""

_PROBE_BYTES = 1 << 20

READING_COST = 0.002
"""Seconds of one core to decode a second of sound."""


def encode(source: Path, target: Path, form: Format, tags: Tags, spend: Spend) -> None:
    """Write a sound file in another format, with its tags.

    Raises:
        OSError: it cannot be written.
        Refusal: what was written cannot be read again.
    """
    with open_sound(source) as file, _writing(target, file, form) as sink:
        if form.container in ("FLAC", "OGG"):
            _name(sink, tags)
        for block in blocks_at(file, sink.samplerate):
            sink.write(block)
            spend(form.cost * len(block) / sink.samplerate)
    if form.container == "MP3":
        put_id3_in_front(target, tags)
    if form.container == "WAV":
        append_tags(target, tags)


def check_playable(source: Path, target: Path, form: Format, spend: Spend) -> None:
    """Decode a written file to its end: a disk that fills up at the last moment may tell nobody.

    Raises:
        OSError: it does not hold the whole piece.
    """
    try:
        written_s, seconds = _decoded_s(target, spend), soundfile.info(source).duration
    except Refusal as error:
        raise _reason(target, str(error)) from error
    slack_s = 0.0 if form.is_exact else _SLACK_S
    if abs(written_s - seconds) > slack_s:
        raise _reason(target, f"{written_s:.3f} s of {seconds:.3f} s were written")


def _decoded_s(path: Path, spend: Spend) -> float:
    """Count what comes out of a sound file, in s."""
    with open_sound(path) as file:
        frames = 0
        for block in blocks_of(file):
            frames += len(block)
            spend(READING_COST * len(block) / file.samplerate)
        return float(frames / file.samplerate)


@contextlib.contextmanager
def _writing(target: Path, source: Any, form: Format) -> Iterator[Any]:
    """Open a sound file for writing; a write that fails says what the system said."""
    try:
        with soundfile.SoundFile(
            target,
            "w",
            form.rate_hz or source.samplerate,
            source.channels,
            form.coding,
            format=form.container,
            **form.settings,
        ) as sink:
            yield sink
    except soundfile.LibsndfileError as error:
        raise _reason(target, str(error)) from error


def _reason(target: Path, said: str) -> OSError:
    """Find out why a write failed: libsndfile only says "System error"."""
    try:
        with target.open("ab", buffering=0) as file:
            file.write(b"\0" * _PROBE_BYTES)
            os.fsync(file.fileno())
    except OSError as error:
        return error
    return OSError(errno.EIO, said, str(target))


def _name(sink: Any, tags: Tags) -> None:
    sink.title = tags.title
    sink.artist = tags.artist
    sink.album = tags.album
    sink.genre = tags.genre
    sink.comment = tags.comment
