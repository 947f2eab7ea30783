"""The formats a track can have, and how each is written."""

from __future__ import annotations

from typing import Any

from musicapp.core.model import AudioFormat, Record


class Format(Record, frozen=True, kw_only=True):
    """How a format is written.

    cost is in seconds of one core for a second of sound; rate_hz is the only sample rate
    the format takes, None where it takes that of the source; is_exact says that every
    sample comes back.
    """

    extension: str
    container: str
    coding: str
    cost: float
    is_exact: bool
    rate_hz: int | None = None
    settings: dict[str, Any] = {}  # noqa: RUF012  (msgspec copies an empty default)


FORMATS: dict[AudioFormat, Format] = {
    "flac": Format(extension=".flac", container="FLAC", coding="PCM_24", cost=0.003, is_exact=True),
    "wav": Format(extension=".wav", container="WAV", coding="PCM_24", cost=0.001, is_exact=True),
    "mp3": Format(
        extension=".mp3",
        container="MP3",
        coding="MPEG_LAYER_III",
        cost=0.065,
        is_exact=False,
        settings={"compression_level": 0.0, "bitrate_mode": "CONSTANT"},  # 320 kbit/s
    ),
    "ogg": Format(
        extension=".ogg",
        container="OGG",
        coding="VORBIS",
        cost=0.0115,
        is_exact=False,
        settings={"compression_level": 0.4},  # quality 6, about 190 kbit/s
    ),
    "opus": Format(extension=".opus", container="OGG", coding="OPUS", cost=0.04, is_exact=False, rate_hz=48_000),
}
STEM_FORMAT = FORMATS["flac"]
