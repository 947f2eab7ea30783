"""How a style mixes: part of the one schema of all styles."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Band(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A band of an equaliser. Shelves reach half their gain at hz; q is a bell's alone."""

    hz: Annotated[float, msgspec.Meta(ge=20, le=20_000)]
    gain_db: Annotated[float, msgspec.Meta(ge=-18, le=18)]
    shape: Literal["bell", "low shelf", "high shelf"] = "bell"
    q: Annotated[float, msgspec.Meta(ge=0.1, le=12)] = 0.7


class PartMix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a part sits in the mix.

    Sends are gains of the part in a space that is as loud as what goes into it: at 0.2 the space
    lies 14 dB below the part.
    """

    level_lufs: Annotated[float, msgspec.Meta(ge=-50, le=0)] = -20.0
    """Loudness of its loudest stretch. Only the distances between parts count: the master sets the whole."""
    pan: Annotated[float, msgspec.Meta(ge=-1, le=1)] = 0.0
    """-1 is left, 1 right; equal power."""
    width: Annotated[float, msgspec.Meta(ge=0, le=2)] = 1.0
    """0 is mono, 1 as the instrument sounds, 2 twice as wide."""
    room: Share = 0.0
    hall: Share = 0.0
    delay: Share = 0.0
    high_pass_hz: Annotated[float, msgspec.Meta(ge=0, le=2_000)] = 0.0
    """0 is none."""
    eq: tuple[Band, ...] = ()
    saturation: Share = 0.0
    chorus: Share = 0.0
    wobble: Share = 0.0
    """How unevenly its tape runs."""
    duck_db: Annotated[float, msgspec.Meta(ge=0, le=12)] = 0.0
    """How far each kick pushes it down."""
    quiet_db: Annotated[float, msgspec.Meta(ge=0, le=18)] = 0.0
    """How much softer it is in a section of energy 0 than in one of energy 1."""


class MixRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What concerns the whole mix and its master."""

    lufs: Annotated[float, msgspec.Meta(ge=-30, le=-8)] = -14.0
    room_s: Annotated[float, msgspec.Meta(ge=0.2, le=1.2)] = 0.5
    """Time in which the small space falls by 60 dB."""
    hall_s: Annotated[float, msgspec.Meta(ge=0.8, le=4)] = 2.4
    delay_beats: Annotated[float, msgspec.Meta(ge=0.125, le=2)] = 0.75
    delay_feedback: Annotated[float, msgspec.Meta(ge=0, le=0.7)] = 0.4
    """Gain from one echo to the next."""
    duck_release_s: Annotated[float, msgspec.Meta(ge=0.12, le=0.25)] = 0.18
    glue: Share = 0.5
    """How much of a 2:1 compressor holds the mix together."""
    tone: tuple[Band, ...] = ()
    """Gentle shelves over the whole."""
