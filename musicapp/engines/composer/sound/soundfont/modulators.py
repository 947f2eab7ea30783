"""Modulators: what velocity, key and controllers add to generators (SoundFont 2.04, sections 8.2 and 8.4, 9.5)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import msgspec

from musicapp.engines.composer.sound.soundfont.generators import Amounts, G

VELOCITY, KEY, WHEEL, WHEEL_RANGE = 2, 3, 14, 16
CONTROLLER = 0x80
"""Added to the number of a MIDI controller."""
MODULATION, VOLUME, PAN, EXPRESSION = (CONTROLLER + number for number in (1, 7, 10, 11))
_AT_REST = {VOLUME: 100.0 / 127, PAN: 0.5, EXPRESSION: 1.0, WHEEL: 0.5, WHEEL_RANGE: 2.0 / 127}
"""Controllers (0-1) of a channel that was told nothing; all others are 0."""
ELSEWHERE = {(VOLUME, int(G.ATTENUATION)), (EXPRESSION, int(G.ATTENUATION)), (PAN, int(G.PAN))}
"""What stem and mix do."""


class Source(msgspec.Struct, frozen=True):
    """What moves a modulator: its controller and the bits that shape it."""

    code: int

    @property
    def controller(self) -> int:
        """Return the number, CONTROLLER added where it is one of MIDI's; 0 is none."""
        return self.code & 0xFF

    def value(self, played: Mapping[int, float]) -> float:
        """Return where it stands, -1 to 1."""
        at = played.get(self.controller, _AT_REST.get(self.controller, 0.0))
        if self.code & 0x100:
            at = 1.0 - at
        if self.code >> 10 >= SWITCH:
            return 1.0 if at >= 0.5 else -1.0 if self.code & 0x200 else 0.0
        curve = _CURVES[self.code >> 10]
        if not self.code & 0x200:
            return curve(at)
        return curve(2 * at - 1) if at >= 0.5 else -curve(1 - 2 * at)


def _concave(at: float) -> float:
    return 1.0 if at >= 1 else min(1.0, -400 / 960 * math.log10(1 - at))


def _convex(at: float) -> float:
    return 0.0 if at <= 0 else max(0.0, 1 + 400 / 960 * math.log10(at))


_CURVES: tuple[Callable[[float], float], ...] = (
    lambda at: at,
    _concave,
    _convex,
)
SWITCH = len(_CURVES)


class Modulator(msgspec.Struct, frozen=True):
    """Adds amount x source x by to a generator."""

    source: Source
    target: int
    amount: float
    by: Source
    transform: int

    @property
    def identity(self) -> tuple[int, int, int, int]:
        """Return what two modulators share if one takes the other's place."""
        return self.source.code, self.target, self.by.code, self.transform

    def value(self, played: Mapping[int, float]) -> float:
        """Return what it adds."""
        if not self.source.controller:
            return 0.0
        by = self.by.value(played) if self.by.controller else 1.0
        added = self.amount * self.source.value(played) * by
        return abs(added) if self.transform == 2 else added


Modulators = dict[tuple[int, int, int, int], Modulator]

PLAIN = (
    Modulator(Source(0x0502), int(G.ATTENUATION), 960.0, Source(0), 0),
    Modulator(Source(0x0081), int(G.VIBRATO_TO_PITCH), 50.0, Source(0), 0),
)
"""What a bank that says nothing does; velocity does not move the cutoff, as is custom."""


def by_identity(modulators: Iterable[Modulator]) -> Modulators:
    """Return modulators by what they do, the last where two do the same."""
    return {modulator.identity: modulator for modulator in modulators}


def added(above: Modulators, below: Modulators) -> tuple[Modulator, ...]:
    """Return an instrument's modulators with a preset's added to them."""
    both = dict(below)
    for identity, modulator in above.items():
        found = both.get(identity)
        total = modulator.amount + (found.amount if found else 0.0)
        both[identity] = msgspec.structs.replace(modulator, amount=total)
    return tuple(m for m in both.values() if m.amount and (m.source.controller, m.target) not in ELSEWHERE)


def apply(modulators: Iterable[Modulator], amounts: Amounts, played: Mapping[int, float]) -> Amounts:
    """Return generators with what their modulators add when a note is played (sources 0-1)."""
    moved = amounts.copy()
    for modulator in modulators:
        moved[modulator.target] += modulator.value(played)
    return moved
