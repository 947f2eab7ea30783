"""Finds what an engine handed over; its word on names and places is not taken."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from musicapp.core.model import Record
from musicapp.core.names import safe_name
from musicapp.engines.protocol import OutputFile
from musicapp.publish.refusal import Refusal

_NOT_PORTABLE = re.compile(r'[\\:*?"<>|\x00-\x1f]')


class Handed(Record, frozen=True, kw_only=True):
    """The files of a piece: the mix, its notes, its stems by instrument."""

    track: OutputFile
    midi: OutputFile | None
    stems: dict[str, OutputFile]


def sort_handed(files: tuple[OutputFile, ...]) -> Handed:
    """Tell the files apart.

    Raises:
        Refusal: not exactly one track, more than one MIDI file, or stems that cannot be
            told apart (also not by file names on a disk that ignores case).
    """
    tracks = [file for file in files if file.kind == "track"]
    notes = [file for file in files if file.kind == "midi"]
    stems = [file for file in files if file.kind == "stem"]
    if len(tracks) != 1 or len(notes) > 1:
        raise Refusal(f"one track and at most one MIDI file were promised, not {len(tracks)} and {len(notes)}")
    if any(not stem.instrument for stem in stems):
        raise Refusal("a stem names no instrument")
    by_instrument = {stem.instrument or "": stem for stem in stems}
    if len({safe_name(instrument).casefold() for instrument in by_instrument}) != len(stems):
        raise Refusal("two stems carry one name")
    return Handed(track=tracks[0], midi=notes[0] if notes else None, stems=by_instrument)


def locate(work_folder: Path, name: str) -> Path:
    """Find a file that an engine named.

    Returns:
        The path of a regular file inside the work folder, with no link on the way.

    Raises:
        Refusal: the name leads elsewhere, to nothing or to something else.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or _NOT_PORTABLE.search(name):
        raise Refusal(f"a file name that leads out of the work folder: {name!r}")
    path = work_folder.joinpath(*parts)
    if Path(os.path.realpath(path)) != Path(os.path.realpath(work_folder), *parts):
        raise Refusal(f"a link instead of a file: {name!r}")
    if not path.is_file():
        raise Refusal(f"no such file: {name!r}")
    return path
