"""A note while it is being made: what every layer of a patch needs to know."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.sound.instrument import Tone
from musicapp.engines.composer.sound.synth.course import Course


class Sounding(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A tone, how many samples it is held and lasts with its release, the course of its pitch and its own chance."""

    tone: Tone
    held: int
    count: int
    course: Course
    chance: np.random.Generator
