"""Loops: one progression that goes round for a whole section, with another end where something else follows."""

from __future__ import annotations

from typing import Literal

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.harmony.numerals import Numerals, bars_of, with_end
from musicapp.engines.composer.harmony.rules import HarmonyRules
from musicapp.engines.composer.seeds import pick
from musicapp.engines.composer.styles.progressions import ROUND, Progressions

Goal = Literal["section", "last chord", "nothing"]
"""What the end of a section leads to; nothing where a loop fades or starts again."""
TURNAROUND_SHARE = 0.6
"""How often a section that another follows turns round, if the style has turnarounds."""
LEAST_TURNED = 4
"""Bars that a section has at least if its end may be another."""


def loops_of(section: SectionForm, progressions: Progressions) -> tuple[str, ...]:
    """Return the loops from which a section may choose; none where its phrases are made of halves."""
    if section.kind in progressions.of_kind:
        return progressions.of_kind[section.kind]
    return progressions.contrast_loops if KINDS[section.kind].is_contrast else progressions.loops


def own_kind(section: SectionForm, progressions: Progressions) -> tuple[str, ...]:
    """Return the kind of a section that has loops of its own, as a name of chance."""
    return (section.kind,) if section.kind in progressions.of_kind else ()


def write_loop(section: SectionForm, goal: Goal, rules: HarmonyRules) -> Numerals:
    """Choose the chords of a section's bars: sections of one material share a loop, those of one source its end too."""
    loop = pick(
        rules.seeds.of("harmony", section.material, *own_kind(section, rules.progressions)),
        loops_of(section, rules.progressions),
    )
    numerals = go_round(bars_of(loop), sum(len(phrase.bars) for phrase in section.phrases))
    rng = rules.seeds.of("harmony", section.source)
    is_turned = rng.random() < TURNAROUND_SHARE and len(numerals) >= LEAST_TURNED
    ends: dict[Goal, tuple[str, ...]] = {
        "section": rules.progressions.turnarounds if is_turned else (),
        "last chord": rules.progressions.open,
        "nothing": (),
    }
    return with_end(numerals, bars_of(pick(rng, ends[goal]))) if ends[goal] else numerals


def go_round(loop: Numerals, bars: int) -> Numerals:
    """Repeat a loop over a number of bars; an unfinished round has its last bars, which lead back to the first."""
    numerals: Numerals = []
    while len(numerals) < bars:
        start = len(numerals) % len(loop)
        missing = min(ROUND, bars - len(numerals))
        numerals.extend(loop[start : start + ROUND][-missing:])
    return numerals
