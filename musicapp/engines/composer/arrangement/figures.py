"""Accompaniment figures: a style's tokens, laid over the chords of a phrase."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.voicing import Voicing
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import Phrase
from musicapp.engines.composer.form.grid import Bar, Grid
from musicapp.engines.composer.scene import distance
from musicapp.engines.composer.seeds import pick
from musicapp.engines.composer.styles.figures import BASS_STEPS, PUSHED, Figure
from musicapp.engines.composer.theory.chords import Chord
from musicapp.engines.composer.theory.meters import TICKS_PER_QUARTER, beat_weights

LOWEST_OCTAVE = 28
"""Below this pitch octaves only rumble."""
PLAIN_ACCENT = 5
THIRDS = (4, 3, 5, 2)
"""Semitones from a bass at which the third is looked for, in this order."""


class VoicedSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A chord as a part voices it, the ticks for which it holds, and the voicing that follows."""

    chord: Chord
    voicing: Voicing
    start: int
    end: int
    following: Voicing


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a figure: its symbol, its accent (-1 to 1), where it is and how long, in ticks."""

    symbol: str
    accent: float
    start: int
    length: int


def choose_figure(figures: tuple[Figure, ...], energy: float, grid: Grid, rng: np.random.Generator) -> Figure:
    """Choose a figure that suits energy, meter and tempo."""
    beats = len(grid.meter.beats)
    playable = [
        figure
        for figure in figures
        if (not figure.beats or beats in figure.beats) and notes_per_second(figure, grid) <= figure.fastest
    ]
    playable = playable or [min(figures, key=lambda figure: notes_per_second(figure, grid))]
    nearest = min(distance(energy, figure.energy) for figure in playable)
    return pick(rng, [figure for figure in playable if distance(energy, figure.energy) == nearest])


def notes_per_second(figure: Figure, grid: Grid) -> float:
    """Return how fast a cycle runs at the piece's tempo, its rests and held notes left out."""
    if not figure.cycle:
        return 0.0
    struck = sum(symbol not in ".-" for symbol in figure.cycle)
    return figure.division / grid.clock.seconds(TICKS_PER_QUARTER) * struck / len(figure.cycle)


def play_figure(figure: Figure, phrase: Phrase, spans: tuple[VoicedSpan, ...]) -> list[PartNote]:
    """Play a figure over a phrase's chords."""
    starts = frozenset(span.start for span in spans)
    steps = [step for bar in phrase.bars for step in steps_of(figure, bar, starts, phrase.anchor)]
    notes: list[PartNote] = []
    sounding, symbol = 0, "."
    for step in steps:
        if step.symbol == "-" and (step.start not in starts or symbol in PUSHED):
            held = notes[len(notes) - sounding :]
            notes[len(notes) - sounding :] = [msgspec.structs.replace(n, length=n.length + step.length) for n in held]
            continue
        symbol = symbol if step.symbol == "-" else step.symbol
        struck = strike(symbol, step, next(span for span in spans if span.start <= step.start < span.end))
        sounding = len(struck)
        notes.extend(struck)
    tied = tie_common(notes) if figure.ties else notes
    return [msgspec.structs.replace(n, length=max(1, round(n.length * figure.gate))) for n in tied]


def steps_of(figure: Figure, bar: Bar, chord_starts: frozenset[int], anchor: int) -> list[Step]:
    """Lay a figure's tokens on a bar."""
    if figure.cycle:
        return cycle_steps(figure, bar, chord_starts, anchor)
    steps: list[Step] = []
    start = bar.start
    for index, (beat, weight) in enumerate(zip(bar.meter.beats, beat_weights(bar.meter.beats), strict=True)):
        tokens = figure.first if index == 0 else figure.strong if weight > 0.5 else figure.weak
        if start in chord_starts and index and tokens.startswith((".", "-")):
            tokens = figure.first
        size = beat // len(tokens)
        steps.extend(Step(symbol=t, accent=0.0, start=start + i * size, length=size) for i, t in enumerate(tokens))
        start += beat
    return steps


def cycle_steps(figure: Figure, bar: Bar, chord_starts: frozenset[int], anchor: int) -> list[Step]:
    """Lay a cycle of equal steps on a bar; it begins anew where the figure says."""
    is_compound = bar.meter.is_compound and bool(figure.compound)
    tokens = figure.compound if is_compound else figure.cycle
    accents = figure.accents if figure.accents and not is_compound else str(PLAIN_ACCENT) * len(tokens)
    size = TICKS_PER_QUARTER // figure.division
    steps: list[Step] = []
    place = (bar.start - anchor) // size if figure.restarts == "phrase" else 0
    for start in range(bar.start, bar.end, size):
        if start in chord_starts and figure.restarts == "chord":
            place = 0
        symbol, accent = tokens[place % len(tokens)], accents[place % len(tokens)]
        length = min(size, bar.end - start)
        steps.append(Step(symbol=symbol, accent=(int(accent) - PLAIN_ACCENT) / 4, start=start, length=length))
        place += 1
    return steps


def strike(symbol: str, step: Step, span: VoicedSpan) -> list[PartNote]:
    """Return the notes that a symbol strikes at a step."""
    return [
        PartNote(start=step.start, length=step.length, pitch=pitch, voice="accompaniment", accent=step.accent)
        for pitch in token_pitches(symbol, span)
    ]


def token_pitches(symbol: str, span: VoicedSpan) -> list[int]:
    """Return the pitches a token stands for."""
    voicing = span.voicing
    if symbol in TOKENS:
        return TOKENS[symbol](span)
    return [voicing.bass + BASS_STEPS[symbol] if symbol in BASS_STEPS else rung(int(symbol), voicing.ladder)]


def octaves(bass: int) -> list[int]:
    """Return a bass in octaves: with the one below it, unless that only rumbles."""
    low = bass - 12
    return [low, bass] if low >= LOWEST_OCTAVE else [bass, bass + 12]


def rung(place: int, ladder: tuple[int, ...]) -> int:
    """Return a tone of a ladder, lowest first; beyond its top the two highest in turn."""
    size = len(ladder)
    return ladder[place] if place < size else ladder[size - 2 + (place - size) % 2 if size > 1 else 0]


def third_of(span: VoicedSpan) -> int:
    """Return how far above the bass the chord's third lies: of a suspended chord what is in its place."""
    there = [step for step in THIRDS if (span.voicing.bass + step) % 12 in span.chord.classes]
    return there[0] if there else THIRDS[0]


def approach(bass: int, next_bass: int) -> int:
    """Return the note that leads by step into the next bass: from above when the bass falls, else from below."""
    return next_bass + 2 if next_bass < bass else next_bass - 1 if next_bass > bass else bass


TOKENS: dict[str, Callable[[VoicedSpan], list[int]]] = {
    ".": lambda _: [],
    "C": lambda span: list(span.voicing.upper),
    "L": lambda span: list(span.voicing.upper[:1]),
    "M": lambda span: list(span.voicing.upper[1:2] or span.voicing.upper[:1]),
    "N": lambda span: list(span.following.upper),
    "B": lambda span: octaves(span.voicing.bass),
    "P": lambda span: [span.voicing.bass, span.voicing.bass + 7, span.voicing.bass + 12],
    "a": lambda span: [approach(span.voicing.bass, span.following.bass)],
    "b": lambda span: [span.following.bass],
    "e": lambda span: [span.voicing.bass + third_of(span)],
}
"""What tokens stand for that are no steps of a ladder or from the bass."""


def tie_common(notes: list[PartNote]) -> list[PartNote]:
    """Hold on what is struck again at once at the same pitch."""
    tied: list[PartNote] = []
    last: dict[int, int] = {}
    for note in notes:
        place = last.get(note.pitch)
        if place is not None and tied[place].end == note.start:
            tied[place] = msgspec.structs.replace(tied[place], length=tied[place].length + note.length)
            continue
        last[note.pitch] = len(tied)
        tied.append(note)
    return tied
