"""From a performed piece to WAV files: the instrument, its stem, the master."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from musicapp.core.model import Brief
from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.master.master import Advance, Target, keep_mix, write_master
from musicapp.engines.composer.output.wav import WavWriter
from musicapp.engines.composer.piece import Piece
from musicapp.engines.composer.sound.mixer import Block, render_blocks
from musicapp.engines.composer.sound.room import ROOM_S
from musicapp.engines.composer.sound.stems import with_stem
from musicapp.engines.composer.sound.voices import unroll, voices_of
from musicapp.engines.protocol import OutputFile

Report = Callable[[float, str], None]

TRACK, SCRATCH = "track.wav", "mix.f32"
RENDERED = 0.8
"""The share of the rendering's time that the first pass takes, as measured."""
LOOP_MARGIN = RATE // 10
"""Samples rendered after a loop's end, for the limiter to look ahead."""
BEFORE_LOOP_S = ROOM_S + 1.0
"""How long a loop is rendered before its start, so that the room already sounds."""
FADES = {"cadence": (0.01, 0.25, 0.8), "hit": (0.02, 0.1, 0.3), "fade": (0.15, 0.5, 12.0)}
"""The fade at the end: share of the length, from, to (s)."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Where files go and whether stems are wanted."""

    folder: Path
    wants_stems: bool


def render_piece(piece: Piece, target: Target, session: Session, report: Report) -> list[OutputFile]:
    """Render and master; return the track and the stems that were asked for."""
    played = part_report(report, "playing", (0.0, RENDERED), target.frames)
    mastered = part_report(report, "mastering", (RENDERED, 1.0), target.frames)
    instrument = piece.performance.instrument
    stems: list[OutputFile] = []
    with ExitStack() as stack:
        blocks = blocks_of(piece, target)
        if session.wants_stems:
            name = f"stems/{instrument}.wav"
            (session.folder / "stems").mkdir(exist_ok=True)
            stem = stack.enter_context(WavWriter(session.folder / name, RATE, target.frames))
            blocks = with_stem(blocks, target.frames, stem)
        scratch = keep_mix(blocks, target, session.folder / SCRATCH, played)
        if session.wants_stems:
            stems.append(OutputFile(file=name, kind="stem", sha256=stem.sha256, instrument=instrument))
    sha256 = write_master(scratch, target, session.folder / TRACK, mastered)
    scratch.path.unlink()
    return [OutputFile(file=TRACK, kind="track", sha256=sha256), *stems]


def blocks_of(piece: Piece, target: Target) -> Iterator[Block]:
    """Return the mix; a loop's begins before its start, so that its end already sounds there."""
    voices = voices_of(piece.performance)
    if not target.is_loop:
        return render_blocks(voices, 0, target.frames)
    before = int(BEFORE_LOOP_S * RATE)
    return render_blocks(unroll(voices, target.frames, before, LOOP_MARGIN), -before, target.frames + LOOP_MARGIN)


def target_of(piece: Piece, brief: Brief, lufs: float) -> Target:
    """Return what the master should become."""
    grid = piece.form.grid
    share, shortest, longest = FADES[brief.ending]
    seconds = grid.clock.seconds(grid.total)
    fade_s = min(max(share * seconds, shortest), longest, seconds / 3)
    return Target(frames=round(seconds * RATE), lufs=lufs, fade_s=fade_s, is_loop=brief.loop)


def part_report(report: Report, stage: str, span: tuple[float, float], frames: int) -> Advance:
    """Return a function that reports samples done as a part of the rendering."""
    start, end = span
    return lambda done: report(start + (end - start) * min(1.0, done / frames), stage)
