"""A full palette, a poor one, and an ear for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.brief import understand
from musicapp.brief.vocabulary import instrument_meanings, style_profiles
from musicapp.core.manifest import Capabilities
from musicapp.core.model import Brief, Wishes

NO_INSTRUMENTS = ("guitar", "woodwinds", "synth")
"""Families that are not instruments themselves."""


@pytest.fixture(scope="session")
def everything() -> Capabilities:
    """All styles, all instruments."""
    instruments = tuple(name for name in instrument_meanings() if name not in NO_INSTRUMENTS)
    return Capabilities(styles=tuple(style_profiles()), instruments=instruments)


@pytest.fixture(scope="session")
def piano() -> Capabilities:
    """One style, one instrument."""
    return Capabilities(styles=("piano_solo",), instruments=("piano",))


@pytest.fixture(scope="session")
def hear(everything: Capabilities) -> Callable[[str], Brief]:
    """Understand a sentence with everything to choose from."""
    return lambda prompt: understand(prompt, Wishes(), everything)


@pytest.fixture(scope="session")
def hear_at_piano(piano: Capabilities) -> Callable[[str], Brief]:
    """Understand a sentence with nothing but a piano."""
    return lambda prompt: understand(prompt, Wishes(), piano)
