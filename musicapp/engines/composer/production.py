"""From a piece to the mixing desk: what sounds each track, when the music is strong, where the kicks are."""

from __future__ import annotations

from functools import partial

import msgspec

from musicapp.core.model import Brief
from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.instruments.sounds import speaks_at_once
from musicapp.engines.composer.mix.mixdown import Mixdown, MixPart, SectionEnergy
from musicapp.engines.composer.performance.ensemble import Performer, strikes
from musicapp.engines.composer.piece import Piece
from musicapp.engines.composer.sound.orchestra import Orchestra
from musicapp.engines.composer.sound.stem import Stem

KICKS = frozenset({35, 36})
FADES = {"cadence": (0.01, 0.25, 0.8), "hit": (0.02, 0.1, 0.3), "fade": (0.15, 0.5, 12.0)}
"""The fade at the end: share of the length, from, to (s)."""


def mixdown_of(piece: Piece, brief: Brief, orchestra: Orchestra) -> Mixdown:
    """Put a piece on the mixing desk."""
    grid = piece.form.grid
    seconds = grid.clock.seconds(grid.total)
    return Mixdown(
        parts=tuple(mix_part(performer, orchestra) for performer in piece.performers),
        rules=piece.style.mix,
        frames=round(seconds * RATE),
        is_loop=brief.loop,
        fade_s=fade_seconds(brief.ending, seconds),
        beat_s=grid.clock.seconds(grid.meter.counted_beat),
        sections=section_energies(piece.form),
        kicks_s=strikes(piece.performers, KICKS),
    )


def mix_part(performer: Performer, orchestra: Orchestra) -> MixPart:
    """Give a performer an instrument and a place in the mix."""
    instrument, track = orchestra.instrument(performer.track.instrument, performer.sound), performer.track
    if speaks_at_once(performer.sound):
        track = msgspec.structs.replace(track, early_s=0.0)
    return MixPart(track=track, open=partial(Stem, instrument), mix=performer.part.mix)


def fade_seconds(ending: str, seconds: float) -> float:
    """Return how long the fade at the end is."""
    share, shortest, longest = FADES[ending]
    return min(max(share * seconds, shortest), longest, seconds / 3)


def section_energies(form: Form) -> tuple[SectionEnergy, ...]:
    """Return the energy of each section from its start on."""
    clock = form.grid.clock
    return tuple(SectionEnergy(start_s=clock.seconds(s.start), energy=s.energy) for s in form.sections)
