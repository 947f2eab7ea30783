"""The scene: everything that is settled before a note is written."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.form.form import Form, SectionForm
from musicapp.engines.composer.harmony.harmony import Harmony
from musicapp.engines.composer.moods import Mood
from musicapp.engines.composer.styles.parts import PartRules
from musicapp.engines.composer.styles.style import Style


class Player(msgspec.Struct, frozen=True, kw_only=True):
    """A part and who plays it, from lowest to highest MIDI pitch."""

    part: PartRules
    instrument: str
    lowest: int
    highest: int


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """Form, chords, style, mood and the players."""

    form: Form
    harmony: Harmony
    style: Style
    mood: Mood
    players: tuple[Player, ...]

    @property
    def keeps_beat(self) -> bool:
        """True where somebody drums: then nobody takes his time at the end of a phrase."""
        return any(player.part.role == "drums" for player in self.players)


def suits(part: PartRules, section: SectionForm) -> bool:
    """True where a part plays in a section."""
    return (not part.kinds or section.kind in part.kinds) and distance(section.energy, part.energy) == 0.0


def nearest_sections(part: PartRules, form: Form) -> list[SectionForm]:
    """Return all sections, those that suit a part best first; among equals the strongest."""
    return sorted(
        form.sections,
        key=lambda s: (bool(part.kinds) and s.kind not in part.kinds, distance(s.energy, part.energy), -s.energy),
    )


def distance(energy: float, wanted: tuple[float, float]) -> float:
    """Return how far an energy lies outside a range."""
    return max(wanted[0] - energy, energy - wanted[1], 0.0)
