"""A player's music stand: what he has before him while he plays."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.performance.idioms import Idiom, load_idioms
from musicapp.engines.composer.scene import Player, Scene


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """The scene, the player, and how his instrument is played."""

    scene: Scene
    player: Player
    idiom: Idiom


def stand_of(player: Player, scene: Scene) -> Stand:
    """Set up a player's stand. Effects are played alike on any instrument."""
    way = "effects" if player.part.role == "effects" else load_instruments()[player.instrument].idiom
    return Stand(scene=scene, player=player, idiom=load_idioms()[way])
