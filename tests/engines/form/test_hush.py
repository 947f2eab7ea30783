"""A silence before what is to strike: everybody keeps it, and what was sounding is over."""

from __future__ import annotations

import msgspec
import pytest

from musicapp.engines.composer.form.form import Form, hush_before_rises
from musicapp.engines.composer.piece import Piece, compose
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import load_style

from ..groove.scores import form_of
from ..orders import brief_with

BEAT, BAR = 480, 1920
EARLY_S = 0.06
"""How far from its beat a note may be played."""


@pytest.mark.parametrize(
    ("plan", "beats", "hushes"),
    [
        ("build:4x1@0.5 drop:4x1@0.9", 1.0, [0, BEAT]),
        ("build:4x1@0.5 drop:4x1@0.9", 2.5, [0, BEAT * 5 // 2]),
        ("drop:4x1@0.9 drop:4x1@0.9", 1.0, [0, 0]),
        ("verse:4x1@0.5 chorus:4x1@0.9", 1.0, [0, 0]),
        ("build:4x1@0.5 drop:4x1@0.9 verse:4x1@0.4 drop:4x2@0.8", 1.0, [0, BEAT, 0, BEAT]),
        ("build:1x1@0.5 drop:4x1@0.9", 8.0, [0, BAR // 2]),
    ],
)
def test_a_hush_comes_before_what_is_stronger(plan: str, beats: float, hushes: list[int]) -> None:
    form = form_of(plan)
    rules = msgspec.structs.replace(load_style("house").form, hush_beats={"drop": beats})
    assert [section.hush for section in hush_before_rises(form.sections, form.grid, rules)] == hushes


@pytest.mark.parametrize(
    ("start", "end", "stops"),
    [
        (0, BAR, BAR),
        (3 * BAR, 4 * BAR, 4 * BAR - BEAT),
        (4 * BAR - BEAT, 4 * BAR, 4 * BAR - BEAT),
        (4 * BAR - BEAT // 2, 5 * BAR, 4 * BAR - BEAT // 2),
        (4 * BAR, 5 * BAR, 5 * BAR),
    ],
)
def test_what_sounds_stops_where_a_silence_begins(start: int, end: int, stops: int) -> None:
    assert hushed("build:4x1@0.5 drop:4x1@0.9").end_before_hush(start, end) == stops


def hushed(plan: str) -> Form:
    """Return a form with a beat's silence before its drops."""
    form = form_of(plan)
    rules = msgspec.structs.replace(load_style("house").form, hush_beats={"drop": 1.0})
    return msgspec.structs.replace(form, sections=hush_before_rises(form.sections, form.grid, rules))


@pytest.mark.parametrize("name", ["house", "horror", "piano_solo"])
def test_everybody_keeps_the_silence(name: str) -> None:
    piece = piece_with_hush(name)
    clock = piece.form.grid.clock
    silences = [(clock.seconds(s.start - s.hush), clock.seconds(s.start)) for s in piece.form.sections if s.hush]
    assert silences
    for track in (performer.track for performer in piece.performers):
        sounding = [(note.start_s, note.end_s) for note in track.notes]
        pressed = [(press.down_s, press.up_s) for press in track.pedal]
        for begin, end in silences:
            assert not [span for span in sounding + pressed if span[0] < end - EARLY_S and span[1] > begin + EARLY_S]


def piece_with_hush(name: str) -> Piece:
    """Compose a piece of a style with two beats of silence before all that returns."""
    style = load_style(name)
    form = msgspec.structs.replace(style.form, hush_beats={"drop": 2.0, "return": 2.0, "contrast": 2.0})
    brief = brief_with(style=name, seconds=75.0, tempo=110.0, energy="rising", mood=(), without=())
    return compose(brief, msgspec.structs.replace(style, form=form), Seeds(seed=1, takes={}))
