"""Who plays what: everyone wanted and nobody else, whatever the style."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicapp.brief.ensemble import covered_by
from musicapp.brief.vocabulary import instrument_meanings
from musicapp.engines.composer.instruments.casting import cast
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.instruments.stand_ins import carries_tune
from musicapp.engines.composer.scene import Player
from musicapp.engines.composer.styles.parts import PartRules, Role
from musicapp.engines.composer.styles.style import known_styles, load_style

WORDS = sorted(load_instruments())
PITCHED = [word for word, rules in load_instruments().items() if not rules.is_drums]
RIGHT = PartRules(name="right", role="melody", instruments=("piano",), range=(60, 84))
LEFT = PartRules(name="left", role="chords", instruments=("piano",), range=(36, 60))
SOLO = (RIGHT, LEFT)
BAND = (
    PartRules(name="tune", role="melody", instruments=("saxophone", "violin"), range=(60, 84), kinds=("chorus",)),
    PartRules(name="verse", role="melody", instruments=("flute",), range=(60, 84), shares=("tune",)),
    PartRules(name="comping", role="chords", instruments=("electric_guitar",), range=(50, 74)),
    PartRules(name="bass", role="bass", instruments=("bass",), range=(28, 48)),
    PartRules(name="beat", role="drums", instruments=("drums",), range=(24, 87)),
)
STYLES = {"solo": SOLO, "band": BAND, **{name: load_style(name).parts for name in known_styles()}}
EXCLUDED = sorted(instrument_meanings())


def lines(players: tuple[Player, ...]) -> dict[str, str]:
    """Return who plays each part."""
    return {player.part.name: player.instrument for player in players}


def roles(players: tuple[Player, ...], word: str) -> set[Role]:
    """Return what somebody plays."""
    return {player.part.role for player in players if player.instrument == word}


@given(
    style=st.sampled_from(sorted(STYLES)),
    wanted=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12, unique=True),
    without=st.lists(st.sampled_from(EXCLUDED), max_size=3, unique=True),
)
@settings(max_examples=400, deadline=None)
def test_exactly_those_wanted_and_not_excluded_play(style: str, wanted: list[str], without: list[str]) -> None:
    players = cast(STYLES[style], wanted, without)
    excluded = covered_by(tuple(without))
    allowed = set(wanted) - excluded
    playing = {player.instrument for player in players}
    assert playing == {player.instrument for player in players if player.part.role != "effects"}
    if excluded.isdisjoint(wanted) or any(carries_tune(word) for word in allowed):
        assert playing == allowed
    assert playing >= allowed
    assert playing.isdisjoint(excluded)
    if playing & set(PITCHED):
        melodists = [player for player in players if player.part.role == "melody"]
        assert melodists
        assert all(
            "melody" in load_instruments()[p.instrument].roles or p.instrument in p.part.instruments for p in melodists
        )
    names = [player.part.name for player in players]
    assert len(names) == len(set(names))
    for player in players:
        rules = load_instruments()[player.instrument]
        if player.part.role == "effects":
            assert (player.lowest, player.highest) == player.part.range
            continue
        assert rules.is_drums == (player.part.role == "drums")
        assert player.highest - player.lowest >= 7
        assert rules.is_drums or rules.range[0] <= player.lowest < player.highest <= rules.range[1]


@given(style=st.sampled_from(sorted(STYLES)), wanted=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_the_same_ensemble_is_cast_the_same_way(style: str, wanted: list[str]) -> None:
    assert cast(STYLES[style], wanted, ()) == cast(STYLES[style], wanted, ())


@pytest.mark.parametrize("style", sorted(STYLES))
def test_a_style_by_itself_gives_each_part_its_first_instrument(style: str) -> None:
    for player in cast(STYLES[style], (), ()):
        assert player.instrument == player.part.instruments[0]


def test_a_lone_piano_plays_melody_chords_and_bass_throughout() -> None:
    players = cast(BAND, ("piano",), ())
    assert roles(players, "piano") == {"melody", "chords", "bass"}
    assert all(player.part.kinds == () and player.part.energy == (0.0, 1.0) for player in players)
    assert len(players) == 3


def test_piano_and_cello_play_a_duet() -> None:
    players = cast(SOLO, ("piano", "cello"), ())
    assert lines(players) == {"right": "piano", "left": "piano", "counter cello": "cello"}


def test_an_empty_part_goes_to_who_suits_it_before_it_is_shared() -> None:
    players = cast(BAND, ("saxophone", "harp", "upright_bass", "clarinet"), ())
    assert lines(players) == {"tune": "saxophone", "verse": "clarinet", "comping": "harp", "bass": "upright_bass"}


def test_a_part_is_shared_with_whom_its_style_says() -> None:
    assert lines(cast(BAND, ("saxophone", "electric_guitar"), ()))["verse"] == "saxophone"


@pytest.mark.parametrize("family", ["drums", "percussion"])
def test_without_drums_nothing_unpitched_sounds(family: str) -> None:
    players = cast(BAND, ("drums", "taiko", "janggu", "shaker", "hand_claps", "percussion", "flute"), (family,))
    assert {player.instrument for player in players} == {"flute"}


def test_where_all_instruments_are_excluded_nobody_plays() -> None:
    assert cast(SOLO, ("piano",), WORDS) == ()


def test_a_part_goes_into_the_octave_its_instrument_has() -> None:
    low = msgspec.structs.replace(RIGHT, range=(36, 60))
    player = cast((low,), ("piccolo",), ())[0]
    assert (player.lowest, player.highest) == (76, 96)
