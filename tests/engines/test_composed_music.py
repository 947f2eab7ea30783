"""What is composed is music by the rules: key, cadence, theme, meter, energy. Notes only, no sound."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from musicapp.engines.composer.performance.track import PlayedNote
from musicapp.engines.composer.piece import Piece
from musicapp.engines.composer.theory.keys import parse_key

from .orders import compose_with, notes_of

LENGTHS = (1.0, 2.0, 5.0, 30.0, 90.0, 121.37, 600.0)
KEYS = (
    "C major",
    "F# minor",
    "Bb major",
    "D dorian",
    "E phrygian",
    "F lydian",
    "G mixolydian",
    "A pentatonic",
    "B minor pentatonic",
)
METERS = ("2/4", "3/4", "4/4", "6/8", "9/8", "12/8", "5/4", "7/8")
RAISED_SEVENTH = 11


def total_seconds(piece: Piece) -> float:
    """Return a piece's length in s."""
    return piece.form.grid.clock.seconds(piece.form.grid.total)


def last_chord_notes(piece: Piece) -> list[PlayedNote]:
    """Return the notes of the last chord."""
    last = piece.form.grid.last_chord
    assert last is not None
    return [n for n in notes_of(piece) if n.start_s >= piece.form.grid.clock.seconds(last) - 1e-9]


@pytest.mark.parametrize("seconds", LENGTHS)
@pytest.mark.parametrize("tempo", [45.0, 88.5, 176.0])
def test_notes_fill_the_length_and_stay_within(seconds: float, tempo: float) -> None:
    piece = compose_with(seconds=seconds, tempo=tempo)
    notes = notes_of(piece)
    assert total_seconds(piece) == pytest.approx(seconds, abs=1e-6)
    assert all(0 <= n.start_s < n.end_s <= seconds + 0.6 for n in notes)
    assert all(21 <= n.pitch <= 108 and 1 <= n.velocity <= 127 for n in notes)
    starts = [0.0, *sorted(n.start_s for n in notes)]
    assert max(b - a for a, b in pairwise(starts)) < 4.0
    assert seconds - starts[-1] < 8.0


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_notes_keep_the_key(key: str, seed: int) -> None:
    piece = compose_with(seconds=90.0, key=key, seed=seed)
    parsed = parse_key(key)
    allowed = set(parsed.classes)
    if key.endswith(" minor"):
        allowed.add((parsed.tonic_class + RAISED_SEVENTH) % 12)
    inside = sum(n.pitch % 12 in allowed for n in notes_of(piece))
    assert inside / len(notes_of(piece)) >= 0.85


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("ending", ["cadence", "hit", "fade"])
def test_it_ends_on_the_tonic(key: str, ending: str) -> None:
    piece = compose_with(seconds=20.0, key=key, ending=ending)
    tonic = parse_key(key).tonic_class
    notes = last_chord_notes(piece)
    assert len(notes) >= 4
    assert min(notes, key=lambda n: n.pitch).pitch % 12 == tonic
    assert max(notes, key=lambda n: n.pitch).pitch % 12 == tonic


def theme_onsets(piece: Piece, name: str) -> Counter[tuple[int, int]]:
    """Return the melody of a section's first phrase: (ticks from the section's start, pitch class)."""
    section = next(s for s in piece.form.sections if s.name == name)
    phrase = section.phrases[0]
    return Counter(
        (note.start - section.start, note.pitch % 12)
        for note in piece.melody.sections[name]
        if phrase.start <= note.start < phrase.end
    )


def similarity(one: Counter[tuple[int, int]], other: Counter[tuple[int, int]]) -> float:
    """Return the share of the first's notes that the second has."""
    return sum((one & other).values()) / max(1, sum(one.values()))


@pytest.mark.parametrize("seed", range(6))
def test_the_theme_returns_and_the_contrast_differs(seed: int) -> None:
    piece = compose_with(seconds=90.0, seed=seed, tempo=100.0)
    theme = theme_onsets(piece, "theme")
    assert similarity(theme, theme_onsets(piece, "return")) >= 0.6
    assert similarity(theme, theme_onsets(piece, "contrast")) <= 0.5


def test_most_returns_are_changed_a_little() -> None:
    pieces = [compose_with(seconds=90.0, seed=seed, tempo=100.0) for seed in range(8)]
    changed = [theme_onsets(p, "theme") != theme_onsets(p, "return") for p in pieces]
    assert sum(changed) >= 6


@pytest.mark.parametrize("meter", METERS)
def test_first_beats_are_heavier_than_the_rest(meter: str) -> None:
    piece = compose_with(seconds=60.0, meter=meter, tempo=110.0, energy="flat")
    bar_s = piece.form.grid.clock.seconds(piece.form.grid.meter.bar)
    on_first: list[int] = []
    elsewhere: list[int] = []
    for note in notes_of(piece, "left hand"):
        place = (note.start_s + 0.03) % bar_s
        (on_first if place < 0.09 else elsewhere).append(note.velocity)
    assert sum(on_first) / len(on_first) > sum(elsewhere) / max(1, len(elsewhere))


def test_the_melody_is_played_louder_than_its_accompaniment() -> None:
    piece = compose_with(seconds=60.0)
    melody, accompaniment = (
        sum(n.velocity for n in notes) / len(notes)
        for notes in (notes_of(piece, "right hand"), notes_of(piece, "left hand"))
    )
    assert melody > accompaniment + 8


def test_timing_is_human_but_the_grid_is_exact() -> None:
    piece = compose_with(seconds=120.0)
    step = piece.form.grid.clock.seconds(120)
    last_s = piece.form.grid.clock.seconds(piece.form.grid.last_chord or 0)
    offsets = [n.start_s - round(n.start_s / step) * step for n in notes_of(piece) if n.start_s < last_s - 0.1]
    assert max(abs(o) for o in offsets) < 0.12
    assert len({round(o, 4) for o in offsets}) > len(offsets) / 4
    late_half = [n.start_s for n in notes_of(piece) if last_s / 2 < n.start_s < last_s]
    drift = [s - round(s / step) * step for s in late_half]
    assert abs(sum(drift) / len(drift)) < 0.02


def test_rising_music_gets_louder_and_denser() -> None:
    piece = compose_with(seconds=120.0, energy="rising", mood=())
    half = [[n for n in notes_of(piece) if (n.start_s < 60) is first] for first in (True, False)]
    velocity = [sum(n.velocity for n in notes) / len(notes) for notes in half]
    assert velocity[1] > velocity[0] + 8
    assert len(half[1]) > len(half[0])


def test_moods_change_the_music() -> None:
    calm, energetic = (compose_with(seconds=60.0, mood=(mood,)) for mood in ("calm", "energetic"))
    assert len(notes_of(energetic)) > len(notes_of(calm))
    assert compose_with(seconds=20.0, mood=("sesquipedalian",)) == compose_with(seconds=20.0, mood=())


def test_pedal_changes_with_the_harmony() -> None:
    piece = compose_with(seconds=60.0)
    clock = piece.form.grid.clock
    changes = {round(clock.seconds(span.start), 3) for span in piece.harmony.spans}
    for press in piece.performers[0].track.pedal:
        assert press.down_s < press.up_s
        assert any(0 < press.down_s - change < 0.2 for change in changes)


def test_raised_leading_tones_resolve() -> None:
    moves = [
        move for seed in range(6) for move in leading_tone_moves(compose_with(seconds=120.0, key="A minor", seed=seed))
    ]
    assert len(moves) >= 12
    assert sum(move == 1 for move in moves) >= 0.9 * len(moves)


def leading_tone_moves(piece: Piece) -> list[int]:
    """Return how the melody leaves G sharp where the chord changes, in semitones."""
    changes = {span.start for span in piece.harmony.spans}
    sung = [note for section in piece.melody.sections.values() for note in section]
    return [
        b.pitch - a.pitch
        for a, b in pairwise(sung)
        if a.pitch % 12 == 8 and b.start - a.end < 100 and b.start in changes
    ]


def test_a_melody_without_company_rests_no_more_than_a_bar() -> None:
    piece = compose_with(style="lofi", seconds=90.0, instruments=("flute",), without=(), tempo=80.0)
    bar_s = piece.form.grid.clock.seconds(piece.form.grid.meter.bar)
    notes = notes_of(piece)
    assert max(b.start_s - a.end_s for a, b in pairwise(notes)) < bar_s


def test_a_long_last_chord_tolls_once_more_and_softer() -> None:
    piece = compose_with(seconds=120.0, tempo=120.0)
    grid = piece.form.grid
    first_s, bar_s = grid.clock.seconds(grid.last_chord or 0), grid.clock.seconds(grid.meter.bar)
    lowest = min(last_chord_notes(piece), key=lambda n: n.pitch).pitch
    struck, again = (n for n in last_chord_notes(piece) if n.pitch == lowest)
    assert again.start_s - struck.start_s == pytest.approx(bar_s, abs=0.1)
    assert again.velocity < struck.velocity - 5
    assert struck.start_s < first_s + 0.2
