"""Writes the files of a track into its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from musicapp.core.model import AudioFormat
from musicapp.core.names import safe_name
from musicapp.core.sidecar import TrackFiles
from musicapp.publish.checking import Checked
from musicapp.publish.encoding import check_playable, encode
from musicapp.publish.formats import FORMATS, STEM_FORMAT, Format
from musicapp.publish.tags import Tags, tags_of_stem
from musicapp.publish.workload import Spend


def name_files(title: str, checked: Checked, form: Format) -> TrackFiles:
    """Give every file its name, relative to the track's folder."""
    name = safe_name(title)
    return TrackFiles(
        track=name + form.extension,
        midi=f"{name}.mid" if checked.midi else None,
        stems={instrument: f"stems/{safe_name(instrument)}{STEM_FORMAT.extension}" for instrument in checked.stems},
    )


def write_files(folder: Path, checked: Checked, audio_format: AudioFormat, tags: Tags, spend: Spend) -> TrackFiles:
    """Write the track, its MIDI and its stems.

    Raises:
        OSError: a file cannot be written, or not be read again.
    """
    form = FORMATS[audio_format]
    files = name_files(tags.title, checked, form)
    write_sound(checked.track, folder / files.track, form, tags, spend)
    if checked.midi and files.midi:
        shutil.copyfile(checked.midi, folder / files.midi)
    if files.stems:
        (folder / "stems").mkdir()
    for instrument, file in files.stems.items():
        stem_tags = tags_of_stem(tags, instrument)
        write_sound(checked.stems[instrument], folder / file, STEM_FORMAT, stem_tags, spend)
    return files


def write_sound(source: Path, target: Path, form: Format, tags: Tags, spend: Spend) -> None:
    """Write one sound file with its tags and read it once more.

    Raises:
        OSError: it cannot be written, or does not hold the whole piece.
        Refusal: the source cannot be read as sound.
    """
    encode(source, target, form, tags, spend)
    check_playable(source, target, form, spend)
