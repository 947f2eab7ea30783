"""Phrases end as they should: a half cadence on the dominant, an authentic one at home, the piece on the tonic."""

from __future__ import annotations

import pytest

from musicapp.engines.composer.styles.style import known_styles, load_style

from .pieces import Chart, chart_in, chords_in, chords_of, degree, phrases_of

SEEDS = range(8)
SHARE = 0.85
GOING_HOME = ("V", "bVII", "IV", "II", "bII", "bVI", "VII", "v")
"""Roots that a last tonic may come from: dominants, plagal and modal ones, the step below, tritone substitutes."""


def ends(piece: Chart, cadence: str, key: str) -> list[str]:
    """Return the degrees of the last two chords of every phrase that ends in one way."""
    found = [chords_in(piece, phrase.start, phrase.end)[-2:] for phrase in phrases_of(piece, cadence)]
    return [" ".join(degree(chord.symbol.root, key) for chord in chords) for chords in found if len(chords) == 2]


@pytest.mark.parametrize(
    ("style", "key", "half", "authentic"),
    [
        ("piano_solo", "C major", "V", "V I"),
        ("piano_solo", "A minor", "V", "V I"),
        ("baroque", "G major", "V", "V I"),
        ("baroque", "D minor", "V", "V I"),
        ("string_quartet", "A major", "V", "V I"),
        ("string_quartet", "C minor", "V", "V I"),
        ("waltz", "F major", "V", "V I"),
        ("waltz", "E minor", "V", "V I"),
        ("lullaby", "F major", "V", "V I"),
        ("folk", "G major", "V", "V I"),
        ("cinematic", "C major", "V", "V I, IV I"),
        ("cinematic", "E phrygian", "bII, bVII", "bII I, bVII I"),
        ("cinematic", "D dorian", "IV, V", "IV I, V I, bVII I"),
        ("cinematic", "F lydian", "II, V", "V I, II I"),
        ("epic_orchestral", "D minor", "V", "V I, bVII I"),
        ("epic_orchestral", "D dorian", "IV, V", "bVII I, IV I"),
        ("folk", "D dorian", "bVII, IV, V", "bVII I, V I"),
        ("folk", "G mixolydian", "bVII, IV", "bVII I, IV I"),
    ],
)
def test_half_and_authentic_cadences(style: str, key: str, half: str, authentic: str) -> None:
    pieces = [chart_in(style, key, seed) for seed in SEEDS]
    halves = [end.split()[-1] in half.split(", ") for piece in pieces for end in ends(piece, "half", key)]
    closes = [end in authentic.split(", ") for piece in pieces for end in ends(piece, "authentic", key)]
    assert len(halves) >= 10
    assert sum(halves) >= SHARE * len(halves)
    assert sum(closes) >= SHARE * len(closes)


@pytest.mark.parametrize("style", sorted(known_styles()))
@pytest.mark.parametrize("key", ["C major", "C minor"])
def test_a_piece_ends_on_its_tonic_and_comes_home_to_it(style: str, key: str) -> None:
    for seed in SEEDS:
        piece = chart_in(style, key, seed)
        *_, before, last = [degree(chord.symbol.root - piece.form.last_lift, key) for chord in chords_of(piece)]
        assert last == "I"
        assert before in (*GOING_HOME, "I")


@pytest.mark.parametrize("style", sorted(name for name in known_styles() if load_style(name).form.lift))
def test_a_lift_comes_from_the_dominant_of_its_key_and_moves_everything(style: str) -> None:
    lift, piece = load_style(style).form.lift, chart_in(style, "C major", 1, 210.0)
    section = next(one for one in piece.form.sections if one.lift)
    before = chords_in(piece, 0, section.start)[-1]
    assert degree(before.symbol.root - lift, "C major") == "V"
    assert (before.symbol.root + 10) % 12 in before.symbol.notes
    source = next(one for one in piece.form.sections if one.name == section.source)
    theme, again = ([chord.symbol.root for chord in chords_in(piece, one.start, one.end)] for one in (source, section))
    assert again[:2] == [(root + lift) % 12 for root in theme[:2]]
