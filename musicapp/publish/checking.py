"""Checks everything that an engine handed over, before any of it is used."""

from __future__ import annotations

from pathlib import Path

from musicapp.core.model import Record
from musicapp.engines.protocol import OutputFile
from musicapp.publish.handed import Handed, locate
from musicapp.publish.hashing import sha256_of
from musicapp.publish.listening import Heard, hear_stem, hear_track
from musicapp.publish.midi import check_midi
from musicapp.publish.protocol import PublishRequest
from musicapp.publish.refusal import Refusal
from musicapp.publish.workload import Spend


class Checked(Record, frozen=True, kw_only=True):
    """What an engine handed over, after it was looked at and listened to."""

    track: Path
    midi: Path | None
    stems: dict[str, Path]
    heard: Heard


def check(job: PublishRequest, handed: Handed, spend: Spend) -> Checked:
    """Look at every file and listen to every sound.

    Raises:
        Refusal: something is not what the engine's contract promises.
        OSError: a file cannot be read.
    """
    folder = Path(job.work_folder)
    track = _intact(folder, handed.track, spend)
    heard = hear_track(track, job.request.brief, spend)
    midi = _intact(folder, handed.midi, spend) if handed.midi else None
    if midi:
        check_midi(midi)
    stems = {instrument: _intact(folder, file, spend) for instrument, file in handed.stems.items()}
    for stem in stems.values():
        hear_stem(stem, heard, spend)
    return Checked(track=track, midi=midi, stems=stems, heard=heard)


def _intact(folder: Path, file: OutputFile, spend: Spend) -> Path:
    path = locate(folder, file.file)
    if sha256_of(path, spend) != file.sha256.lower():
        raise Refusal(f"{file.file} has another SHA-256 than was said")
    return path
