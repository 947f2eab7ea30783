"""The stages in their order: brief, form, harmony, casting, melody, arrangement, performance."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from musicapp.core.model import Brief
from musicapp.engines.composer.arrangement.arrangement import arrange
from musicapp.engines.composer.form.form import Form, plan_form
from musicapp.engines.composer.harmony.harmony import Harmony, harmonize
from musicapp.engines.composer.harmony.lift import lift_harmony, lift_melody
from musicapp.engines.composer.instruments.casting import cast
from musicapp.engines.composer.instruments.presence import give_presence
from musicapp.engines.composer.melody.melody import write_melody
from musicapp.engines.composer.melody.notes import Melody
from musicapp.engines.composer.moods import blend_moods, load_moods
from musicapp.engines.composer.performance.ensemble import Performer, seat_players
from musicapp.engines.composer.performance.performance import PlayedPart, perform_part
from musicapp.engines.composer.performance.seats import name_seats
from musicapp.engines.composer.scene import Scene
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import Style


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A composed and performed piece, not yet sounding."""

    form: Form
    harmony: Harmony
    style: Style
    melody: Melody
    played: tuple[PlayedPart, ...]
    performers: tuple[Performer, ...]


def compose(brief: Brief, style: Style, seeds: Seeds, advance: Callable[[float], None] = lambda _: None) -> Piece:
    """Compose and perform a piece; advance is told the share that is done after each stage."""
    mood = blend_moods(brief.mood, load_moods())
    form = plan_form(brief, style, seeds)
    harmony = harmonize(form, style, mood, seeds)
    players = give_presence(cast(style.parts, brief.instruments, brief.without), form)
    scene = Scene(form=form, harmony=harmony, style=style, mood=mood, players=players)
    advance(0.1)
    melody = lift_melody(write_melody(scene, seeds), form)
    scene = msgspec.structs.replace(scene, harmony=lift_harmony(harmony, form))
    advance(0.4)
    scores = arrange(scene, melody, seeds)
    advance(0.6)
    played = tuple(perform_part(score, scene, seeds) for score in scores)
    performers = name_seats(seat_players(played, scene))
    return Piece(form=form, harmony=scene.harmony, style=style, melody=melody, played=played, performers=performers)
