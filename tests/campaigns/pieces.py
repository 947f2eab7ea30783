"""Tracks made into one folder, with a list of them that a script of another interpreter can read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec

from musicapp.core.model import Section
from musicapp.engines.protocol import Done, EngineRequest
from tests.campaigns.hosts import Making, make
from tests.campaigns.trials import say

LIST = "pieces.json"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A made track: its files, by name in the folder of the list, what was asked for and what it is."""

    style: str
    track: str
    midi: str
    tempo: float
    key: str
    title: str
    sections: tuple[Section, ...]


def make_pieces(requests: dict[str, EngineRequest], folder: Path) -> list[Piece]:
    """Make a track by each request, called by its name, and list them.

    Raises:
        RuntimeError: one was not made.
    """
    pieces = [piece_of(name, make(request, folder / name)) for name, request in requests.items()]
    (folder / LIST).write_bytes(msgspec.json.encode(pieces))
    return pieces


def piece_of(name: str, making: Making) -> Piece:
    """Describe a piece that was made."""
    answer = making.answer
    if not isinstance(answer, Done):
        raise RuntimeError(f"{name} was not made: {answer.text}")
    say(f"{name}: {answer.used.title}, {making.wall_s:.1f} s")
    return Piece(
        style=answer.used.style,
        track=f"{name}/track.wav",
        midi=f"{name}/track.mid",
        tempo=making.request.brief.tempo,
        key=making.request.brief.key,
        title=answer.used.title,
        sections=answer.used.sections,
    )


def run_script(name: str, python: Path | None, folder: Path) -> int:
    """Run a script of this package on a folder of pieces, by an interpreter that has what it needs."""
    script = Path(__file__).with_name(name)
    return subprocess.run([python or sys.executable, str(script), str(folder)], check=False).returncode
