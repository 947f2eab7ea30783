"""Accompaniment figures as a style writes them. Part of the one schema of all styles."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from musicapp.engines.composer.styles.values import Share

BASS_STEPS = {"x": 12, "m": 10, "k": 9, "v": 7, "y": 6, "f": 5, "t": 3, "n": 2, "u": 1, "s": -2, "q": -5}
"""Tokens for notes at a fixed interval from the bass, in semitones: what riffs and walking basses are made of."""
PUSHED = frozenset("Nb")
"""Tokens that come before the chord to which they belong: a hold over the change does not strike them again."""
FIGURE_TOKENS = frozenset("0123456789CLMBPae.-") | PUSHED | BASS_STEPS.keys()


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An accompaniment figure: tokens per division, by beat or as one cycle.

    0-9 is a chord tone from below (0 the bass), B the bass in octaves, C the upper chord, L its lowest tone and M
    its second from below, a the step that
    leads into the next chord's bass, ``.`` a rest, ``-`` holds on. P is a power chord (bass, fifth, octave), e
    the chord's third from the bass; N and b are the upper chord and the bass of the chord that follows, pushed before
    it; x m k v y f t n u s q are those of BASS_STEPS. accents has one digit a token, 5 for none.
    energy is the range it suits; meters restrict it by beats a bar.
    """

    energy: tuple[Share, Share] = (0.0, 1.0)
    cycle: str = ""
    compound: str = ""
    first: str = ""
    strong: str = ""
    weak: str = ""
    accents: str = ""
    division: Annotated[int, msgspec.Meta(ge=1, le=8)] = 2
    restarts: Literal["chord", "bar", "phrase"] = "chord"
    """Where a cycle begins anew."""
    open_voicing: bool = False
    ties: bool = False
    """Holds tones that the next chord keeps instead of striking them again."""
    gate: Annotated[float, msgspec.Meta(gt=0, le=1.1)] = 1.0
    """The share of its length that a note is held."""
    beats: tuple[int, ...] = ()
    fastest: Annotated[float, msgspec.Meta(gt=0)] = 12.0
    """Notes a second above which nobody would play it."""


def check_figure(name: str, figure: Figure) -> None:
    """Raise ValueError unless a figure is written in known tokens."""
    tokens = figure.cycle + figure.compound + figure.first + figure.strong + figure.weak
    if not tokens or not set(tokens) <= FIGURE_TOKENS:
        raise ValueError(f"figure {name!r} is not written in figure tokens")
    if figure.accents and (len(figure.accents) != len(figure.cycle) or not figure.accents.isdecimal()):
        raise ValueError(f"figure {name!r} has not one accent digit for each token of its cycle")
