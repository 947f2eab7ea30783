"""What the user has chosen once for all jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from musicapp.core.durable import write_file
from musicapp.core.model import SCHEMA_VERSION, AudioFormat, Record
from musicapp.core.records import DamagedError, encode, read_record


class Settings(Record, frozen=True, kw_only=True):
    """Choices that hold until they are changed.

    output is None for the Music folder; slots is how many jobs run at once, None for what
    suits the machine; sound_bank is which bank of instruments the composer plays.
    """

    schema_version: int = SCHEMA_VERSION
    language: Literal["system", "en", "ko"] = "system"
    output: str | None = None
    format: AudioFormat = "flac"
    stems: bool = False
    play_when_finished: bool = True
    slots: int | None = None
    sound_bank: Literal["lite", "full"] = "lite"


def load_settings(path: Path) -> Settings:
    """Return the settings, or the defaults where there are none that can be read.

    Raises:
        NewerError: a newer version of the program wrote them.
    """
    try:
        return read_record(path, Settings)
    except (FileNotFoundError, DamagedError):
        return Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings durably."""
    write_file(path, encode(settings))
