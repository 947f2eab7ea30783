"""Roman numerals become chords: names as on a lead sheet, notes as in the books."""

from __future__ import annotations

import pytest

from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key

NOTES = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]


@pytest.mark.parametrize(
    ("key", "numerals", "names"),
    [
        ("C major", "ii9 V13 Imaj9 VI7", "Dm9 G13 Cmaj9 A7"),
        ("C major", "ii11 V9 I69 Iadd6 iv69", "Dm11 G9 C6/9 C6 Fm6/9"),
        ("C major", "V7sus4 V9sus4 V13sus4 Isus2 I5", "G7sus4 G9sus4 G13sus4 Csus2 C5"),
        ("C major", "V7b9 V7#9 V7alt V7b9b13 V13#11", "G7b9 G7#9 G7alt G7b9b13 G13#11"),
        ("C major", "IVmaj7#11 Vb5 iadd9 imaj7 imaj9", "Fmaj7#11 G(b5) Cm(add9) Cm(maj7) Cm(maj9)"),
        ("C major", "I+ V+7 vii°7 viiø7 vii°", "Caug G7#5 Bdim7 Bm7b5 Bdim"),
        ("C major", "bVII bVImaj7 bIImaj7 iv6 #iv°7", "Bb Abmaj7 Dbmaj7 Fm/Ab F#dim7"),
        ("C major", "IV^V vi42 I^II ii7^V bVII^I", "F/G Am7/G C/D Dm7/G Bb/C"),
        ("C major", "V9/ii V7b9/vi vii°65/V V13/IV", "A9 E7b9 F#dim7/A C13"),
        ("C major", "ii65 V43 Imaj765 V42/IV I64", "Dm7/F G7/D Cmaj7/E C7/Bb C/G"),
        ("A minor", "i9 iv9 V7b9 VImaj7 #vii°7", "Am9 Dm9 E7b9 Fmaj7 G#dim7"),
        ("A minor", "i^V bII6 VII^i", "Am/E Bb/D G/A"),
        ("D major", "bVII bIII iv", "C F Gm"),
        ("D dorian", "i9 IV9 VIImaj7", "Dm9 G9 Cmaj7"),
        ("Bb minor", "i VI III VII", "Bbm Gb Db Ab"),
        ("F# major", "I vi IV V7", "F# D#m B C#7"),
        ("Gb major", "bVI", "D"),
    ],
)
def test_numerals_have_the_names_of_a_lead_sheet(key: str, numerals: str, names: str) -> None:
    assert " ".join(parse_chord(n, parse_key(key)).name for n in numerals.split()) == names


@pytest.mark.parametrize(
    ("key", "numeral", "notes"),
    [
        ("C major", "I", "C E G"),
        ("C major", "Imaj9", "C E G B D"),
        ("C major", "ii9", "D F A C E"),
        ("C major", "ii11", "D F A C E G"),
        ("C major", "V9", "G B D F A"),
        ("C major", "V11", "G D F A C"),
        ("C major", "V13", "G B D F A E"),
        ("C major", "V9sus4", "G C D F A"),
        ("C major", "V7b9", "G B D F Ab"),
        ("C major", "V7#9", "G B D F Bb"),
        ("C major", "V7alt", "G B Eb F Bb"),
        ("C major", "V13#11", "G B D F A C# E"),
        ("C major", "IVmaj7#11", "F A C E B"),
        ("C major", "I69", "C E G A D"),
        ("C major", "iv6", "Ab F C"),
        ("C major", "vii°7", "B D F Ab"),
        ("C major", "I5", "C G"),
        ("C major", "I+", "C E Ab"),
        ("C major", "IV^V", "G F A C"),
        ("A minor", "imaj7", "A C E Ab"),
        ("A minor", "V65", "Ab E B D"),
    ],
)
def test_numerals_have_the_notes_of_the_books(key: str, numeral: str, notes: str) -> None:
    chord = parse_chord(numeral, parse_key(key))
    sounding = [chord.bass, *(c for c in chord.classes if c != chord.bass)]
    assert [NOTES[pitch_class] for pitch_class in sounding] == notes.split()


@pytest.mark.parametrize("numeral", ["Imaj9", "V13", "ii11", "V7b9b13", "I69", "V7alt"])
def test_intervals_rise_from_the_root(numeral: str) -> None:
    chord = parse_chord(numeral, parse_key("E major"))
    assert chord.intervals[0] == 0
    assert list(chord.intervals) == sorted(set(chord.intervals))
    assert chord.classes == tuple((chord.root + interval) % 12 for interval in chord.intervals)
    assert chord.intervals[-1] > 12


@pytest.mark.parametrize("numeral", ["", "xi", "VIII", "V8", "IVmaj", "I^", "V/", "IV^X", "Im7", "I542", "IVI"])
def test_what_is_no_numeral_is_refused_by_name(numeral: str) -> None:
    with pytest.raises(ValueError, match="chord"):
        parse_chord(numeral, parse_key("C major"))


@pytest.mark.parametrize(
    ("numeral", "tones"),
    [("V7", "B F"), ("V", "B"), ("Imaj7", "B"), ("ii7", "C"), ("I", ""), ("V9/ii", "C# G"), ("vii°7", ""), ("VI", "")],
)
def test_tones_that_want_to_move_on_are_known(numeral: str, tones: str) -> None:
    chord = parse_chord(numeral, parse_key("C major"))
    assert {NOTES[pitch_class] for pitch_class in chord.tendencies} == set(tones.split())
