"""The composer as an engine: a request becomes files, and the truth about them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from musicapp.core.model import Brief, Section
from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.master.target import MasterReport
from musicapp.engines.composer.moods import load_moods
from musicapp.engines.composer.output.midi import Song, write_midi
from musicapp.engines.composer.output.staves import staves_of
from musicapp.engines.composer.piece import Piece, compose
from musicapp.engines.composer.production import mixdown_of
from musicapp.engines.composer.refusal import read_bank, read_takes, refuse_request
from musicapp.engines.composer.rendering import Session, render_piece
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.sound.orchestra import Orchestra
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.composer.titles.titles import Inspiration, invent_title
from musicapp.engines.protocol import EngineRequest, Mastering, OutputFile, Used

Report = Callable[[float, str], None]

MIDI = "track.mid"
COMPOSED = 0.05
"""How far a job is after composing, by measured cost."""


class Licence(msgspec.Struct, frozen=True, kw_only=True):
    """A licence in the manifest."""

    name: str
    covers: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine reads of its own manifest."""

    version: str
    licences: tuple[Licence, ...]


class Composer:
    """The engine. It keeps nothing between jobs."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def refuse(self, request: EngineRequest) -> str | None:
        """Say in words why this request cannot be met, or None when it can."""
        return refuse_request(request)

    def make(self, request: EngineRequest, report: Report) -> tuple[tuple[OutputFile, ...], Used]:
        """Compose, render and write the files below the work folder."""
        report(0.0, "composing")
        brief = request.brief
        orchestra = Orchestra(read_bank(request))
        seeds = Seeds(seed=request.seed, takes=read_takes(request))
        piece = compose(brief, load_style(brief.style), seeds, lambda share: report(COMPOSED * share, "composing"))
        title = invent_title(inspiration_of(request, piece), load_moods(), seeds)
        score: list[OutputFile] = []
        session = Session(
            folder=Path(request.work_folder),
            wants_stems=request.stems,
            meanwhile=lambda: score.append(write_score(piece, title, Path(request.work_folder))),
        )
        rendering = render_piece(
            mixdown_of(piece, brief, orchestra),
            session,
            lambda share, stage: report(COMPOSED + (1 - COMPOSED) * share, stage),
        )
        track, *stems = rendering.files
        used = self._describe(brief, piece, title)
        return (track, *score, *stems), msgspec.structs.replace(
            used, licences=(*used.licences, *orchestra.licences), mastering=mastering_of(rendering.master)
        )

    def _describe(self, brief: Brief, piece: Piece, title: str) -> Used:
        return Used(
            title=title,
            engine_version=self._manifest.version,
            tempo=brief.tempo,
            key=brief.key,
            meter=brief.meter,
            style=brief.style,
            sections=describe_sections(piece.form),
            instruments=instruments_of(piece),
            licences=tuple(licence.name for licence in self._manifest.licences),
        )


def open_engine() -> Composer:
    """Open the composer."""
    data = Path(__file__).with_name("engine.json").read_bytes()
    return Composer(msgspec.json.decode(data, type=Manifest))


def inspiration_of(request: EngineRequest, piece: Piece) -> Inspiration:
    """Return what the title follows."""
    return Inspiration(
        prompt=request.prompt,
        moods=request.brief.mood,
        language=request.language,
        is_minor=piece.form.key.is_minor,
        style=piece.style.titles,
    )


def instruments_of(piece: Piece) -> tuple[str, ...]:
    """Return who plays, each once; effects are nobody's playing."""
    playing = (p.track.instrument for p in piece.performers if p.part.role != "effects")
    return tuple(dict.fromkeys(playing))


def mastering_of(report: MasterReport) -> Mastering:
    """Say how loud the track was meant to be, and how far it was held down for it."""
    return Mastering(target_lufs=report.target_lufs, limiting_db=round(report.limiting_db, 2))


def write_score(piece: Piece, title: str, folder: Path) -> OutputFile:
    """Write the MIDI file."""
    song = Song(title=title, form=piece.form, harmony=piece.harmony, staves=staves_of(piece))
    write_midi(song, folder / MIDI)
    return OutputFile(file=MIDI, kind="midi", sha256=hashlib.sha256((folder / MIDI).read_bytes()).hexdigest())


def describe_sections(form: Form) -> tuple[Section, ...]:
    """Say where the sections are; together they fill the whole length."""
    clock, total = form.grid.clock, form.grid.total
    if not form.sections:
        return (
            Section(name="gesture", start_seconds=0.0, seconds=clock.seconds(total), bars=1, energy=form.last_energy),
        )
    starts = [clock.seconds(s.start) for s in form.sections]
    ends = [*starts[1:], clock.seconds(total)]
    has_last = form.grid.last_chord is not None
    return tuple(
        Section(
            name=section.name,
            start_seconds=round(start, 6),
            seconds=round(end - start, 6),
            bars=sum(len(p.bars) for p in section.phrases) + (has_last and section is form.sections[-1]),
            energy=section.energy,
        )
        for section, start, end in zip(form.sections, starts, ends, strict=True)
    )
