"""What choosing chords needs."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.progressions import Progressions


class HarmonyRules(msgspec.Struct, frozen=True, kw_only=True):
    """The mode's progressions, how often colour is wanted (0-1), and the seeds of all choices."""

    progressions: Progressions
    colour: float
    seeds: Seeds
