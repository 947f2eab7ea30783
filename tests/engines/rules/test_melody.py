"""Melodies in every style: leaps turn, sections have one highest place, strong notes fit, phrases close at home."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.melody.notes import Note
from musicapp.engines.composer.piece import Piece
from musicapp.engines.composer.styles.style import known_styles, load_style

from .lead_sheet import Symbol, read_symbol
from .pieces import chords_in, piece_in

STYLES = sorted(known_styles())
TONAL = [style for style in STYLES if load_style(style).harmony["major"].heads]
"""Styles whose phrases have cadences; where chords go round in loops a phrase need not close."""
KEYS, SEEDS = ("C major", "C minor"), range(2)
LEAP, STEP = 5, 2
FEWEST = 8
NEIGHBOURS = 2
QUARTER = 480


def sections_of(style: str) -> Iterator[tuple[Piece, SectionForm, list[Note]]]:
    """Yield the sections that have a melody to speak of."""
    for piece in (piece_in(style, key, seed) for key in KEYS for seed in SEEDS):
        for section in piece.form.sections:
            notes = sorted(piece.melody.sections[section.name], key=lambda note: note.start)
            if len(notes) >= FEWEST:
                yield piece, section, notes


def chord_under(piece: Piece, section: SectionForm, at: int) -> Symbol:
    """Return the chord that sounds at a tick."""
    return next(chord.symbol for chord in chords_in(piece, section.start, section.end) if chord.start <= at < chord.end)


@pytest.mark.parametrize("style", STYLES)
def test_a_leap_turns_back_or_goes_on_by_step(style: str) -> None:
    moves = [[b.pitch - a.pitch for a, b in pairwise(notes)] for _, _, notes in sections_of(style)]
    turns = [a * b < 0 or 1 <= abs(b) <= STEP for section in moves for a, b in pairwise(section) if abs(a) >= LEAP]
    assert sum(turns) >= 0.85 * len(turns)


@pytest.mark.parametrize("style", STYLES)
def test_a_section_has_one_highest_place(style: str) -> None:
    spread = []
    for _, section, notes in sections_of(style):
        places = [index for index, note in enumerate(notes) if note.pitch == max(one.pitch for one in notes)]
        if section.source == section.name:
            spread.append(places[-1] - places[0])
    assert sum(width <= NEIGHBOURS for width in spread) >= 0.5 * len(spread)


@pytest.mark.parametrize("style", STYLES)
def test_notes_on_first_beats_are_of_their_chord_or_lean_on_the_next(style: str) -> None:
    fits = []
    for piece, section, notes in sections_of(style):
        firsts = {bar.start for phrase in section.phrases for bar in phrase.bars}
        for note, after in zip(notes, [*notes[1:], None], strict=True):
            if note.start in firsts:
                leans = after is not None and -STEP <= after.pitch - note.pitch <= 1
                fits.append(note.pitch % 12 in chord_under(piece, section, note.start).notes or leans)
    assert sum(fits) >= 0.95 * len(fits)


@pytest.mark.parametrize("style", TONAL)
def test_phrases_that_close_end_on_a_note_of_their_chord(style: str) -> None:
    closes = []
    for piece, section, notes in sections_of(style):
        for phrase in (phrase for phrase in section.phrases if phrase.cadence == "authentic"):
            long = [note for note in notes if phrase.start <= note.start < phrase.end and note.length >= QUARTER]
            if long:
                places = (long[-1].start, min(long[-1].end, section.end) - 1)
                closes.append(any(long[-1].pitch % 12 in chord_under(piece, section, at).notes for at in places))
    assert sum(closes) >= 0.8 * len(closes)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", KEYS)
def test_the_last_note_of_a_tune_is_the_tonic(style: str, key: str) -> None:
    piece = piece_in(style, key, 1)
    last_s = piece.form.grid.clock.seconds(piece.form.grid.last_chord or 0)
    tonic = read_symbol(piece.harmony.spans[-1].chord.name).root
    for part in piece.played:
        struck = [note for note in part.notes if note.start_s >= last_s - 0.01]
        if part.player.part.role == "melody" and struck:
            assert max(struck, key=lambda note: note.pitch).pitch % 12 == tonic
