"""What the worker and the publisher say to each other, one JSON object a line.

The publisher reads one PublishRequest on standard input, writes the finished track's
files into ``track_folder`` (checked, encoded, tagged, with its sidecar) and answers on
standard output: Progress while it works, then exactly one Published or Failed (both
Progress and Failed are those of the engine contract).
"""

from __future__ import annotations

import msgspec

from musicapp.core.model import Request, StrictRecord
from musicapp.engines.protocol import Failed, Message, OutputFile, Progress, Used


class PublishRequest(StrictRecord, frozen=True, kw_only=True):
    """A composed piece to be checked and made into a track.

    files are the engine's, relative to work_folder; track_folder is made by the publisher.
    """

    request: Request
    files: tuple[OutputFile, ...]
    used: Used
    work_folder: str
    track_folder: str


class Published(Message, frozen=True, kw_only=True):
    """The track's files are complete: its title, the audio file's name, its length in s."""

    title: str
    track: str
    seconds: float


PublisherMessage = Progress | Published | Failed

request_decoder: msgspec.json.Decoder[PublishRequest] = msgspec.json.Decoder(PublishRequest)
message_decoder: msgspec.json.Decoder[PublisherMessage] = msgspec.json.Decoder(PublisherMessage)
