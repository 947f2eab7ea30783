"""From a piece on the mixing desk to WAV files: levels, mix, stems, master."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from musicapp.engines.composer.master.master import write_master
from musicapp.engines.composer.master.premaster import Premaster
from musicapp.engines.composer.master.target import MasterReport, Target
from musicapp.engines.composer.mix.desk import Desk, sum_up
from musicapp.engines.composer.mix.inserts import band_sections
from musicapp.engines.composer.mix.mixdown import Mixdown
from musicapp.engines.composer.mix.stem_files import StemFiles
from musicapp.engines.protocol import OutputFile

Report = Callable[[float, str], None]

TRACK, SCRATCH = "track.wav", "mix.f32"
PLAYED = 0.9
"""How far the rendering of a song is when the mix is there, by measured cost."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Where files go, whether stems are wanted, and what is to be done besides, while the first sound is made."""

    folder: Path
    wants_stems: bool
    meanwhile: Callable[[], None] = lambda: None


class Rendering(msgspec.Struct, frozen=True, kw_only=True):
    """The files, the track first, and what the master became."""

    files: tuple[OutputFile, ...]
    master: MasterReport


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be rendered, where to, and who is told how far it is."""

    mixdown: Mixdown
    session: Session
    report: Report

    @property
    def stems(self) -> dict[str, list[int]]:
        """The stems that are wanted: for each name the places of the parts that make it, in order."""
        named: dict[str, list[int]] = {}
        for place, part in enumerate(self.mixdown.parts if self.session.wants_stems else ()):
            named.setdefault(part.track.name, []).append(place)
        return named


def render_piece(mixdown: Mixdown, session: Session, report: Report) -> Rendering:
    """Mix and master a piece; write the track and the stems that were asked for.

    report is told how far it is (0-1) and at what. Memory does not grow with the piece's length but
    for a few numbers a hundredth of a second; the disk holds the mix until the end.
    """
    order, target = Order(mixdown=mixdown, session=session, report=report), master_target(mixdown)
    with Premaster(session.folder / SCRATCH, target) as premaster:
        stems = play(order, premaster)
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


def play(order: Order, premaster: Premaster) -> list[OutputFile]:
    """First pass: sound the piece, keep the mix, write the stems; return the stems."""
    folder, named = order.session.folder, order.stems
    if named:
        (folder / "stems").mkdir(exist_ok=True)
    with StemFiles([folder / stem_file(name) for name in named], order.mixdown.frames) as files:
        for stretch in Desk(order.mixdown, with_stems=order.session.wants_stems).mix(order.session.meanwhile):
            premaster.add(stretch.start, stretch.mix)
            files.add(stretch.start, [sum_up([stretch.stems[place] for place in places]) for places in named.values()])
            order.report(PLAYED * stretch.done, "playing")
        hashes = files.finish()
    return [
        OutputFile(file=stem_file(name), kind="stem", sha256=sha256, instrument=name)
        for name, sha256 in zip(named, hashes, strict=True)
    ]


def stem_file(name: str) -> str:
    """Return the file of a stem, below the work folder."""
    return f"stems/{name}.wav"
