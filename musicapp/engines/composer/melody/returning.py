"""How well a motif can return: over how many of the bars it is for it sounds alike, note for note or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.motif import Motif
from musicapp.engines.composer.melody.placed import BarPlace, Material
from musicapp.engines.composer.melody.placement import ground_of, settle

MOST_PLACES = 10
"""Bars that are tried: a theme is as long."""

Shape = tuple[int, ...]
"""Intervals in semitones."""


def places_of(section: SectionForm, spans: tuple[ChordSpan, ...]) -> tuple[BarPlace, ...]:
    """Return the bars of a section in which motifs are sung: all but those of cadences."""
    bars = [bar for phrase in section.phrases for bar in phrase.bars[:-1]]
    return tuple(BarPlace(bar=bar, spans=spans, target=0.0) for bar in bars[:MOST_PLACES])


def strangeness(motif: Motif, places: Sequence[BarPlace], material: Material) -> float:
    """Return the share of bars over which a motif cannot have the shape that it has over most."""
    shapes: Counter[Shape] = Counter()
    for place in places:
        shapes.update(shapes_of(motif, place, material))
    inner = max(0, len(motif) - 3) / len(motif)
    return 1 - inner * max(shapes.values(), default=0) / max(1, len(places))


def shapes_of(motif: Motif, place: BarPlace, material: Material) -> set[Shape]:
    """Return the shapes that a motif can have in a bar without leaving its contour."""
    ground = ground_of(motif, place, material)
    found: set[Shape] = set()
    for anchor in range(material.lowest, material.highest + 1):
        plain = [anchor + note.step for note in motif]
        if settle(plain, ground, keeps_appoggiatura=False) == plain:
            pitches = [reading.pitches[step] for reading, step in zip(ground.readings, plain, strict=True)]
            found.add(tuple(b - a for a, b in pairwise(pitches)))
    return found
