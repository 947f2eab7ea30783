"""Ranges: where an instrument plays a part."""

from __future__ import annotations

from musicapp.engines.composer.instruments.instruments import InstrumentRules, Range

OCTAVE = 12
SHIFTS = sorted(range(-6 * OCTAVE, 7 * OCTAVE, OCTAVE), key=abs)


def fit_range(wanted: Range, rules: InstrumentRules) -> Range:
    """Return a part's range, shifted by as few octaves as needed, as far as the instrument has it.

    At least an octave of it lies where the instrument sounds well, or as much as there is.
    """
    least = min(OCTAVE, wanted[1] - wanted[0])
    shared = [overlap((wanted[0] + shift, wanted[1] + shift), rules.comfortable) for shift in SHIFTS]
    fitting = next((both for both in shared if both[1] - both[0] >= least), None)
    return fitting or max(shared, key=lambda both: both[1] - both[0])


def overlap(one: Range, other: Range) -> Range:
    """Return what two ranges share; the second value is below the first where they share nothing."""
    return max(one[0], other[0]), min(one[1], other[1])
