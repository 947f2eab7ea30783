"""Voices as they are played: the bass that is written, bare fifths in metal, suspensions, breaths, chorale rules."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.performance.idioms import load_idioms
from musicapp.engines.composer.styles.style import known_styles
from tests.engines.orders import compose_with

from .pieces import chords_of, piece_in
from .voices import middle_s, outer_voices, parallels, pitched_notes, sounding_at, struck_chords

SEEDS = range(2)
LATE_S = 0.13
STRICT, FREE = ("string_quartet", "baroque"), ("piano_solo", "waltz", "rock", "trot")
BLOWN = ("flute", "saxophone", "trumpet", "clarinet", "daegeum")
LONGEST_BREATH_S = 16.0


def share_of_parallels(style: str) -> float:
    """Return how many moves of the outer voices are parallel fifths and octaves."""
    voices = [outer_voices(piece_in(style, key, seed)) for key in ("C major", "C minor") for seed in SEEDS]
    return sum(len(parallels(one)) for one in voices) / sum(len(one) - 1 for one in voices)


@pytest.mark.parametrize(
    ("voices", "count"),
    [
        ([(48, 67), (50, 69)], 1),
        ([(48, 72), (50, 74)], 1),
        ([(48, 67), (50, 65)], 0),
        ([(48, 67), (48, 67)], 0),
        ([(48, 76), (50, 77)], 0),
        ([(53, 72), (48, 67)], 1),
    ],
)
def test_parallels_are_counted(voices: list[tuple[int, int]], count: int) -> None:
    assert len(parallels(voices)) == count


@pytest.mark.parametrize("style", STRICT)
def test_outer_voices_of_strict_styles_have_few_parallels(style: str) -> None:
    assert share_of_parallels(style) <= 0.08


@pytest.mark.parametrize(
    ("style", "key"),
    [
        ("string_quartet", "C major"),
        ("baroque", "C minor"),
        ("piano_solo", "C major"),
        ("cinematic", "C major"),
        ("waltz", "C major"),
        ("k_ballad", "C major"),
        ("ambient", "C major"),
        ("horror", "C minor"),
        ("trot", "C major"),
        ("hip_hop", "C major"),
    ],
)
def test_inversions_and_pedal_points_have_their_bass(style: str, key: str) -> None:
    kept = []
    for seed in SEEDS:
        piece = piece_in(style, key, seed)
        clock = piece.form.grid.clock
        notes = pitched_notes(piece)
        for chord in (chord for chord in chords_of(piece) if chord.symbol.bass != chord.symbol.root):
            at = clock.seconds(chord.start)
            struck = [note.pitch for note in notes if abs(note.start_s - at) < LATE_S]
            held = sounding_at([note for note in notes if note.end_s > at + LATE_S], at)
            if len(struck) + len(held) >= 2:
                kept.append(min(*struck, *held, 127) % 12 == chord.symbol.bass)
    assert kept
    assert sum(kept) >= 0.85 * len(kept)


def test_metal_guitars_strike_bare_fifths() -> None:
    shapes = []
    for seed in SEEDS:
        for part in piece_in("metal", "E minor", seed).played:
            if part.player.instrument == "electric_guitar" and part.player.part.role == "bass":
                chords = [chord for chord in struck_chords(list(part.notes)) if len(chord) > 1]
                shapes += [{(pitch - chord[0]) % 12 for pitch in chord} for chord in chords]
    assert len(shapes) >= 20
    assert sum(shape <= {0, 5, 7} for shape in shapes) >= 0.97 * len(shapes)


def test_a_fourth_that_is_held_up_stays_or_falls_by_step() -> None:
    kept = []
    for style, seed in product(sorted(known_styles()), SEEDS):
        piece = piece_in(style, "C major", seed)
        notes = pitched_notes(piece, "chords", "pad")
        for chord, after in pairwise(chords_of(piece)):
            fourth = (chord.symbol.root + 5) % 12
            if "sus4" not in chord.symbol.kind or after.symbol.root == chord.symbol.root == fourth:
                continue
            held = [pitch for pitch in sounding_at(notes, middle_s(piece, chord)) if pitch % 12 == fourth]
            then = sounding_at(notes, middle_s(piece, after))
            if held and then:
                kept += [any(pitch - fall in then for fall in (0, 1, 2)) for pitch in held[-1:]]
    assert len(kept) >= 20
    assert sum(kept) >= 0.8 * len(kept)


@pytest.mark.parametrize("word", BLOWN)
@pytest.mark.parametrize("style", ["jazz", "cinematic", "k_ballad", "celtic"])
def test_who_blows_breathes(style: str, word: str) -> None:
    idiom = load_idioms()[load_instruments()[word].idiom]
    assert idiom.breath_s
    piece = compose_with(style=style, seconds=90.0, tempo=90.0, instruments=(word, "piano"), without=(), mood=())
    tracks = [performer.track for performer in piece.performers if performer.track.instrument == word]
    notes = sorted((note for track in tracks for note in track.notes), key=lambda note: note.start_s)
    since = last = notes[0].start_s
    longest = 0.0
    for note in notes:
        since = note.start_s if note.start_s - last >= 0.5 * idiom.breath_s else since
        last = max(last, note.end_s)
        longest = max(longest, last - since)
    assert longest <= LONGEST_BREATH_S
