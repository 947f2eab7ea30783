"""The chords of a style: extensions, borrowed chords, twelve bars, vamps and drones, by their symbols."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from musicapp.engines.composer.piece import Piece

from .lead_sheet import class_of, read_symbol
from .pieces import Chart, Sounding, chart_in, chords_in, chords_of, degree, piece_in, sung

SEEDS = range(2)
QUARTER = 480
BLACK_KEYS = frozenset({1, 3, 6, 8, 10})


@pytest.mark.parametrize(
    ("style", "least", "most"),
    [
        ("jazz", 0.95, 1.0),
        ("bossa_nova", 0.95, 1.0),
        ("lofi", 0.9, 1.0),
        ("rnb", 0.9, 1.0),
        ("hip_hop", 0.8, 1.0),
        ("blues", 0.8, 1.0),
        ("funk", 0.8, 1.0),
        ("folk", 0.0, 0.3),
        ("rock", 0.0, 0.3),
        ("metal", 0.0, 0.2),
        ("celtic", 0.0, 0.2),
        ("baroque", 0.0, 0.4),
    ],
)
def test_the_share_of_chords_of_four_notes_and_more(style: str, least: float, most: float) -> None:
    pieces = [chart_in(style, key, seed) for key in ("C major", "C minor") for seed in SEEDS]
    sizes = [chord.symbol.size >= 4 for piece in pieces for chord in chords_of(piece)]
    assert least <= sum(sizes) / len(sizes) <= most


@pytest.mark.parametrize("style", ["jazz", "bossa_nova"])
def test_jazz_goes_two_five_one(style: str) -> None:
    found = 0
    for seed in SEEDS:
        chords = chords_of(chart_in(style, "C major", seed))
        roots = " ".join(degree(chord.symbol.root, "C major") for chord in chords)
        found += roots.count("II V I") + roots.count("II bII I")
    assert found >= 3 * len(SEEDS)


@pytest.mark.parametrize(
    ("style", "symbols"),
    [
        ("cinematic", "Fm Ab Bb Eb"),
        ("epic_orchestral", "Fm Ab Bb Eb"),
        ("pop", "Fm Ab Bb Eb"),
        ("rock", "Fm Ab Bb Eb"),
        ("k_ballad", "Fm Ab Bb Eb"),
        ("jazz", "Fm Ab Bb Eb"),
        ("chiptune", "Fm Ab Bb Eb"),
    ],
)
def test_major_borrows_from_its_minor_and_comes_back(style: str, symbols: str) -> None:
    roots = {(read_symbol(text).root, read_symbol(text).is_minor) for text in symbols.split()}
    borrowed, longest = 0, 0
    for seed in range(5):
        run = 0
        for chord in unlifted(chart_in(style, "C major", seed)):
            is_borrowed = (chord.symbol.root, chord.symbol.is_minor) in roots
            borrowed += is_borrowed
            run = run + 1 if is_borrowed else 0
            longest = max(longest, run)
    assert borrowed
    assert longest <= 4


@pytest.mark.parametrize("style", ["piano_solo", "cinematic", "k_ballad", "string_quartet"])
def test_the_melody_takes_up_the_notes_of_foreign_chords(style: str) -> None:
    clashes = notes = 0
    for seed in range(5):
        piece = piece_in(style, "C major", seed)
        chords = list(unlifted(piece))
        for note in (note for section in sung(piece) for note in section if note.length >= QUARTER):
            over = next((chord.symbol.notes for chord in chords if chord.start <= note.start < chord.end), frozenset())
            foreign = over & BLACK_KEYS
            clashes += note.pitch % 12 not in over and bool({(note.pitch + 1) % 12, (note.pitch - 1) % 12} & foreign)
            notes += 1
    assert clashes <= 0.01 * notes


def unlifted(piece: Chart | Piece) -> Iterator[Sounding]:
    """Yield the chords of all sections that are in the piece's own key."""
    for section in piece.form.sections:
        if not section.lift:
            yield from chords_in(piece, section.start, section.end)


def bars_of_rounds(piece: Chart, key: str) -> list[list[str]]:
    """Return the first chord of each bar, twelve by twelve, of sections that have whole rounds."""
    rounds = []
    for section in piece.form.sections:
        bars = [bar for phrase in section.phrases for bar in phrase.bars]
        first = [degree(chords_in(piece, bar.start, bar.end)[0].symbol.root, key) for bar in bars]
        if len(bars) % 12 == 0:
            rounds += [first[start : start + 12] for start in range(0, len(bars), 12)]
    return rounds


@pytest.mark.parametrize("key", ["A major", "A minor"])
def test_the_blues_has_twelve_bars(key: str) -> None:
    rounds = [bars for seed in range(8) for bars in bars_of_rounds(chart_in("blues", key, seed, 150.0), key)]
    assert len(rounds) >= 4
    home = [bars[0] == "I" and bars[3] == "I" and bars[6] in ("I", "IV") for bars in rounds]
    fourth = [bars[4] == "IV" for bars in rounds]
    fifth = [{"V", "bVI", "II"} & set(bars[8:10]) for bars in rounds]
    assert min(sum(home), sum(fourth), sum(map(bool, fifth))) >= 0.7 * len(rounds)


@pytest.mark.parametrize(
    ("style", "key", "has", "lacks"),
    [
        ("funk", "D dorian", "B", "Bb"),
        ("house", "D dorian", "B", "Bb"),
        ("ambient", "D dorian", "B", "Bb"),
        ("ambient", "F lydian", "B", "Bb"),
        ("cinematic", "F lydian", "B", "Bb"),
        ("celtic", "G mixolydian", "F", "F#"),
        ("rock", "G mixolydian", "F", "F#"),
        ("metal", "E phrygian", "F", "F#"),
        ("cinematic", "E phrygian", "F", "F#"),
    ],
)
def test_a_mode_is_told_by_its_own_degree(style: str, key: str, has: str, lacks: str) -> None:
    weights: Counter[int] = Counter()
    for seed in SEEDS:
        piece = piece_in(style, key, seed)
        for performer in piece.performers:
            if performer.part.role not in ("drums", "effects"):
                for note in performer.track.notes:
                    weights[note.pitch % 12] += round(1000 * (note.end_s - note.start_s))
    assert weights[class_of(has)] > 2 * weights[class_of(lacks)]


@pytest.mark.parametrize(
    ("style", "key", "share"),
    [
        ("ambient", "D dorian", 0.3),
        ("ambient", "C major", 0.3),
        ("funk", "D dorian", 0.4),
        ("techno", "A minor", 0.35),
        ("gugak", "G pentatonic", 0.25),
        ("celtic", "D mixolydian", 0.3),
        ("horror", "C minor", 0.25),
        ("house", "A minor", 0.2),
        ("metal", "E phrygian", 0.25),
    ],
)
def test_vamps_and_drones_stand_on_the_tonic(style: str, key: str, share: float) -> None:
    tonic, at_home, all_of_it = class_of(key.split(maxsplit=1)[0]), 0, 0
    for seed in SEEDS:
        for chord in chords_of(chart_in(style, key, seed)):
            at_home += (chord.end - chord.start) * (tonic in (chord.symbol.root, chord.symbol.bass))
            all_of_it += chord.end - chord.start
    assert at_home >= share * all_of_it
