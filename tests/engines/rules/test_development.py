"""Motifs are developed: repeated, moved, turned over, broken up, answered; phrases are periods and sentences."""

from __future__ import annotations

from itertools import combinations

import pytest

from musicapp.engines.composer.styles.style import known_styles

from .development import (
    Bar,
    bars_of,
    cut,
    is_augmented,
    is_fragmented,
    is_inverted,
    is_repeated,
    is_sequence,
    onsets,
)
from .pieces import piece_in

STYLES = sorted(known_styles())
SEEDS = range(2)
C, D, E, F, G, A = 60, 62, 64, 65, 67, 69


def bar(*notes: int, length: int = 480) -> Bar:
    """Return a bar of notes of one length."""
    return tuple((index * length, length, pitch) for index, pitch in enumerate(notes))


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (bar(C, E, G, E), bar(C, E, G, E), "repeated"),
        (bar(C, E, G, E), bar(D, F, A, F), "sequence"),
        (bar(C, E, G, E), bar(G, E, C, E), "inverted"),
        (bar(C, E, G, E), bar(C, E, length=960), "augmented"),
        (bar(C, E, G, E), bar(G, G, C, A), ""),
    ],
)
def test_what_a_bar_makes_of_another_is_known(one: Bar, other: Bar, what: str) -> None:
    found = {
        "repeated": is_repeated(one, other),
        "sequence": is_sequence(one, other),
        "inverted": is_inverted(one, other),
        "augmented": is_augmented(one, other),
    }
    assert [name for name, is_so in found.items() if is_so] == ([what] if what else [])


@pytest.mark.parametrize("style", STYLES)
def test_nearly_every_piece_repeats_and_moves_its_motifs(style: str) -> None:
    pieces = [[bar for bar in bars_of(piece_in(style, "C major", seed)) if bar] for seed in SEEDS]
    for is_made in (is_repeated, is_sequence):
        found = [any(is_made(one, other) for one, other in combinations(bars, 2)) for bars in pieces]
        assert sum(found) >= len(found) - 1


@pytest.mark.parametrize("style", STYLES)
def test_a_rhythm_is_kept_for_most_of_a_piece(style: str) -> None:
    """The words of a tune are few: most bars have a rhythm that another bar has too."""
    shares = []
    for seed in SEEDS:
        rhythms = [onsets(bar) for bar in bars_of(piece_in(style, "C major", seed)) if bar]
        shares.append(sum(rhythms.count(rhythm) > 1 for rhythm in rhythms) / len(rhythms))
    assert sum(shares) / len(shares) >= 0.6


def test_over_all_styles_motifs_are_turned_over_broken_up_and_slowed_down() -> None:
    inverted = fragmented = 0
    for style in STYLES:
        pieces = [piece_in(style, "C major", seed) for seed in (1, 2)]
        sung = [[bar for bar in bars_of(piece) if bar] for piece in pieces]
        inverted += any(is_inverted(one, other) for bars in sung for one, other in combinations(bars, 2))
        half = pieces[0].form.grid.meter.bar // 2
        fragmented += any(is_fragmented(bar, half) for bars in sung for bar in bars)
    assert inverted >= len(STYLES) / 6
    assert fragmented >= len(STYLES) / 6


@pytest.mark.parametrize("style", ["piano_solo", "string_quartet", "folk", "lullaby", "waltz", "celtic", "march"])
def test_a_period_answers_with_the_beginning_of_its_question(style: str) -> None:
    alike = counted = 0
    for seed in range(5):
        piece = piece_in(style, "C major", seed)
        for section in piece.form.sections:
            notes = sorted(piece.melody.sections[section.name], key=lambda note: note.start)
            for asks, answers in zip(section.phrases[::2], section.phrases[1::2], strict=False):
                first, second = (cut(notes, one.bars[0].start, one.bars[0].end) for one in (asks, answers))
                if first and second:
                    counted += 1
                    alike += onsets(first) == onsets(second)
    assert counted >= 5
    assert alike >= 0.5 * counted
