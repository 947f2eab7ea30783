"""From a piece on the mixing desk to WAV files: levels, mix, stems, master."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import msgspec

from musicapp.engines.composer.master.master import write_master
from musicapp.engines.composer.master.premaster import Premaster
from musicapp.engines.composer.master.target import MasterReport, Target
from musicapp.engines.composer.mix.desk import Desk, first_sample, unroll
from musicapp.engines.composer.mix.inserts import band_sections
from musicapp.engines.composer.mix.levels import Levels, measure_levels
from musicapp.engines.composer.mix.mixdown import BLOCK, Mixdown
from musicapp.engines.composer.mix.stem_files import StemFiles
from musicapp.engines.protocol import OutputFile

Report = Callable[[float, str], None]

TRACK, SCRATCH = "track.wav", "mix.f32"
MEASURED, PLAYED = 0.06, 0.9
"""How far the rendering of a song is when levels are known and when the mix is there, by measured cost."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Where files go and whether stems are wanted."""

    folder: Path
    wants_stems: bool


class Rendering(msgspec.Struct, frozen=True, kw_only=True):
    """The files, the track first, and what the master became."""

    files: tuple[OutputFile, ...]
    master: MasterReport


def render_piece(mixdown: Mixdown, session: Session, report: Report) -> Rendering:
    """Mix and master a piece; write the track and the stems that were asked for.

    report is told how far it is (0-1) and at what. Memory does not grow with the piece's length but
    for a few numbers a hundredth of a second; the disk holds the mix until the end.
    """
    target = master_target(mixdown)
    with ThreadPoolExecutor(usable_cores()) as executor, Premaster(session.folder / SCRATCH, target) as premaster:
        levels = measure_parts(mixdown, executor, report)
        stems = play(Desk(unroll(mixdown), levels, executor), premaster, session, report)
        mastered = write_master(
            premaster, target, session.folder / TRACK, lambda share: report(PLAYED + (1 - PLAYED) * share, "mastering")
        )
    track = OutputFile(file=TRACK, kind="track", sha256=mastered.sha256)
    return Rendering(files=(track, *stems), master=mastered.report)


def master_target(mixdown: Mixdown) -> Target:
    """Return what the master should become."""
    return Target(
        frames=mixdown.frames,
        lufs=mixdown.rules.lufs,
        fade_s=mixdown.fade_s,
        is_loop=mixdown.is_loop,
        glue=mixdown.rules.glue,
        tone=tuple(band_sections(mixdown.rules.tone)),
    )


def measure_parts(mixdown: Mixdown, executor: Executor, report: Report) -> list[Levels]:
    """Return each part's levels."""
    found = executor.map(partial(measure_levels, frames=mixdown.frames), mixdown.parts)
    levels: list[Levels] = []
    for level in found:
        levels.append(level)
        report(MEASURED * len(levels) / len(mixdown.parts), "listening to the parts")
    return levels


def play(desk: Desk, premaster: Premaster, session: Session, report: Report) -> list[OutputFile]:
    """First pass: sound the piece, keep the mix, write the stems; return the stems."""
    mixdown = desk.mixdown
    tracks = [part.track for part in mixdown.parts] if session.wants_stems else []
    names = [f"stems/{track.name}.wav" for track in tracks]
    if names:
        (session.folder / "stems").mkdir(exist_ok=True)
    first = first_sample(mixdown)
    with StemFiles([session.folder / name for name in names], mixdown.frames) as files:
        for stretch in desk.mix(with_stems=session.wants_stems):
            premaster.add(stretch.start, stretch.mix)
            files.add(stretch.start, stretch.stems)
            share = min(1.0, (stretch.start + BLOCK - first) / (mixdown.frames - first))
            report(MEASURED + (PLAYED - MEASURED) * share, "playing")
        hashes = files.finish()
    return [
        OutputFile(file=name, kind="stem", sha256=sha256, instrument=track.instrument)
        for name, sha256, track in zip(names, hashes, tracks, strict=True)
    ]


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
