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


def sections_of(part: PartRules, form: Form) -> tuple[SectionForm, ...]:
    """Return the sections in which a part plays; if none suits it, the one whose energy is nearest."""
    of_kind = tuple(s for s in form.sections if not part.kinds or s.kind in part.kinds)
    suiting = tuple(s for s in of_kind if part.energy[0] <= s.energy <= part.energy[1])
    if suiting or not form.sections:
        return suiting
    return (min(of_kind or form.sections, key=lambda s: distance(s.energy, part.energy)),)


def distance(energy: float, wanted: tuple[float, float]) -> float:
    """Return how far an energy lies outside a range."""
    return max(wanted[0] - energy, energy - wanted[1], 0.0)
