"""Drums: the patterns of a section, bar after bar, kept alive and joined by fills."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.drum_life import LaidBar, enliven
from musicapp.engines.composer.arrangement.drum_steps import Hit, beats_of_bar, is_in_threes, lay_lanes
from musicapp.engines.composer.arrangement.fills import Fill, plan_fills
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import Form, SectionForm
from musicapp.engines.composer.scene import distance
from musicapp.engines.composer.seeds import child, pick
from musicapp.engines.composer.styles.grooves import DRUM_KEYS, DrumPattern, DrumRules

PLAIN, FULL = 5, 4
"""The digit without accent, and how many digits above it a full accent is."""
GHOST = 2
"""The hardest digit that is a ghost note."""
CRASH = 7
TIMEKEEPERS = frozenset({"closed_hat", "pedal_hat", "shaker", "cabasa", "ride", "second_ride", "tambourine"})
BREATH, BREATH_BARS = 0.12, 2
"""How far the accents of timekeepers rise and fall, and in how many bars."""
WRONG_FAMILY, OTHER_BEATS, FOR_ANY_KIND = 0.3, 0.1, 0.15
"""What speaks against a pattern, as much as so much energy too high or low does."""


class DrumContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a section's drums are written from, besides the section and the style.

    rng is the section's own; pattern_rng chooses the pattern and is the same for sections that should share it.
    drums are those that the part plays.
    """

    form: Form
    rng: np.random.Generator
    pattern_rng: np.random.Generator
    drums: frozenset[str] = frozenset(DRUM_KEYS)


def write_drums(section: SectionForm, rules: DrumRules, context: DrumContext) -> tuple[PartNote, ...]:
    """Write a section of drums. Fills draw by themselves, so that another fill moves no pattern."""
    fill_rng, life_rng = (child(int(context.rng.random() * 2**53), name) for name in ("fills", "life"))
    fills = plan_fills(section, rules, context.form, fill_rng)
    bars = enliven(lay_section(section, rules, context, fills), rules.ghost_share, life_rng)
    hits = [hit for bar in bars for hit in swelled(bar) if not is_silenced(hit, fills)]
    hits += [hit for fill in fills for hit in fill.hits]
    hits += crash_of(section, rules, context.form)
    return as_notes([hit for hit in hits if hit.drum in context.drums], section)


def lay_section(section: SectionForm, rules: DrumRules, context: DrumContext, fills: tuple[Fill, ...]) -> list[LaidBar]:
    """Lay a section's patterns on its bars; each pattern that follows on has an equal share of them."""
    bars = [bar for phrase in section.phrases for bar in phrase.bars]
    patterns = following(choose_pattern(section, rules, context.pattern_rng), rules)
    side = len(bars) % 2 if section.phrases[0].leads_in else 0
    laid = []
    for index, bar in enumerate(bars):
        pattern = patterns[index * len(patterns) // len(bars)]
        beats = beats_of_bar(bar)
        hits = lay_lanes(bar_of(pattern, index + side), pattern.steps_a_beat, beats)
        laid.append(
            LaidBar(
                beats=beats,
                hits=tuple(hit for hit in hits if is_heard(hit, section, rules)),
                ghosts=rules.ghosts if section.energy >= rules.ghosts_from else (),
                swell=pattern.swell * (2 * index / len(bars) - 1),
                is_filled=any(fill.start < bar.end and bar.start < fill.end for fill in fills),
            )
        )
    return laid


def choose_pattern(section: SectionForm, rules: DrumRules, rng: np.random.Generator) -> DrumPattern:
    """Choose among the patterns that suit a section's kind, energy and meter best; those that only follow are out."""
    followers = {pattern.then for pattern in rules.patterns.values()}
    first = [pattern for name, pattern in rules.patterns.items() if name not in followers]
    of_kind = [pattern for pattern in first if not pattern.kinds or section.kind in pattern.kinds] or first
    costs = [cost_of(pattern, section) for pattern in of_kind]
    best = min(costs)
    return pick(rng, [pattern for pattern, cost in zip(of_kind, costs, strict=True) if cost == best])


def cost_of(pattern: DrumPattern, section: SectionForm) -> float:
    """Return what speaks against a pattern."""
    beats = beats_of_bar(section.phrases[0].bars[0])
    is_wrong = (pattern.steps_a_beat % 3 == 0) != is_in_threes(beats)
    return (
        distance(section.energy, pattern.energy)
        + WRONG_FAMILY * is_wrong
        + OTHER_BEATS * (len(beats) != pattern.beats)
        + FOR_ANY_KIND * (not pattern.kinds)
    )


def following(pattern: DrumPattern, rules: DrumRules) -> list[DrumPattern]:
    """Return a pattern and those that follow on it."""
    patterns = [pattern]
    while patterns[-1].then:
        patterns.append(rules.patterns[patterns[-1].then])
    return patterns


def bar_of(pattern: DrumPattern, index: int) -> dict[str, str]:
    """Return the lanes of a bar; shorter lanes come round sooner."""
    size = pattern.steps_a_beat * pattern.beats
    return {drum: (lane * 2)[index % 2 * size :][:size] for drum, lane in pattern.lanes.items()}


def is_heard(hit: Hit, section: SectionForm, rules: DrumRules) -> bool:
    """Return whether a section is strong enough for a drum, and for ghost notes."""
    least = rules.ghosts_from if hit.level <= GHOST else 0.0
    return section.energy >= max(least, rules.heard_from.get(hit.drum, 0.0))


def swelled(bar: LaidBar) -> Iterator[Hit]:
    """Return a bar's hits as hard as the course of the section wants them."""
    return (msgspec.structs.replace(hit, level=hit.level + FULL * bar.swell) for hit in bar.hits)


def is_silenced(hit: Hit, fills: tuple[Fill, ...]) -> bool:
    """Return whether a fill takes the place of a hit."""
    return any(fill.start <= hit.start < fill.end and hit.drum not in fill.keeps for fill in fills)


def crash_of(section: SectionForm, rules: DrumRules, form: Form) -> list[Hit]:
    """Begin a strong section with a crash, unless the piece fades away in it."""
    is_fading = form.ending == "fade" and section == form.sections[-1]
    if section.energy < rules.crash_from or is_fading:
        return []
    return [Hit(drum="crash", start=section.start, length=section.phrases[0].bars[0].length, level=CRASH)]


def as_notes(hits: list[Hit], section: SectionForm) -> tuple[PartNote, ...]:
    """Write hits as notes in order; of two on one drum at once the harder stays."""
    hardest = {(hit.start, DRUM_KEYS[hit.drum]): hit for hit in sorted(hits, key=lambda hit: hit.level)}
    return tuple(
        PartNote(
            start=start,
            length=min(hit.length, section.end - start),
            pitch=key,
            voice="drum",
            accent=accent_of(hit, section),
        )
        for (start, key), hit in sorted(hardest.items())
    )


def accent_of(hit: Hit, section: SectionForm) -> float:
    """Return a hit's accent; timekeepers breathe."""
    wave = 0.0
    if hit.drum in TIMEKEEPERS:
        cycle = BREATH_BARS * section.phrases[0].bars[0].length
        wave = BREATH * math.sin(2 * math.pi * (hit.start - section.start) / cycle)
    return max(-1.0, min(1.0, (hit.level - PLAIN) / FULL + wave))
