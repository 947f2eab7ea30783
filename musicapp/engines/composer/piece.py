"""The stages in their order: brief, form, harmony, melody, arrangement, performance."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from musicapp.core.model import Brief
from musicapp.engines.composer.arrangement.arrangement import arrange
from musicapp.engines.composer.form.form import Form, plan_form
from musicapp.engines.composer.harmony.harmony import Harmony, harmonize
from musicapp.engines.composer.melody.melody import write_melody
from musicapp.engines.composer.moods import blend_moods, load_moods
from musicapp.engines.composer.performance.performance import Performance, perform
from musicapp.engines.composer.scene import Scene
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import Role, Style


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A composed and performed piece, not yet sounding."""

    form: Form
    harmony: Harmony
    performance: Performance
    role: Role


def compose(brief: Brief, style: Style, seeds: Seeds, advance: Callable[[float], None] = lambda _: None) -> Piece:
    """Compose and perform a piece; advance is told the share that is done after each stage."""
    mood = blend_moods(brief.mood, load_moods())
    role = style.roles[0]
    form = plan_form(brief, style, mood)
    harmony = harmonize(form, style, mood, seeds)
    scene = Scene(form=form, harmony=harmony, style=style, mood=mood, role=role)
    advance(0.1)
    melody = write_melody(scene, seeds)
    advance(0.5)
    arrangement = arrange(scene, melody, seeds)
    advance(0.7)
    return Piece(form=form, harmony=harmony, performance=perform(scene, arrangement, seeds), role=role)
