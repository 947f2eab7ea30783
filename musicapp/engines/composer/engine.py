"""The composer as an engine: a request becomes files, and the truth about them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from musicapp.core.model import Brief
from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.master.master import Advance, Target, keep_mix, write_master
from musicapp.engines.composer.moods import load_moods
from musicapp.engines.composer.output.midi import Song, write_midi
from musicapp.engines.composer.output.wav import WavWriter
from musicapp.engines.composer.piece import Piece, compose
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.sound.mixer import Block, render_blocks
from musicapp.engines.composer.sound.piano import RATE
from musicapp.engines.composer.sound.room import ROOM_S
from musicapp.engines.composer.sound.stems import with_stem
from musicapp.engines.composer.sound.voices import unroll, voices_of
from musicapp.engines.composer.styles.style import Style, known_styles, load_style
from musicapp.engines.composer.theory.keys import parse_key
from musicapp.engines.composer.theory.meters import parse_meter
from musicapp.engines.composer.titles.titles import Inspiration, invent_title
from musicapp.engines.protocol import EngineRequest, OutputFile, Section, Used

Report = Callable[[float, str], None]

SHORTEST_S, LONGEST_PIECE_S = 1.0, 3600.0
SLOWEST, FASTEST = 20.0, 400.0
COMPOSED, RENDERED = 0.04, 0.8
"""How far a job is after composing and after rendering, by measured cost."""
LOOP_MARGIN = RATE // 10
"""Samples rendered after a loop's end, for the limiter to look ahead."""
TRACK, MIDI, SCRATCH = "track.wav", "track.mid", "mix.f32"
FADES = {"cadence": (0.01, 0.25, 0.8), "hit": (0.02, 0.1, 0.3), "fade": (0.15, 0.5, 12.0)}
"""The fade at the end: share of the length, from, to (s)."""


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
        return check_brief(request.brief) or check_options(request)

    def make(self, request: EngineRequest, report: Report) -> tuple[tuple[OutputFile, ...], Used]:
        """Compose, render and write the files below the work folder."""
        report(0.0, "composing")
        folder, style = Path(request.work_folder), load_style(request.brief.style)
        seeds = Seeds(seed=request.seed, takes=read_takes(request))
        piece = compose(request.brief, style, seeds, lambda share: report(COMPOSED * share, "composing"))
        title = invent_title(inspiration_of(request, piece), load_moods(), seeds)
        song = Song(title=title, form=piece.form, harmony=piece.harmony, performance=piece.performance, role=piece.role)
        write_midi(song, folder / MIDI)
        midi = OutputFile(file=MIDI, kind="midi", sha256=hash_file(folder / MIDI))
        report(COMPOSED, "playing")
        sound = render(piece, request, style, report)
        return (sound[0], midi, *sound[1:]), self._describe(request.brief, piece, title)

    def _describe(self, brief: Brief, piece: Piece, title: str) -> Used:
        return Used(
            title=title,
            engine_version=self._manifest.version,
            tempo=brief.tempo,
            key=brief.key,
            meter=brief.meter,
            style=brief.style,
            sections=describe_sections(piece.form),
            instruments=(piece.performance.instrument,),
            licences=tuple(licence.name for licence in self._manifest.licences),
        )


def open_engine() -> Composer:
    """Open the composer."""
    data = Path(__file__).with_name("engine.json").read_bytes()
    return Composer(msgspec.json.decode(data, type=Manifest))


def check_brief(brief: Brief) -> str | None:
    """Say what in a brief cannot be made, or None."""
    if not SHORTEST_S <= brief.seconds <= LONGEST_PIECE_S:
        return f"seconds {brief.seconds:g} is not between {SHORTEST_S:g} and {LONGEST_PIECE_S:g}"
    if not SLOWEST <= brief.tempo <= FASTEST:
        return f"tempo {brief.tempo:g} is not between {SLOWEST:g} and {FASTEST:g}"
    if brief.style not in known_styles():
        return f"style {brief.style!r} is not known"
    if {role.instrument for role in load_style(brief.style).roles} <= set(brief.without):
        return f"style {brief.style!r} has nothing left to play without {', '.join(brief.without)}"
    try:
        parse_meter(brief.meter)
        parse_key(brief.key)
    except ValueError as problem:
        return str(problem)
    return None


def check_options(request: EngineRequest) -> str | None:
    """Say which option is not known, or None. ``takes`` is a list such as ["melody/theme=2"]."""
    unknown = sorted(set(request.options) - {"takes"})
    if unknown:
        return f"option {unknown[0]!r} is not known"
    try:
        read_takes(request)
    except ValueError as problem:
        return str(problem)
    return None


def read_takes(request: EngineRequest) -> dict[str, int]:
    """Read which parts are taken anew.

    Raises:
        ValueError: it is not a list of names with a number.
    """
    wished = request.options.get("takes") or []
    if not isinstance(wished, list):
        raise ValueError("option 'takes' is not a list")
    takes = {}
    for text in wished:
        name, _, number = text.rpartition("=")
        if not name or not number.isdecimal():
            raise ValueError(f"take {text!r} is not a name and a number")
        takes[name] = int(number)
    return takes


def inspiration_of(request: EngineRequest, piece: Piece) -> Inspiration:
    """Return what the title follows."""
    return Inspiration(
        prompt=request.prompt,
        moods=request.brief.mood,
        language=request.language,
        is_minor=piece.form.key.is_minor,
    )


def render(piece: Piece, request: EngineRequest, style: Style, report: Report) -> list[OutputFile]:
    """Render and master; return the track and the stems that were asked for."""
    folder = Path(request.work_folder)
    target = target_of(piece, request.brief, style)
    files: list[OutputFile] = []
    with ExitStack() as stack:
        blocks = blocks_of(piece, target)
        name = f"stems/{piece.performance.instrument}.wav"
        if request.stems:
            (folder / "stems").mkdir(exist_ok=True)
            stem = stack.enter_context(WavWriter(folder / name, RATE, target.frames))
            blocks = with_stem(blocks, target.frames, stem)
        to_play = step_report(report, "playing", (COMPOSED, RENDERED), target.frames)
        scratch = keep_mix(blocks, target, folder / SCRATCH, to_play)
        if request.stems:
            files.append(
                OutputFile(file=name, kind="stem", sha256=stem.sha256, instrument=piece.performance.instrument)
            )
    to_master = step_report(report, "mastering", (RENDERED, 1.0), target.frames)
    track = write_master(scratch, target, folder / TRACK, to_master)
    scratch.path.unlink()
    return [OutputFile(file=TRACK, kind="track", sha256=track), *files]


def blocks_of(piece: Piece, target: Target) -> Iterator[Block]:
    """Return the mix; a loop's begins before its start, so that its end already sounds there."""
    voices = voices_of(piece.performance)
    if not target.is_loop:
        return render_blocks(voices, 0, target.frames)
    before = int((ROOM_S + 1.0) * RATE)
    return render_blocks(unroll(voices, target.frames, before, LOOP_MARGIN), -before, target.frames + LOOP_MARGIN)


def target_of(piece: Piece, brief: Brief, style: Style) -> Target:
    """Return what the master should become."""
    grid = piece.form.grid
    share, shortest, longest = FADES[brief.ending]
    seconds = grid.clock.seconds(grid.total)
    fade_s = min(max(share * seconds, shortest), longest, seconds / 3)
    return Target(frames=round(seconds * RATE), lufs=style.loudness_lufs, fade_s=fade_s, is_loop=brief.loop)


def step_report(report: Report, stage: str, span: tuple[float, float], frames: int) -> Advance:
    """Return a function that reports samples done as a part of the whole job."""
    start, end = span
    return lambda done: report(start + (end - start) * min(1.0, done / frames), stage)


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


def hash_file(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
