"""Checks everything that an engine handed over, before anybody is given it."""

from __future__ import annotations

from pathlib import Path

from musicapp.core.model import Brief, Record
from musicapp.engines.protocol import OutputFile
from musicapp.publish.handed import Handed, locate
from musicapp.publish.hashing import sha256_of
from musicapp.publish.listening import Heard, hear_stem, hear_track
from musicapp.publish.midi import check_midi
from musicapp.publish.protocol import PublishRequest
from musicapp.publish.refusal import Refusal
from musicapp.publish.workload import Spend


class Checked(Record, frozen=True, kw_only=True):
    """What an engine handed over, after it was looked at."""

    track: Path
    midi: Path | None
    stems: dict[str, Path]


def check(job: PublishRequest, handed: Handed, spend: Spend) -> Checked:
    """Look at every file.

    Raises:
        Refusal: something is not what the engine's contract promises.
        OSError: a file cannot be read.
    """
    folder = Path(job.work_folder)
    track = _intact(folder, handed.track, spend)
    midi = _intact(folder, handed.midi, spend) if handed.midi else None
    if midi:
        check_midi(midi)
    stems = {instrument: _intact(folder, file, spend) for instrument, file in handed.stems.items()}
    return Checked(track=track, midi=midi, stems=stems)


def listen(checked: Checked, brief: Brief, spend: Spend) -> Heard:
    """Listen to every sound; return what was heard of the mix.

    Raises:
        Refusal: something is not what the engine's contract promises.
    """
    heard = hear_track(checked.track, brief, spend)
    for stem in checked.stems.values():
        hear_stem(stem, heard, spend)
    return heard


def _intact(folder: Path, file: OutputFile, spend: Spend) -> Path:
    path = locate(folder, file.file)
    if sha256_of(path, spend) != file.sha256.lower():
        raise Refusal(f"{file.file} has another SHA-256 than was said")
    return path
