"""Casting: who plays which part of a style.

What is wanted is exactly who plays. First each part goes to the first of its own instruments that is there; then
whoever has nothing to play takes over a part that suits him, or is given a line of his own; then melody, chords and
bass find somebody if anybody can.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from musicapp.brief.ensemble import covered_by
from musicapp.engines.composer.instruments.instruments import InstrumentRules, load_instruments
from musicapp.engines.composer.instruments.ranges import fit_range
from musicapp.engines.composer.instruments.stand_ins import carries_tune, roles_of, stand_ins
from musicapp.engines.composer.scene import Player
from musicapp.engines.composer.styles.parts import PartRules, Role

MANY_VOICED = 4
"""Notes at once from which on an instrument can accompany."""
KINSHIP: dict[Role, tuple[Role, ...]] = {
    "melody": ("counter", "chords", "pad"),
    "counter": ("melody", "chords", "pad"),
    "chords": ("pad", "bass", "melody"),
    "pad": ("chords", "counter", "melody"),
    "bass": ("chords", "pad", "melody"),
    "drums": (),
    "effects": (),
}
"""From which part a line is copied where a style has none of its role."""
Seats = dict[str, str]
"""The instrument of each part that somebody plays, by the part's name."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A part and the instrument that plays it."""

    part: PartRules
    instrument: str


def cast(parts: Sequence[PartRules], wanted: Sequence[str], without: Sequence[str]) -> tuple[Player, ...]:
    """Say who plays what, in the order of the parts, lines of one's own last.

    Everyone wanted plays, if he is not excluded; nobody else does, but for those who stand in for who is excluded.
    Where nobody is named, the first of each part's instruments plays. Parts that nobody can play are left out. A lone
    player has the melody throughout.
    """
    there = invited(parts, wanted, without)
    seats = seat_own(parts, there)
    own = give_idle_parts(parts, there, seats)
    share_parts(parts, seats)
    find_melodist(parts, there, seats, own)
    find_accompanists(parts, there, seats, own)
    lines = [Line(part=part, instrument=seats[part.name]) for part in parts if part.name in seats]
    return tuple(player_of(line) for line in alone([*lines, *own]))


def invited(parts: Sequence[PartRules], wanted: Sequence[str], without: Sequence[str]) -> tuple[str, ...]:
    """Return who may play and is there, each once; others too where those wanted must be silent."""
    table, excluded = load_instruments(), covered_by(tuple(without))
    usual = [next((word for word in part.instruments if word not in excluded), "") for part in parts]
    there = tuple(word for word in dict.fromkeys(wanted or usual) if word in table and word not in excluded)
    missing = excluded.intersection(wanted)
    if not missing or any(carries_tune(word) for word in there):
        return there
    played = {load_instruments()[word].roles[0] for word in there}
    vacant = [role for role in roles_of(parts, missing) if role not in played]
    return (*there, *stand_ins(parts, vacant, excluded))


def seat_own(parts: Sequence[PartRules], there: tuple[str, ...]) -> Seats:
    """Give each part to the first of its instruments that is there."""
    firsts = ((part.name, next((word for word in part.instruments if word in there), None)) for part in parts)
    return {name: word for name, word in firsts if word is not None}


def give_idle_parts(parts: Sequence[PartRules], there: tuple[str, ...], seats: Seats) -> list[Line]:
    """Let who has nothing to play take over an empty part; return the lines of those who found none."""
    own = []
    heard = {seats[part.name] for part in parts if part.name in seats and part.role != "effects"}
    for word in there:
        if word in heard:
            continue
        roles = load_instruments()[word].roles
        empty = (part for role in roles for part in parts if part.role == role and part.name not in seats)
        if part := next(empty, None):
            seats[part.name] = word
        else:
            own.append(line_of_own(word, parts, seats))
    return own


def line_of_own(word: str, parts: Sequence[PartRules], seats: Seats) -> Line:
    """Return a line for an instrument: the first of its roles, but no second melody where it can do something else."""
    roles = load_instruments()[word].roles
    has_melody = any(part.role == "melody" and part.name in seats for part in parts)
    role = next((role for role in roles if not (role == "melody" and has_melody)), roles[0])
    kin: tuple[Role, ...] = (role, *KINSHIP[role])
    model = next((part for like in kin for part in parts if part.role == like), None)
    return Line(part=copied(model, role, word), instrument=word)


def copied(model: PartRules | None, role: Role, word: str) -> PartRules:
    """Copy a part for another player; without a model it has the instrument's own range."""
    name = f"{role} {word}"
    if model is None:
        rules = load_instruments()[word]
        return PartRules(name=name, role=role, instruments=(word,), range=rules.range)
    drums = model.drums if role == "drums" else ()
    kept = msgspec.structs.replace(model, name=name, role=role, instruments=(word,), shares=(), drums=drums)
    return kept if model.role == role else msgspec.structs.replace(kept, thickens=False)


def share_parts(parts: Sequence[PartRules], seats: Seats) -> None:
    """Let players of the parts that an empty one shares with play it too, if its role is one of theirs."""
    for part in parts:
        candidates = (seats[other] for other in part.shares if other in seats)
        able = next((word for word in candidates if part.role in load_instruments()[word].roles), None)
        if part.name not in seats and able is not None:
            seats[part.name] = able


def find_melodist(parts: Sequence[PartRules], there: tuple[str, ...], seats: Seats, own: list[Line]) -> None:
    """Give the melody, where nobody has it, to the most melodic of those there."""
    lines = [part for part in parts if part.role == "melody"]
    if any(part.name in seats for part in lines) or any(line.part.role == "melody" for line in own):
        return
    singers = [word for word in there if "melody" in load_instruments()[word].roles]
    if not singers:
        return
    word = min(singers, key=lambda one: load_instruments()[one].roles.index("melody"))
    model = next((part for part in (*lines, *parts) if part.role not in ("drums", "effects")), None)
    own.append(Line(part=everywhere(copied(model, "melody", word)), instrument=word))


def find_accompanists(parts: Sequence[PartRules], there: tuple[str, ...], seats: Seats, own: list[Line]) -> None:
    """Let an instrument of many voices take chords and bass where nobody has them."""
    table = load_instruments()
    for needed in (("chords", "pad"), ("bass",)):
        if is_played(parts, needed, seats, own):
            continue
        able = [w for w in there if table[w].polyphony >= MANY_VOICED and set(needed) & set(table[w].roles)]
        empty = next((part for role in needed for part in parts if part.role == role and part.name not in seats), None)
        if able and empty is not None:
            seats[empty.name] = min(able, key=lambda word: rank(table[word], needed))


def is_played(parts: Sequence[PartRules], roles: tuple[str, ...], seats: Seats, own: list[Line]) -> bool:
    """True where somebody has a part of one of some roles."""
    played = [part for part in parts if part.name in seats] + [line.part for line in own]
    return any(part.role in roles for part in played)


def rank(rules: InstrumentRules, needed: tuple[str, ...]) -> int:
    """Return how early one of some roles comes among an instrument's own."""
    return min(place for place, role in enumerate(rules.roles) if role in needed)


def alone(lines: list[Line]) -> list[Line]:
    """Let a player without company, drummers aside, have the melody in all sections, and accompany in all."""
    pitched = {line.instrument for line in lines if not load_instruments()[line.instrument].is_drums}
    if len(pitched) != 1 or len({line.part.role for line in lines if line.part.role == "melody"}) == 0:
        return lines
    kept, widened = [], set[str]()
    for line in lines:
        role = line.part.role
        if line.instrument not in pitched or role in ("effects", "counter"):
            kept.append(line)
        elif role not in widened:
            widened.add(role)
            kept.append(msgspec.structs.replace(line, part=everywhere(line.part)))
    return kept


def everywhere(part: PartRules) -> PartRules:
    """Return a part that plays in all sections."""
    return msgspec.structs.replace(part, kinds=(), energy=(0.0, 1.0))


def player_of(line: Line) -> Player:
    """Return a line's player with the range in which he plays it; drums and effects have keys, not pitches."""
    rules = load_instruments()[line.instrument]
    plays_keys = rules.is_drums or line.part.role == "effects"
    lowest, highest = line.part.range if plays_keys else fit_range(line.part.range, rules)
    return Player(part=line.part, instrument=line.instrument, lowest=lowest, highest=highest)
