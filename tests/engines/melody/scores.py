"""Melodies as musicians write them: steps and lengths of a motif, chords of a phrase, notes by name."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from musicapp.engines.composer.form.form import Phrase
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.motif import Motif, MotifNote
from musicapp.engines.composer.melody.phrase import Lines, write_phrase
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import Material, Placed
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key
from musicapp.engines.composer.theory.meters import EIGHTH, Meter, parse_meter

METER = parse_meter("4/4")
TONICS = {"C": 60, "D": 62, "G": 67, "A": 57}


def motif_of(text: str) -> Motif:
    """Read a motif: ``0:2 1:1 2:1`` is three notes, by step from the first and length in eighths."""
    notes: list[MotifNote] = []
    start = 0
    for word in text.split():
        step, eighths = (int(part) for part in word.split(":"))
        notes.append(MotifNote(start=start, length=eighths * EIGHTH, step=step))
        start += eighths * EIGHTH
    return tuple(notes)


def text_of(motif: Motif) -> str:
    """Write a motif as it is read."""
    return " ".join(f"{note.step}:{note.length // EIGHTH}" for note in motif)


def bars_of(count: int, meter: Meter = METER) -> tuple[Bar, ...]:
    """Return some bars from the beginning on."""
    return tuple(Bar(start=index * meter.bar, meter=meter) for index in range(count))


def spans_of(numerals: str, key: str) -> tuple[ChordSpan, ...]:
    """Give each bar of 4/4 a chord."""
    chords = [parse_chord(numeral, parse_key(key)) for numeral in numerals.split()]
    return tuple(
        ChordSpan(chord=chord, start=index * METER.bar, end=(index + 1) * METER.bar)
        for index, chord in enumerate(chords)
    )


def material_of(key: str, **motifs: str) -> Material:
    """Return material of some motifs, in an octave and a half from the tonic on."""
    gamut = Gamut(key=parse_key(key), base=TONICS[key[0]])
    return Material(
        gamut=gamut,
        motifs={name: motif_of(text) for name, text in motifs.items()},
        centre=3,
        lowest=0,
        highest=11,
    )


def phrase_on(numerals: str, plan: str, material: Material, *, key: str = "C major", seed: int = 1) -> list[Placed]:
    """Write a phrase over a chord a bar, after a plan of a word a bar."""
    spans = spans_of(numerals, key)
    lines = Lines(
        phrase=Phrase(bars=bars_of(len(spans)), cadence="authentic"), spans=spans, plan=tuple(plan.split()), lift=0.0
    )
    return write_phrase(lines, material, np.random.default_rng(seed))


def bars_sung(placed: list[Placed], count: int) -> list[list[Placed]]:
    """Return the notes bar by bar."""
    return [[note for note in placed if note.start // METER.bar == bar] for bar in range(count)]


def moves_in(notes: list[Placed], material: Material) -> list[int]:
    """Return the intervals between some notes in semitones."""
    pitches = [material.gamut.pitch(note.step, note.chord) for note in notes]
    return [b - a for a, b in pairwise(pitches)]
