"""Seats: which tracks one player plays, and what his line in a score is called.

A player changes his sound between sections (a bow put down, a pedal stepped on) but has one at a time, and an
instrument of one voice plays one line: what sounds together all the same is two players. Sections of an orchestra and
keyboards do not turn into others: each of their sounds is a seat of its own.
"""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.instruments.instruments import InstrumentRules, load_instruments
from musicapp.engines.composer.performance.ensemble import Performer
from musicapp.engines.composer.performance.track import Track

CHORDAL = 4
"""Notes at once from which on one player can have two lines."""
SECTION = 8
"""Notes at once from which on another sound is another player."""
WIDEST_SEAT = 0.6
"""How far apart in the panorama the two hands of one player may be."""
TOGETHER = 0.08
"""Share of the shorter of two lines from which on they do not take turns."""
Spans = list[tuple[float, float]]
Seat = list[Performer]


def name_seats(performers: tuple[Performer, ...]) -> tuple[Performer, ...]:
    """Name each track after its player's seat: the instrument, numbered where several play it, with a sound of its own.

    Drummers of one instrument share a kit; effects are nobody's.
    """
    seats: dict[str, list[Seat]] = {}
    for performer in performers:
        take_seat(performer, seats.setdefault(performer.track.name, []))
    names = {id(p): name for word, rows in seats.items() for name, seat in named(word, rows) for p in seat}
    return tuple(
        msgspec.structs.replace(p, track=msgspec.structs.replace(p.track, name=names[id(p)])) for p in performers
    )


def take_seat(performer: Performer, seats: list[Seat]) -> None:
    """Add a performer to the nearest seat whose player can play his part too, or to a new one."""
    fitting = [seat for seat in seats if all(is_one_player(performer, other) for other in seat)]
    if fitting:
        min(fitting, key=lambda seat: distance(performer, seat[0])).append(performer)
    else:
        seats.append([performer])


def named(word: str, seats: list[Seat]) -> list[tuple[str, Seat]]:
    """Give the seats of an instrument their names: the word alone to a single one."""
    if len(seats) == 1:
        return [(word, seats[0])]
    return [(f"{word} {number}{own_sound(seat)}", seat) for number, seat in enumerate(seats, 1)]


def own_sound(seat: Seat) -> str:
    """Return the sound that a player keeps to, in words and brackets; empty if it is the usual one or he changes it."""
    sound = seat[0].sound
    is_kept = all(performer.sound == sound for performer in seat)
    is_usual = sound in ("", load_instruments()[seat[0].track.instrument].sound)
    return "" if is_usual or not is_kept else f" ({sound.replace('_', ' ')})"


def is_one_player(one: Performer, other: Performer) -> bool:
    """Return whether one player can play two tracks of his instrument."""
    rules = load_instruments()[one.track.instrument]
    if rules.is_drums or one.part.role == "effects":
        return True
    if one.sound != other.sound:
        return rules.polyphony < SECTION and take_turns(one.track, other.track)
    return take_turns(one.track, other.track) or has_hands_for(rules, one, other)


def has_hands_for(rules: InstrumentRules, one: Performer, other: Performer) -> bool:
    """Return whether one player can have two tracks in his hands at once; strings that are bent bend alone."""
    is_bent = one.track.bend or other.track.bend
    return rules.polyphony >= CHORDAL and distance(one, other) <= WIDEST_SEAT and not is_bent


def distance(one: Performer, other: Performer) -> float:
    """Return how far apart two sit in the panorama."""
    return abs(one.part.mix.pan - other.part.mix.pan)


def take_turns(one: Track, other: Track) -> bool:
    """Return whether hardly ever both of two tracks sound."""
    first, second = sounding(one), sounding(other)
    return shared_s(first, second) <= TOGETHER * min(length_s(first), length_s(second))


def sounding(track: Track) -> Spans:
    """Return when a track sounds, in s, in order."""
    spans: Spans = []
    for note in track.notes:
        if spans and note.start_s <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], note.end_s))
        else:
            spans.append((note.start_s, note.end_s))
    return spans


def length_s(spans: Spans) -> float:
    """Return how long spans are together."""
    return sum(end - start for start, end in spans)


def shared_s(one: Spans, other: Spans) -> float:
    """Return how long two rows of spans overlap."""
    shared, place = 0.0, 0
    for start, end in one:
        while place < len(other) and other[place][1] <= start:
            place += 1
        at = place
        while at < len(other) and other[at][0] < end:
            shared += min(end, other[at][1]) - max(start, other[at][0])
            at += 1
    return shared
