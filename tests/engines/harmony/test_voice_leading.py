"""Chords are led as a good player leads them: little motion, no parallels, in reach, with the tones that matter."""

from __future__ import annotations

from time import perf_counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicapp.engines.composer.arrangement.voicing import Hand, Voicing, voice_phrase
from musicapp.engines.composer.theory.chords import Chord, parse_chord
from musicapp.engines.composer.theory.keys import MODES, parse_key

from .checks import chords_of, clusters, kept_sevenths, mean_motion, outer_parallels

PIANO_LEFT = Hand(lowest=31, highest=59, is_open=False, is_strict=True)
KEYS = Hand(lowest=48, highest=76, is_open=False, voices=4, is_rootless=True)
SMALL_KEYS = Hand(lowest=52, highest=72, is_open=False, is_rootless=True)
STRINGS = Hand(lowest=43, highest=84, is_open=False, voices=4, is_strict=True)
WIDE = Hand(lowest=36, highest=96, is_open=False, voices=5, is_strict=True)
OCTAVE = Hand(lowest=60, highest=72, is_open=False)
HANDS = (PIANO_LEFT, KEYS, SMALL_KEYS, STRINGS, WIDE, OCTAVE)
FIFTHS = (
    "I IV vii° iii vi ii V I",
    "Imaj7 IVmaj7 viiø7 iii7 vi7 ii7 V7 Imaj7",
    "iii9 VI13 ii9 V13 Imaj9 IVmaj9 iii9 VI13 ii9 V7alt Imaj9",
)
TRIADS = "I i ii III iii IV iv V v vi VI VII bVII bVI I6 I64 V6 iv6 I+ vii° I5 Isus2 Isus4"
EXTENDED = "Imaj7 imaj7 ii7 iiø7 IVmaj9 iv69 ii11 Iadd9 Iadd6 I69 bIImaj7 V65 V43 V42 ii65 IV^V ii7^V"
DOMINANTS = "V7 V9 V11 V13 V7sus4 V9sus4 V7b9 V7#9 V7alt V65/ii vii°7/vi V9/V"
NUMERALS = f"{TRIADS} {EXTENDED} {DOMINANTS}".split()
TONICS = ("C", "F#", "Bb", "E")


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("numerals", FIFTHS)
def test_falling_fifths_move_little(numerals: str, hand: Hand) -> None:
    voicings = voice_phrase(chords_of(numerals), hand, None)
    assert mean_motion(voicings) < 2.5
    assert len({len(v.upper) for v in voicings}) == 1


@pytest.mark.parametrize("hand", HANDS)
def test_sevenths_fall_by_step(hand: Hand) -> None:
    for numerals in FIFTHS[1:]:
        chords = chords_of(numerals)
        resolved, counted = kept_sevenths(chords, voice_phrase(chords, hand, None))
        assert resolved >= 0.75 * counted


@pytest.mark.parametrize(
    ("numerals", "hand", "upper"),
    [
        ("I IV V I", PIANO_LEFT, 3),
        ("ii9 V13 Imaj9", KEYS, 4),
        ("I5 IV5 V5", STRINGS, 4),
        ("I vi IV V", WIDE, 5),
        ("i", Hand(lowest=50, highest=70, is_open=False, voices=1), 1),
    ],
)
def test_a_hand_has_its_number_of_voices(numerals: str, hand: Hand, upper: int) -> None:
    assert {len(v.upper) for v in voice_phrase(chords_of(numerals), hand, None)} == {upper}


@pytest.mark.parametrize(
    ("numeral", "hand", "tones"),
    [
        ("ii9", SMALL_KEYS, {5, 0, 4}),
        ("V13", SMALL_KEYS, {11, 5, 4}),
        ("V7b9", SMALL_KEYS, {11, 5, 8}),
        ("IVmaj7", SMALL_KEYS, {9, 4, 0}),
        ("Imaj7", SMALL_KEYS, {4, 11, 0}),
        ("i9", KEYS, {3, 10, 2, 0}),
        ("V9/ii", KEYS, {1, 7, 11, 4}),
        ("iiø7", PIANO_LEFT, {5, 0, 8}),
        ("ii7", KEYS, {2, 5, 9, 0}),
        ("V65", PIANO_LEFT, {2, 5, 7}),
        ("V6", PIANO_LEFT, {2, 7}),
        ("IV^V", PIANO_LEFT, {5, 9, 0}),
    ],
)
def test_the_tones_that_matter_are_taken(numeral: str, hand: Hand, tones: set[int]) -> None:
    (voicing,) = voice_phrase(chords_of(numeral), hand, None)
    assert {pitch % 12 for pitch in voicing.upper} == tones


def test_the_bass_is_the_one_that_is_written() -> None:
    voicings = voice_phrase(chords_of("I V65 vi42 IV^V I64"), STRINGS, None)
    assert [v.bass % 12 for v in voicings] == [0, 11, 7, 7, 7]


def test_a_phrase_goes_on_from_where_the_hand_was() -> None:
    low, high = Voicing(bass=43, upper=(55, 59, 62), ladder=()), Voicing(bass=48, upper=(67, 71, 74), ladder=())
    hand = Hand(lowest=43, highest=84, is_open=False)
    after_low, after_high = (voice_phrase(chords_of("I"), hand, before)[0].upper for before in (low, high))
    assert sum(after_low) < sum(after_high)


def test_an_open_ladder_climbs_wide_below_and_closer_above() -> None:
    hand = Hand(lowest=31, highest=67, is_open=True)
    for voicing in voice_phrase(chords_of("I vi IV V7 Imaj9 V13"), hand, None):
        gaps = [b - a for a, b in zip(voicing.ladder, voicing.ladder[1:], strict=False)]
        assert voicing.ladder[0] == voicing.bass
        assert gaps[0] >= 6
        assert min(gaps) >= 2


def test_a_long_piece_in_eight_parts_is_voiced_in_a_moment() -> None:
    chords = [chord for tonic in ("C", "D", "Eb", "F", "G") for chord in chords_of(" ".join(FIFTHS), f"{tonic} major")]
    phrases = [chords[start : start + 4] for start in range(0, 132, 4)] * 3
    hands = [Hand(lowest=35 + i, highest=66 + i, is_open=False, voices=2 + i % 4) for i in range(8)]
    started = perf_counter()
    for hand in hands:
        before = None
        for phrase in phrases:
            before = voice_phrase(phrase, hand, before)[-1]
    assert perf_counter() - started < 2.0


@st.composite
def phrases(draw: st.DrawFn) -> list[Chord]:
    """Draw some chords in some key."""
    key = parse_key(f"{draw(st.sampled_from(TONICS))} {draw(st.sampled_from(sorted(MODES)))}")
    return [parse_chord(numeral, key) for numeral in draw(st.lists(st.sampled_from(NUMERALS), min_size=1, max_size=9))]


@st.composite
def hands(draw: st.DrawFn, /, least_span: int = 9) -> Hand:
    """Draw a hand."""
    lowest = draw(st.integers(24, 72))
    return Hand(
        lowest=lowest,
        highest=lowest + draw(st.integers(least_span, 48)),
        is_open=draw(st.booleans()),
        voices=draw(st.integers(1, 5)),
        is_rootless=draw(st.booleans()),
        is_strict=draw(st.booleans()),
    )


@settings(max_examples=150, deadline=None)
@given(phrases(), hands())
def test_everything_lies_in_reach_and_in_order(chords: list[Chord], hand: Hand) -> None:
    voicings = voice_phrase(chords, hand, None)
    assert len(voicings) == len(chords)
    for chord, voicing in zip(chords, voicings, strict=True):
        pitches = (voicing.bass, *voicing.upper, *voicing.ladder)
        assert hand.lowest <= min(pitches)
        assert max(pitches) <= hand.highest
        assert list(voicing.upper) == sorted(set(voicing.upper))
        assert list(voicing.ladder) == sorted(set(voicing.ladder))
        assert {p % 12 for p in pitches} <= {*chord.classes, chord.bass}
        assert 1 <= len(voicing.upper) <= hand.voices


@settings(max_examples=150, deadline=None)
@given(phrases(), hands(least_span=24))
def test_third_and_seventh_are_always_there(chords: list[Chord], hand: Hand) -> None:
    for chord, voicing in zip(chords, voice_phrase(chords, hand, None), strict=True):
        sounding = {(pitch - chord.root) % 12 for pitch in (voicing.bass, *voicing.upper)}
        thirds, sevenths = ({i % 12 for i in chord.intervals} & wanted for wanted in ({2, 3, 4, 5}, {10, 11}))
        if hand.voices >= 2:
            assert sounding & thirds or not thirds
            assert sevenths <= sounding
        assert voicing.bass % 12 == chord.bass


@settings(max_examples=150, deadline=None)
@given(phrases(), hands(least_span=26))
def test_a_strict_hand_has_no_parallels_between_its_ends(chords: list[Chord], hand: Hand) -> None:
    assert outer_parallels(voice_phrase(chords, msgspec.structs.replace(hand, is_strict=True), None)) == 0


def test_a_free_hand_has_some() -> None:
    hand = msgspec.structs.replace(STRINGS, is_strict=False)
    assert outer_parallels(voice_phrase(chords_of("I5 II5 III5 IV5 V5 vi5"), hand, None)) > 0
    assert outer_parallels(voice_phrase(chords_of("I5 II5 III5 IV5 V5 vi5"), STRINGS, None)) == 0


@pytest.mark.parametrize("hand", [PIANO_LEFT, STRINGS, Hand(lowest=36, highest=60, is_open=False, voices=4)])
def test_low_chords_have_no_semitones_in_them(hand: Hand) -> None:
    assert clusters(voice_phrase(chords_of(" ".join(FIFTHS)), hand, None)) == 0
