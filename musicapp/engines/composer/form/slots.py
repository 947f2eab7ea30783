"""Slots: which sections a piece of so many bars has, and how long their phrases are."""

from __future__ import annotations

import itertools
from collections import Counter

import msgspec
from numpy.random import Generator

from musicapp.engines.composer.form.grid import Grid
from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.seeds import pick
from musicapp.engines.composer.styles.forms import FormPart, FormRules, parse_form, size_of

LEAST_FOLDED = 6
"""Phrases, after folding, that a form keeps at least."""
LONGEST_WANTED_S, MOST_WANTED = 16.0, 60
LEAD_IN = ("opening", "intro")
"""Kinds of sections that may begin in the middle of a phrase."""
MOST_SMALLER, PHRASES_A_SMALLER = 2, 5
"""By how many phrases a form may be smaller than the largest that fits: one for so many of these, but no more."""
PAIR, ROUND = 2, 3
"""Phrases of a period, and of a round of twelve bars."""


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A planned part and the number of bars of each of its phrases, of which the first may lack some."""

    part: FormPart
    lengths: tuple[int, ...]
    leads_in: bool = False


def lay_slots(grid: Grid, rules: FormRules, chance: Generator) -> tuple[Slot, ...]:
    """Choose a form for the number of bars and say how long each phrase is."""
    bar_seconds = grid.clock.seconds(grid.meter.bar)
    normal = rules.phrase_bars if bar_seconds < rules.long_bar_seconds else max(2, rules.phrase_bars // 2)
    count = max(1, (len(grid.bars) + normal // 2 - 1) // normal)
    fold = fold_of(normal * bar_seconds, count, rules)
    parts = fold_parts(unfolded_parts(count // fold, rules, chance), fold, count % fold)
    lengths = [[normal] * part.phrases for part in parts]
    spare = len(grid.bars) - normal * count
    leads_in = spare < 0 and parts[0].kind in LEAD_IN and normal + spare >= 2
    shortened = lengths[0] if leads_in else lengths[-1]
    shortened[0 if leads_in else -1] += spare
    return tuple(
        Slot(part=part, lengths=tuple(bars), leads_in=leads_in and part is parts[0])
        for part, bars in zip(parts, lengths, strict=True)
    )


def fold_of(phrase_seconds: float, count: int, rules: FormRules) -> int:
    """Return how many phrases count as one: short phrases make longer periods, not more sections.

    So do long pieces.
    """
    fold = 1
    wanted = max(rules.shortest_phrase_seconds, min(LONGEST_WANTED_S, phrase_seconds * count / MOST_WANTED))
    while fold * phrase_seconds < wanted and count >= LEAST_FOLDED * fold:
        fold *= 2
    return fold


def fold_parts(planned: tuple[FormPart, ...], fold: int, spare: int) -> tuple[FormPart, ...]:
    """Return parts with so many phrases in place of one; what is left goes to the end."""
    parts = [msgspec.structs.replace(part, phrases=part.phrases * fold) for part in planned]
    parts[-1] = msgspec.structs.replace(parts[-1], phrases=parts[-1].phrases + spare)
    return tuple(parts)


def unfolded_parts(count: int, rules: FormRules, chance: Generator) -> tuple[FormPart, ...]:
    """Return the parts of a form of so many phrases: one of the largest that fit, grown."""
    head, cycle, tail = (parse_form(text) for text in (rules.head, rules.cycle, rules.tail))
    cycles = max(1, (count - size_of(head) - size_of(tail)) // size_of(cycle))
    known = [*map(parse_form, rules.forms), (*head, *cycle * cycles, *tail)]
    fitting = [parts for parts in known if size_of(parts) <= count]
    largest = max(fitting, key=size_of)
    near = size_of(largest) - min(MOST_SMALLER, size_of(largest) // PHRASES_A_SMALLER)
    most_left = left_over(count, largest)
    parts = pick(chance, [one for one in fitting if size_of(one) >= near and left_over(count, one) <= most_left])
    return share_out(count - size_of(parts), parts)


def left_over(count: int, parts: tuple[FormPart, ...]) -> int:
    """Return how many phrases are left when a form has grown as far as it can within a count."""
    return (count - size_of(parts)) % min(growth_of(part) for part in growing_parts(parts))


def growing_parts(parts: tuple[FormPart, ...]) -> list[FormPart]:
    """Return the parts of a form that can grow longer; at least its last."""
    return [part for part in parts if KINDS[part.kind].grows] or [parts[-1]]


def share_out(spare: int, parts: tuple[FormPart, ...]) -> tuple[FormPart, ...]:
    """Make sections that can grow a period longer, one after another, or a round; what is left goes to the end."""
    growing = [index for index, part in enumerate(parts) if part in growing_parts(parts)]
    additions = Counter[int]()
    for index in itertools.cycle(growing):
        if spare < min(growth_of(parts[place]) for place in growing):
            break
        if (growth := growth_of(parts[index])) <= spare:
            additions[index] += growth
            spare -= growth
    additions[len(parts) - 1] += spare
    return tuple(msgspec.structs.replace(p, phrases=p.phrases + additions[i]) for i, p in enumerate(parts))


def growth_of(part: FormPart) -> int:
    """Return by how many phrases a part grows: one of three is a round and stays whole ones."""
    return PAIR if part.phrases % ROUND else ROUND
