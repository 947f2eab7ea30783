"""One sentence by many seeds, composed only: would a listener tell the pieces apart?

Melodies are compared by all turns of four notes (intervals and lengths), harmony by all rounds of four chords (degree
and kind), as weighted sets: 0 is the same music, 1 has nothing in common.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations, pairwise

import msgspec

from musicapp.brief import understand
from musicapp.core.model import Wishes
from musicapp.engines.composer.piece import Piece, compose
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import load_style
from tests.campaigns.chance import palette
from tests.campaigns.sentences import style_word
from tests.campaigns.tables import table
from tests.campaigns.trials import say

TURN = 3
"""Moves of four notes, or of four chords."""
ALIKE = 0.4
"""Two melodies that are nearer to each other are one melody to a listener."""
FEWEST_HARMONIES = 4
"""Different progressions that twenty seeds should have at least."""
HEADS = ("style", "bpm", "melody: nearest", "usual", "harmony: usual", "harmonies", "forms", "beats", "too alike")

Bag = Counter[Hashable]


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """What a piece is known by: turns of its melody, rounds of its harmony, its form, its first drum patterns."""

    seed: int
    melody: Bag
    harmony: Bag
    form: tuple[str, ...]
    beat: tuple[tuple[int, int], ...]


def compare_seeds(styles: Iterable[str], seeds: range) -> int:
    """Compose a sentence of each style by each seed; 1 where two are too alike or harmony hardly differs."""
    with ProcessPoolExecutor() as executor:
        rows = list(executor.map(partial(row_of, seeds=seeds), styles))
    say(table(HEADS, rows))
    return int(any(row[-1] for row in rows))


def row_of(style: str, seeds: range) -> tuple[str, ...]:
    """Return a style's row; its last cell is empty where all is well."""
    brief = understand(style_word(style, "en"), Wishes(style=style, seconds=75.0), palette())
    rules = load_style(style)
    prints = [print_of(compose(brief, rules, Seeds(seed=seed)), seed) for seed in seeds]
    melodies = [(apart(one.melody, other.melody), one.seed, other.seed) for one, other in combinations(prints, 2)]
    harmonies = [apart(one.harmony, other.harmony) for one, other in combinations(prints, 2)]
    kinds = len({frozenset(one.harmony.items()) for one in prints})
    alike = [f"{one} and {other}" for distance, one, other in melodies if distance < ALIKE]
    faults = [*alike, *(["harmony"] if kinds < min(FEWEST_HARMONIES, len(prints)) else [])]
    faults += [] if rules.tempo[0] <= brief.tempo <= rules.tempo[1] else ["tempo"]
    return (
        style,
        f"{brief.tempo:g}",
        f"{min(melodies)[0]:.2f}",
        f"{statistics.median(distance for distance, _, _ in melodies):.2f}",
        f"{statistics.median(harmonies):.2f}",
        str(kinds),
        str(len({one.form for one in prints})),
        str(len({one.beat for one in prints})),
        ", ".join(faults),
    )


def print_of(piece: Piece, seed: int) -> Print:
    """Return what a piece is known by."""
    notes = [note for section in piece.form.sections for note in piece.melody.sections[section.name]]
    moves = [(b.pitch - a.pitch, b.length) for a, b in pairwise(notes)]
    tonic = piece.form.key.tonic_class
    chords = [((span.chord.root - tonic) % 12, span.chord.intervals) for span in piece.harmony.spans]
    beats = piece.form.grid.clock.seconds_per_tick * 240
    drums = [note for part in piece.played if part.player.part.role == "drums" for note in part.notes]
    return Print(
        seed=seed,
        melody=turns_of(moves),
        harmony=turns_of(chords),
        form=tuple(f"{section.kind} {len(section.phrases)}" for section in piece.form.sections),
        beat=tuple(sorted({(round(note.start_s / beats), note.pitch) for note in drums})),
    )


def turns_of(moves: Sequence[Hashable]) -> Bag:
    """Count what follows one another."""
    return Counter(tuple(moves[at : at + TURN]) for at in range(len(moves) - TURN + 1))


def apart(one: Bag, other: Bag) -> float:
    """Return the share of two bags that they do not have in common."""
    either = (one | other).total()
    return 1 - (one & other).total() / either if either else 0.0
