"""The counter-melody: guide tones that move while the melody rests and rest while it moves."""

from __future__ import annotations

from musicapp.engines.composer.arrangement.guide_line import guide_line
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.scene import Player, Scene


def write_counter(player: Player, section: SectionForm, scene: Scene) -> list[PartNote]:
    """Write a player's counter-melody to a section."""
    spans = scene.harmony.sections[section.name]
    return [
        PartNote(start=note.start, length=note.length, pitch=note.pitch, voice="inner")
        for note in guide_line(spans, player.lowest, player.highest)
    ]
