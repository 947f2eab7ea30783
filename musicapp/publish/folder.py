"""Prepares the folder that the finished track goes to."""

from __future__ import annotations

import shutil
from pathlib import Path

from musicapp.publish.refusal import Refusal


def make_fresh(track_folder: Path, work_folder: Path) -> None:
    """Make the folder, without what a try that was killed has left in it.

    Raises:
        Refusal: it is a link or a file, or holds the work itself.
        OSError: it cannot be made.
    """
    if track_folder.is_symlink():
        raise Refusal("the track's folder is a link")
    if work_folder.resolve().is_relative_to(track_folder.resolve()):
        raise Refusal("the track's folder holds the work folder")
    if track_folder.is_dir():
        shutil.rmtree(track_folder)
    track_folder.mkdir()
