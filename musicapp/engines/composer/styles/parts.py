"""The parts of a style: who plays what, and when. Part of the one schema of all styles."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from musicapp.engines.composer.mix.rules import PartMix
from musicapp.engines.composer.styles.values import MidiValue, Share

Role = Literal["melody", "counter", "chords", "pad", "bass", "drums", "effects"]


class PartRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part: one line of the score.

    instruments may play it, in order of preference; sounds names another sound than the
    instrument's usual one. It plays in sections whose energy lies in its range and, where kinds are
    named, whose kind is among them. figures are those it may play (chords, pad and bass).
    """

    name: str
    role: Role
    instruments: tuple[str, ...]
    range: tuple[MidiValue, MidiValue]
    sounds: dict[str, str] = {}
    energy: tuple[Share, Share] = (0.0, 1.0)
    kinds: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    drums: tuple[str, ...] = ()
    """Drums of the patterns that it plays; all if none is named."""
    voices: Annotated[int, msgspec.Meta(ge=1, le=5)] = 3
    """Tones of the upper chord."""
    is_rootless: bool = False
    """Leaves the root to the bass where the chord has more than three notes."""
    is_strict: bool = False
    """Keeps fifths and octaves between bass and top from following each other."""
    planes: bool = False
    """Moves one shape of the hand along with the roots of chords of one kind, as sampled chords do."""
    thickens: bool = False
    """Fills in below the melody where the music is strong (two hands, or a section of players)."""
    velocity: Annotated[int, msgspec.Meta(ge=-40, le=40)] = 0
    """Harder or softer than the section's level."""
    lag_ms: Annotated[float, msgspec.Meta(ge=-40, le=60)] = 0.0
    """How much later than the grid it is played: laid back or pushing."""
    looseness_ms: Annotated[float, msgspec.Meta(ge=0, le=25)] = 6.0
    """How far single notes stray in time."""
    line: Literal["guide", "thirds", "imitation"] = "guide"
    """What a counter-melody is: guide tones of the chords, thirds along with the melody, or its bars again after it."""
    ornaments: dict[str, Share] = {}
    """For each ornament the share of the notes long enough for it that have it; the first that is drawn is played."""
    unison: str = ""
    """A part with which it chooses: the same figure of those that it may play, where lists and energies agree."""
    shares: tuple[str, ...] = ()
    """Parts whose instrument may play this one too, where nobody of its own is there."""
    mix: PartMix = PartMix()
