"""The engine contract: what a host reads and writes, one JSON object a line.

A host reads one EngineRequest after another on standard input and answers on standard
output: Ready once at its start, then for each request Progress (at least every 5 s, as
a sign of life; never backwards), Output for each file, and exactly one Done or Failed.
It ends when standard input closes. Standard error is its log. It writes below
``work_folder`` only, and names files relative to it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from musicapp.core.model import Brief, ErrorKind, Language, Record, Section, StrictRecord, Value

PROTOCOL_VERSION = 1
MAX_LINE_BYTES = 1 << 20
"""A longer line is refused by both sides; no message of the contract comes near it."""


class EngineRequest(StrictRecord, frozen=True, kw_only=True):
    """One piece to make. Unknown fields are refused by name."""

    protocol_version: int = PROTOCOL_VERSION
    work_folder: str
    brief: Brief
    prompt: str
    language: Language
    seed: int
    stems: bool
    options: dict[str, Value] = msgspec.field(default_factory=dict)


class OutputFile(Record, frozen=True, kw_only=True):
    """A file below the work folder: the mix as float WAV, the MIDI, or one stem."""

    file: str
    kind: Literal["track", "midi", "stem"]
    sha256: str
    instrument: str | None = None


class Mastering(Record, frozen=True, kw_only=True):
    """How loud the mix was to become, in LUFS, and by how much its loudest moment was held down, in dB (0 or more)."""

    target_lufs: float
    limiting_db: float


class Used(Record, frozen=True, kw_only=True):
    """What the engine really made: goes to the sidecar. mastering is None where the engine does not say."""

    title: str
    engine_version: str
    tempo: float
    key: str
    meter: str
    style: str
    sections: tuple[Section, ...]
    instruments: tuple[str, ...]
    licences: tuple[str, ...]
    mastering: Mastering | None = None


class Message(Record, frozen=True, tag_field="message", tag=str.lower):
    """What a host writes."""


class Ready(Message, frozen=True, kw_only=True):
    """The host is up and loads nothing more before the first request."""

    engine: str
    protocol_version: int = PROTOCOL_VERSION


class Progress(Message, frozen=True, kw_only=True):
    """How far it is: fraction 0-1, or None where the engine cannot know."""

    fraction: float | None
    stage: str


class Output(Message, frozen=True, kw_only=True):
    """A file is complete."""

    output: OutputFile


class Done(Message, frozen=True, kw_only=True):
    """The last message of a job that went well."""

    files: tuple[OutputFile, ...]
    used: Used


class Failed(Message, frozen=True, kw_only=True):
    """The last message of a job that did not."""

    kind: ErrorKind
    text: str


HostMessage = Ready | Progress | Output | Done | Failed

_encoder = msgspec.json.Encoder()
_request_decoder: msgspec.json.Decoder[EngineRequest] = msgspec.json.Decoder(EngineRequest)
_message_decoder: msgspec.json.Decoder[HostMessage] = msgspec.json.Decoder(HostMessage)


def encode_line(value: Record) -> bytes:
    """Encode a request or a message as one line."""
    return _encoder.encode(value) + b"\n"


def decode_request(line: bytes) -> EngineRequest:
    """Decode a request.

    Raises:
        ValueError: it is not one, or names a field that is not known.
    """
    return _request_decoder.decode(line)


def decode_message(line: bytes) -> HostMessage:
    """Decode what a host wrote.

    Raises:
        ValueError: it is not a message of the contract.
    """
    return _message_decoder.decode(line)
