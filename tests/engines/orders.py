"""Briefs and requests that the tests of the engines ask for, and what to read of their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mido
import msgspec
import numpy as np
import numpy.typing as npt
import soundfile

from musicapp.core.model import Brief
from musicapp.engines.composer.engine import open_engine
from musicapp.engines.composer.performance.track import PlayedNote
from musicapp.engines.composer.piece import Piece, compose
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.protocol import EngineRequest, OutputFile, Used

RATE = 48_000
BRIEF = Brief(
    seconds=12.0,
    tempo=96.0,
    key="D minor",
    meter="4/4",
    style="piano_solo",
    instruments=("piano",),
    without=("drums",),
    energy="arch",
    ending="cadence",
    loop=False,
    mood=("calm",),
    understood=(),
    unknown=(),
)


def brief_with(**changes: Any) -> Brief:
    """Return the usual brief with some values changed."""
    return msgspec.structs.replace(BRIEF, **changes)


def request_in(folder: Path, *, seed: int = 1, stems: bool = False, **changes: Any) -> EngineRequest:
    """Return a request that works in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return EngineRequest(
        work_folder=str(folder),
        brief=brief_with(**changes),
        prompt="calm piano for a rainy night",
        language="en",
        seed=seed,
        stems=stems,
    )


def make_in(folder: Path, **changes: Any) -> tuple[tuple[OutputFile, ...], Used]:
    """Make a piece without a process around it."""
    return open_engine().make(request_in(folder, **changes), lambda *_: None)


def compose_with(*, seed: int = 1, takes: dict[str, int] | None = None, **changes: Any) -> Piece:
    """Compose a piece without rendering it."""
    brief = brief_with(**changes)
    return compose(brief, load_style(brief.style), Seeds(seed=seed, takes=takes or {}))


def notes_of(piece: Piece, part: str | None = None) -> tuple[PlayedNote, ...]:
    """Return the notes that a part plays, or all."""
    return tuple(n for p in piece.played for n in p.notes if part is None or p.player.part.name == part)


def read_sound(folder: Path, name: str = "track.wav") -> npt.NDArray[np.float64]:
    """Return a made WAV's sound, (samples, channels)."""
    sound, rate = soundfile.read(folder / name, always_2d=True)
    assert rate == RATE
    return np.asarray(sound)


def read_midi(folder: Path) -> mido.MidiFile:
    """Return the made MIDI file."""
    return mido.MidiFile(folder / "track.mid", charset="utf-8")
