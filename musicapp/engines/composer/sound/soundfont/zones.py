"""Zones: which part of a preset or an instrument sounds which keys and velocities, and how."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from musicapp.engines.composer.sound.soundfont.generators import COUNT, G
from musicapp.engines.composer.sound.soundfont.modulators import Modulator, Modulators, Source, by_identity
from musicapp.engines.composer.sound.soundfont.records import Articulation, Table

ALL = (0, 127)


class Zone(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A zone with its global zone already in it.

    target is the instrument or sample that it sounds; generators are those that it sets.
    """

    target: int
    keys: tuple[int, int]
    velocities: tuple[int, int]
    generators: dict[int, float]
    modulators: Modulators

    def sounds(self, key: int, velocity: int) -> bool:
        """Say whether a note lies within."""
        return self.keys[0] <= key <= self.keys[1] and self.velocities[0] <= velocity <= self.velocities[1]


class _Side(msgspec.Struct, frozen=True, eq=False):
    """The tables of presets or of instruments, and the generator that ends a zone there."""

    bags: Table
    generators: Table
    modulators: Table
    end: int


def preset_zones(tables: Articulation, index: int) -> tuple[Zone, ...]:
    """Return the zones of a preset by its place in the table."""
    side = _Side(tables.pbag, tables.pgen, tables.pmod, int(G.INSTRUMENT))
    return tuple(_zones(side, tables.phdr["bag"], index))


def instrument_zones(tables: Articulation, index: int) -> tuple[Zone, ...]:
    """Return the zones of an instrument by its place in the table."""
    side = _Side(tables.ibag, tables.igen, tables.imod, int(G.SAMPLE))
    return tuple(_zones(side, tables.inst["bag"], index))


def _zones(side: _Side, marks: Table, index: int) -> Iterator[Zone]:
    """Read zones; the first is global if it sounds nothing itself."""
    shared: dict[int, int] = {}
    shared_modulators: Modulators = {}
    first = int(marks[index])
    for bag in range(first, int(marks[index + 1])):
        generators, modulators = _generators(side, bag), _modulators(side, bag)
        if side.end in generators:
            yield _zone(side.end, shared | generators, shared_modulators | modulators)
        elif bag == first:
            shared, shared_modulators = generators, modulators


def _zone(end: int, generators: dict[int, int], modulators: Modulators) -> Zone:
    return Zone(
        target=generators[end] & 0xFFFF,
        keys=_range(generators.get(G.KEYS)),
        velocities=_range(generators.get(G.VELOCITIES)),
        generators={kind: float(amount) for kind, amount in generators.items() if kind not in _NO_AMOUNTS},
        modulators=modulators,
    )


_NO_AMOUNTS = {G.KEYS, G.VELOCITIES, G.INSTRUMENT, G.SAMPLE}


def _range(amount: int | None) -> tuple[int, int]:
    return ALL if amount is None else (amount & 0xFF, amount >> 8 & 0xFF)


def _generators(side: _Side, bag: int) -> dict[int, int]:
    """Return a zone's generators up to the one that ends it."""
    found: dict[int, int] = {}
    for kind, amount in _rows(side.generators, side.bags["generators"], bag):
        if kind < COUNT:
            found[kind] = amount
        if kind == side.end:
            break
    return found


def _modulators(side: _Side, bag: int) -> Modulators:
    """Return a zone's modulators; those that move other modulators are not played."""
    rows = _rows(side.modulators, side.bags["modulators"], bag)
    return by_identity(
        Modulator(Source(source), target, float(amount), Source(by), transform)
        for source, target, amount, by, transform in rows
        if target < COUNT
    )


def _rows(table: Table, marks: Table, bag: int) -> list[tuple[int, ...]]:
    rows: list[tuple[int, ...]] = table[int(marks[bag]) : int(marks[bag + 1])].tolist()
    return rows
