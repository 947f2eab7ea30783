"""Pieces to be marked: composed in a style's usual tempo by its usual players, and read as chord symbols and lines."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from musicapp.core.model import Brief
from musicapp.engines.composer.form.form import Form, Phrase, plan_form
from musicapp.engines.composer.harmony.harmony import Harmony, harmonize
from musicapp.engines.composer.harmony.lift import lift_harmony
from musicapp.engines.composer.melody.notes import Note
from musicapp.engines.composer.moods import Mood
from musicapp.engines.composer.piece import Piece, compose
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import load_style
from tests.engines.orders import brief_with

from .lead_sheet import NOTES, Symbol, class_of, read_symbol

SECONDS = 60.0
DEGREES = ("I", "bII", "II", "bIII", "III", "IV", "#IV", "V", "bVI", "VI", "bVII", "VII")


class Sounding(msgspec.Struct, frozen=True, kw_only=True):
    """A chord as it sounds: its symbol, as written and as read, from a tick to another."""

    text: str
    symbol: Symbol
    start: int
    end: int


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """The form and the chords of a piece of which nothing else is needed."""

    form: Form
    harmony: Harmony


def brief_of(style: str, key: str, seconds: float) -> Brief:
    """Return the brief of a piece as a style usually is, without moods."""
    rules = load_style(style)
    return brief_with(
        style=style,
        key=key,
        seconds=seconds,
        tempo=round(sum(rules.tempo) / 2),
        meter=rules.meters[0],
        instruments=(),
        without=(),
        mood=(),
    )


@functools.cache
def piece_in(style: str, key: str = "C major", seed: int = 1, seconds: float = SECONDS) -> Piece:
    """Compose a piece in a style."""
    return compose(brief_of(style, key, seconds), load_style(style), Seeds(seed=seed))


@functools.cache
def chart_in(style: str, key: str = "C major", seed: int = 1, seconds: float = SECONDS) -> Chart:
    """Compose the form and the chords of a piece in a style: the same that the whole piece has."""
    rules, seeds = load_style(style), Seeds(seed=seed)
    form = plan_form(brief_of(style, key, seconds), rules, seeds)
    return Chart(form=form, harmony=lift_harmony(harmonize(form, rules, Mood(), seeds), form))


def chords_of(piece: Chart | Piece) -> list[Sounding]:
    """Return all chords in order, the last one too."""
    return [
        Sounding(text=span.chord.name, symbol=read_symbol(span.chord.name), start=span.start, end=span.end)
        for span in piece.harmony.spans
    ]


def chords_in(piece: Chart | Piece, start: int, end: int) -> list[Sounding]:
    """Return the chords that begin between two ticks."""
    return [chord for chord in chords_of(piece) if start <= chord.start < end]


def phrases_of(piece: Chart | Piece, cadence: str) -> Iterator[Phrase]:
    """Yield the phrases of a piece that end in one way, lifted sections left out."""
    for section in piece.form.sections:
        yield from (phrase for phrase in section.phrases if phrase.cadence == cadence and not section.lift)


def degree(pitch_class: int, key: str) -> str:
    """Return the degree of a pitch class above a key's tonic: ``V``, ``bVI``."""
    return DEGREES[(pitch_class - class_of(key.split(maxsplit=1)[0])) % 12]


def sung(piece: Piece) -> list[list[Note]]:
    """Return the melody of every section that has one."""
    sections = [piece.melody.sections[section.name] for section in piece.form.sections]
    return [sorted(notes, key=lambda note: note.start) for notes in sections if notes]


def name_of(pitch: int) -> str:
    """Write a pitch as a note and an octave."""
    return f"{NOTES[pitch % 12]}{pitch // 12 - 1}"
