"""Figures: one token, one thing to play, in reach of whoever plays it."""

from __future__ import annotations

import pytest

from musicapp.engines.composer.arrangement.accompaniment import in_reach
from musicapp.engines.composer.arrangement.figures import VoicedSpan, token_pitches
from musicapp.engines.composer.arrangement.voicing import Voicing
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.instruments.casting import cast
from musicapp.engines.composer.styles.style import load_style

A_MINOR = Voicing(bass=45, upper=(60, 64, 69), ladder=(45, 52, 57, 60, 64))
SPAN = VoicedSpan(voicing=A_MINOR, start=0, end=1920, next_bass=41)


@pytest.mark.parametrize(
    ("token", "pitches"),
    [
        (".", []),
        ("0", [45]),
        ("2", [57]),
        ("6", [64]),
        ("C", [60, 64, 69]),
        ("B", [33, 45]),
        ("a", [43]),
        ("x", [57]),
        ("v", [52]),
        ("f", [50]),
        ("t", [48]),
        ("n", [47]),
        ("s", [43]),
        ("q", [40]),
    ],
)
def test_a_token_over_a_minor(token: str, pitches: list[int]) -> None:
    assert token_pitches(token, SPAN) == pitches


@pytest.mark.parametrize(("pitch", "played"), [(20, 32), (28, 28), (60, 60), (67, 67), (68, 56), (95, 59)])
def test_a_step_from_the_bass_stays_in_reach(pitch: int, played: int) -> None:
    (player,) = (p for p in cast(load_style("lofi").parts, ("bass",), ()) if p.part.role == "bass")
    reach = type(player)(part=player.part, instrument="bass", lowest=28, highest=67)
    note = PartNote(start=0, length=480, pitch=pitch, voice="accompaniment")
    assert in_reach(note, reach).pitch == played
