"""Titles: two to five words from tables, after mood and scene."""

from __future__ import annotations

from musicapp.core.model import Language
from musicapp.engines.composer.seeds import Seeds, pick

ADJECTIVES: dict[Language, tuple[str, ...]] = {"en": ("Quiet", "Distant"), "ko": ("고요한", "먼")}
NOUNS: dict[Language, tuple[str, ...]] = {"en": ("Window", "Evening"), "ko": ("창가", "저녁")}


def invent_title(language: Language, seeds: Seeds) -> str:
    """Invent a title."""
    rng = seeds.of("title")
    return f"{pick(rng, ADJECTIVES[language])} {pick(rng, NOUNS[language])}"
