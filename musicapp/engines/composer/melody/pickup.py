"""Pickups: short notes that lead from a cadence into the next phrase."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.melody.placed import Material, Placed
from musicapp.engines.composer.theory.meters import EIGHTH

PICKUP_SHARE = 0.6
WEIGHT = 0.15


def add_pickups(
    placed: list[Placed], section: SectionForm, material: Material, rng: np.random.Generator
) -> list[Placed]:
    """Lead into some of a section's phrases through the free last beat of the one before."""
    added: list[Placed] = []
    for phrase in section.phrases[1:]:
        wants, from_below = rng.random() < PICKUP_SHARE, rng.random() < 0.7
        before = [note for note in placed if note.start < phrase.start]
        following = [note for note in placed if note.start == phrase.start]
        if wants and before and following:
            added.extend(lead_in(before[-1], following[0], material, from_below=from_below))
    return sorted([*placed, *added], key=lambda note: note.start)


def lead_in(last: Placed, first: Placed, material: Material, *, from_below: bool) -> list[Placed]:
    """Return one or two eighths by step to the first note of a phrase, as far as there is room."""
    room = (first.start - last.start - last.length) // EIGHTH
    count = min(2, room)
    direction = -1 if from_below and first.step - count >= material.lowest else 1
    return [
        Placed(
            start=first.start - back * EIGHTH,
            length=EIGHTH,
            step=first.step + direction * back,
            weight=WEIGHT,
            chord=last.chord,
        )
        for back in range(count, 0, -1)
    ]
