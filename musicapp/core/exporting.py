"""A finished track in another format: what the one who asks and the process that writes it say to each other.

The process reads one ExportRequest on standard input, writes ExportProgress while it works
and then exactly one Exported or ExportFailed. When standard input closes it stops, and
nothing is left of what it was writing.
"""

from __future__ import annotations

import msgspec

from musicapp.core.model import AudioFormat, ErrorKind, Record, StrictRecord


class ExportWish(Record, frozen=True, kw_only=True):
    """A finished job's track in another format; output is None for the track's own folder."""

    job_id: str
    format: AudioFormat
    output: str | None = None


class ExportRequest(StrictRecord, frozen=True, kw_only=True):
    """A track to be written once more.

    track is the audio file, sidecar the recipe beside it, title what the new file is called,
    folder where it goes, staging a hidden folder on the same disk that the writer makes and
    removes.
    """

    track: str
    sidecar: str
    title: str
    format: AudioFormat
    folder: str
    staging: str


class ExportMessage(Record, frozen=True, tag_field="message", tag=str.lower):
    """What the writing process says."""


class ExportProgress(ExportMessage, frozen=True, kw_only=True):
    """How far it is: fraction 0-1."""

    fraction: float


class Exported(ExportMessage, frozen=True, kw_only=True):
    """The last message of an export that went well: the new file, and whether sound was lost twice for it."""

    file: str
    is_lossy_twice: bool


class ExportFailed(ExportMessage, frozen=True, kw_only=True):
    """The last message of one that did not."""

    kind: ErrorKind
    text: str


request_decoder: msgspec.json.Decoder[ExportRequest] = msgspec.json.Decoder(ExportRequest)
message_decoder: msgspec.json.Decoder[ExportProgress | Exported | ExportFailed] = msgspec.json.Decoder(
    ExportProgress | Exported | ExportFailed
)
