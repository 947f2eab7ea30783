"""Figures: one token, one thing to play, in reach of whoever plays it."""

from __future__ import annotations

import pytest

from musicapp.engines.composer.arrangement.accompaniment import in_reach
from musicapp.engines.composer.arrangement.figures import VoicedSpan, token_pitches
from musicapp.engines.composer.arrangement.voicing import Voicing
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.instruments.casting import cast
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key

A_MINOR = Voicing(bass=45, upper=(60, 64, 69), ladder=(45, 52, 57, 60, 64))
F_MAJOR = Voicing(bass=41, upper=(60, 65, 69), ladder=(41, 48, 53, 57, 60))
SPAN = VoicedSpan(chord=parse_chord("i", parse_key("A minor")), voicing=A_MINOR, start=0, end=1920, following=F_MAJOR)


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
        ("y", [51]),
        ("f", [50]),
        ("t", [48]),
        ("n", [47]),
        ("u", [46]),
        ("s", [43]),
        ("q", [40]),
        ("k", [54]),
        ("m", [55]),
        ("e", [48]),
        ("P", [45, 52, 57]),
        ("b", [41]),
        ("N", [60, 65, 69]),
        ("L", [60]),
        ("M", [64]),
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


@pytest.mark.parametrize(("numeral", "third"), [("I", 4), ("i", 3), ("Vsus4", 5), ("Isus2", 2), ("I6", 3), ("ii65", 4)])
def test_the_third_is_the_chords(numeral: str, third: int) -> None:
    chord = parse_chord(numeral, parse_key("C major"))
    span = VoicedSpan(
        chord=chord, voicing=Voicing(bass=36 + chord.bass, upper=(), ladder=()), start=0, end=1, following=A_MINOR
    )
    assert token_pitches("e", span) == [36 + chord.bass + third]
