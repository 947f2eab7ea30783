"""What an instrument plays lies on the real one: ranges as sounding pitches, from treatises and makers' tables.

Adler, The Study of Orchestration; Blatter, Instrumentation and Orchestration; the National Gugak Center's guides for
composers. A name, all that it has, and what players call comfortable.
"""

from __future__ import annotations

import pytest

from musicapp.engines.composer.instruments.instruments import load_instruments

REAL = {
    "piano": "A0 C8, C1 E7",
    "electric_piano": "E1 E7, C2 C7",
    "organ": "C1 C7, C2 G6",
    "harpsichord": "F1 F6, C2 D6",
    "celesta": "C4 C8, C4 G7",
    "music_box": "C4 G7, C4 F7",
    "accordion": "E1 A6, F3 F6",
    "glockenspiel": "G5 C8, G5 B7",
    "vibraphone": "F3 F6, F3 F6",
    "marimba": "C2 C7, C3 A6",
    "xylophone": "F4 C8, F4 B7",
    "bells": "C4 G5, C4 F5",
    "acoustic_guitar": "E2 B5, E2 G5",
    "electric_guitar": "E2 E6, E2 C6",
    "ukulele": "C4 C#6, C4 G5",
    "banjo": "C3 C6, D3 A5",
    "mandolin": "G3 A6, G3 E6",
    "sitar": "C3 D6, D3 G5",
    "harp": "B0 G#7, G1 C7",
    "bass": "E1 G4, E1 C4",
    "upright_bass": "E1 G4, E1 A3",
    "violin": "G3 A7, G3 B6",
    "viola": "C3 A6, C3 C6",
    "cello": "C2 C6, C2 E5",
    "strings": "C1 A7, C1 B6",
    "choir": "E2 C6, G2 A5",
    "trumpet": "E3 D6, G3 Bb5",
    "trombone": "E2 F5, F2 Bb4",
    "horn": "B1 F5, F2 D5",
    "brass": "D1 D6, F2 Bb5",
    "saxophone": "Db3 A5, D3 G5",
    "clarinet": "D3 Bb6, D3 D6",
    "oboe": "Bb3 A6, C4 E6",
    "flute": "B3 D7, C4 A6",
    "piccolo": "D5 C8, E5 G7",
    "recorder": "C5 D7, C5 A6",
    "pan_flute": "G4 G7, G4 G6",
    "harmonica": "C4 C7, C4 F6",
    "gayageum": "G2 D6, G2 A5",
    "daegeum": "Bb3 F6, Bb3 C6",
    "haegeum": "A3 F6, A3 C6",
    "timpani": "C2 C4, E2 A3",
}
NO_BODY = ("synth_bass", "synth_lead", "synth_pad", "synth_arp")
SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def midi_of(name: str) -> int:
    """Return the MIDI pitch of a name such as Bb3; C4 is 60."""
    return 12 * (int(name[-1]) + 1) + SEMITONES[name[0]] + name.count("#") - name[1:].count("b")


def test_every_instrument_with_a_body_is_known_here() -> None:
    assert set(REAL) == {word for word, rules in load_instruments().items() if not rules.is_drums} - {*NO_BODY}


@pytest.mark.parametrize(("word", "real"), REAL.items())
def test_an_instrument_plays_what_the_real_one_has(word: str, real: str) -> None:
    rules = load_instruments()[word]
    whole, comfortable = ([midi_of(name) for name in pair.split()] for pair in real.split(", "))
    for played, there in ((rules.range, whole), (rules.comfortable, comfortable)):
        assert there[0] <= played[0] < played[1] <= there[1]


@pytest.mark.parametrize("word", ["flute", "clarinet", "oboe", "saxophone", "trumpet", "trombone", "violin", "cello"])
def test_winds_and_bows_have_one_voice_and_are_played_so(word: str) -> None:
    rules = load_instruments()[word]
    assert rules.polyphony <= 2
    assert rules.comfortable[1] - rules.comfortable[0] >= 24


@pytest.mark.parametrize(
    "word", ["flute", "clarinet", "oboe", "saxophone", "piccolo", "recorder", "daegeum", "haegeum"]
)
def test_treble_instruments_take_no_bass(word: str) -> None:
    assert "bass" not in load_instruments()[word].roles
