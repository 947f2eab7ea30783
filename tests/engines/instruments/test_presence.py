"""Whoever is asked for is heard: in more than one section where there are several, where he sounds well."""

from __future__ import annotations

import pytest

from musicapp.brief.vocabulary import style_profiles
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.piece import Piece
from musicapp.engines.composer.styles.style import load_style

from ..orders import compose_with

GUESTS = [
    ("march", "violin"),
    ("lullaby", "flute"),
    ("baroque", "trombone"),
    ("horror", "piano"),
    ("trance", "saxophone"),
    ("rnb", "horn"),
    ("string_quartet", "oboe"),
    ("gugak", "piccolo"),
    ("cinematic", "choir"),
    ("celtic", "organ"),
]


def piece_with(style: str, word: str, *, seconds: float = 75.0) -> Piece:
    """Compose a piece of a style with a guest."""
    profile = style_profiles()[style]
    return compose_with(
        style=style,
        instruments=tuple(dict.fromkeys((*profile.ensemble, word))),
        without=(),
        seconds=seconds,
        tempo=sum(load_style(style).tempo) / 2,
        meter=profile.meter or "4/4",
        mood=(),
    )


def sections_with(piece: Piece, word: str) -> set[str]:
    """Return the sections in which an instrument plays."""
    clock = piece.form.grid.clock
    starts = [note.start_s + 0.15 for p in piece.performers if p.track.instrument == word for note in p.track.notes]
    return {
        section.name
        for section in piece.form.sections
        if any(clock.seconds(section.start) <= start < clock.seconds(section.end) for start in starts)
    }


@pytest.mark.parametrize(("style", "word"), GUESTS)
def test_a_guest_plays_in_more_than_one_section(style: str, word: str) -> None:
    piece = piece_with(style, word)
    assert len(piece.form.sections) >= 3
    assert len(sections_with(piece, word)) >= 2


@pytest.mark.parametrize(("style", "word"), GUESTS)
def test_a_guest_is_heard_in_a_short_piece(style: str, word: str) -> None:
    assert any(p.track.notes for p in piece_with(style, word, seconds=25.0).performers if p.track.instrument == word)


@pytest.mark.parametrize(("style", "word"), GUESTS)
def test_a_guest_plays_where_he_sounds_well(style: str, word: str) -> None:
    rules = load_instruments()[word]
    performers = [p for p in piece_with(style, word).performers if p.track.instrument == word and not rules.is_drums]
    lowest, highest = rules.comfortable
    assert all(lowest <= note.pitch <= highest for p in performers for note in p.track.notes)
