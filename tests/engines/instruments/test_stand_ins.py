"""Whoever is excluded, somebody else plays the tune; only where nobody is left, the request is refused in words."""

from __future__ import annotations

import pytest

from musicapp.brief.ensemble import covered_by
from musicapp.brief.vocabulary import style_profiles
from musicapp.engines.composer.instruments.casting import cast
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.refusal import refuse_brief
from musicapp.engines.composer.scene import Player
from musicapp.engines.composer.styles.style import known_styles, load_style

from ..orders import brief_with, compose_with, notes_of

FAMILIES = ("guitar", "bass", "strings", "brass", "woodwinds", "synth", "percussion")
NO_SINGERS = ("bass", "upright_bass", "synth_bass", "timpani")


def usual(style: str) -> tuple[str, ...]:
    """Return who usually plays a style."""
    return style_profiles()[style].ensemble


def exclusions(style: str) -> tuple[tuple[str, ...], ...]:
    """Return each family, each two of them that many styles are made of, each of the usual players, and all of them."""
    players = usual(style)
    return (*((name,) for name in (*FAMILIES, *players)), ("synth", "drums"), ("strings", "woodwinds"), players)


def cast_without(style: str, *without: str) -> tuple[Player, ...]:
    """Cast a style's usual ensemble without some."""
    return cast(load_style(style).parts, usual(style), without)


@pytest.mark.parametrize("style", sorted(known_styles()))
def test_somebody_who_is_not_excluded_has_the_tune(style: str) -> None:
    for without in exclusions(style):
        players = cast_without(style, *without)
        assert covered_by(without).isdisjoint(player.instrument for player in players), without
        singers = {player.instrument for player in players if player.part.role == "melody"}
        assert singers.difference(NO_SINGERS), without


@pytest.mark.parametrize(
    ("style", "without"),
    [("string_quartet", ("strings",)), ("house", ("synth", "drums", "piano")), ("metal", ("guitar", "bass", "drums"))],
)
def test_a_piece_without_its_usual_players_sounds(style: str, without: tuple[str, ...]) -> None:
    piece = compose_with(style=style, instruments=usual(style), without=without, seconds=30.0, mood=())
    for role in ("melody", "chords"):
        assert any(
            notes_of(piece, played.player.part.name) for played in piece.played if played.player.part.role == role
        )


def test_a_string_quartet_without_strings_has_four_lines_by_others() -> None:
    players = cast_without("string_quartet", "strings")
    assert {player.part.role for player in players} >= {"melody", "counter", "chords", "bass"}
    assert len({player.instrument for player in players}) == 4


def test_who_is_still_there_keeps_his_part() -> None:
    players = cast_without("techno", "synth")
    assert "drums" in {player.instrument for player in players if player.part.role == "drums"}
    assert {player.part.role for player in players} >= {"melody", "bass", "drums"}


def test_a_tune_that_is_still_there_needs_nobody_else() -> None:
    assert {player.instrument for player in cast_without("jazz", "saxophone")} == {"piano", "upright_bass", "drums"}


def test_bass_and_drums_alone_are_left_alone_where_nobody_is_excluded() -> None:
    players = cast(load_style("rock").parts, ("bass", "drums"), ("guitar",))
    assert {player.instrument for player in players} == {"bass", "drums"}


@pytest.mark.parametrize("style", sorted(known_styles()))
def test_a_style_without_anybody_is_refused_in_words(style: str) -> None:
    everybody = tuple(load_instruments())
    refusal = refuse_brief(brief_with(style=style, instruments=usual(style), without=everybody))
    assert refusal is not None
    assert "nobody left to play" in refusal
    last = tuple(word for word in everybody if word != "ukulele")
    assert refuse_brief(brief_with(style=style, instruments=usual(style), without=last)) is None
