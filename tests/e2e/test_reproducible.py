"""The same request and seed give the same bytes; another seed gives other notes."""

from __future__ import annotations

from pathlib import Path

import mido

from tests.conftest import Home


def make(home: Home, name: str, seed: int) -> dict[str, bytes]:
    """Make a short piece into a folder of its own; return its files by their ending."""
    output = home.folder / name
    output.mkdir()
    command = ["generate", "slow piano", "--seconds", "6", "--seed", str(seed), "--output", str(output)]
    done = home.run(*command)
    assert done.returncode == 0, done.stderr
    track = Path(done.stdout.splitlines()[-1])
    return {path.suffix: path.read_bytes() for path in track.parent.iterdir() if path.suffix != ".json"}


def notes(data: bytes, folder: Path) -> list[tuple[int, int]]:
    """Return time and pitch of every note."""
    path = folder / "notes.mid"
    path.write_bytes(data)
    return [
        (message.time, message.note)
        for track in mido.MidiFile(path).tracks
        for message in track
        if message.type == "note_on" and message.velocity
    ]


def test_the_seed_and_nothing_else_decides_the_notes(home: Home) -> None:
    first, again, other = make(home, "first", 7), make(home, "again", 7), make(home, "other", 8)
    assert set(first) == {".flac", ".mid"}
    assert first == again
    assert notes(first[".mid"], home.folder) != notes(other[".mid"], home.folder)
