"""Voicings: chords as pitches in a hand, a phrase at a time, led with as little motion as its ends allow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.path import cheapest_path
from musicapp.engines.composer.arrangement.stacks import choose_tones, stack_tones
from musicapp.engines.composer.arrangement.voice_leading import Place, move_cost, stand_cost
from musicapp.engines.composer.theory.chords import Chord

CLOSED_FLOOR, CLOSED_LIFT = 38, 8
"""The bass of a closed chord lies no lower than this pitch, but no more than this above the bottom of the hand."""
BASS_SPAN = {True: 15, False: 12}
"""Semitones in which the bass moves, in an open hand and a closed one."""
ROOM_BELOW, REACH = 7, 20
"""The upper chord keeps so far above the lowest bass, if so much is left for it."""
SPREAD_REACH = 24
"""The range from which the upper chord may lie in open position."""


class Voicing(msgspec.Struct, frozen=True, kw_only=True):
    """A chord as MIDI pitches: the bass, the upper chord, and a ladder of tones from the bass up."""

    bass: int
    upper: tuple[int, ...]
    ladder: tuple[int, ...]


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """What a hand can reach: MIDI pitches, at least 9 semitones; and how it takes chords.

    is_open spreads the ladder. voices is how many upper tones there are. is_rootless leaves out the root,
    then the fifth, where a chord has more tones than voices. is_strict keeps fifths and octaves between the
    bass and the top from following each other.
    """

    lowest: int
    highest: int
    is_open: bool
    voices: int = 3
    is_rootless: bool = False
    is_strict: bool = False

    @property
    def bass_lowest(self) -> int:
        """The lowest pitch of the bass."""
        return self.lowest if self.is_open else max(self.lowest, min(CLOSED_FLOOR, self.lowest + CLOSED_LIFT))

    @property
    def bass_highest(self) -> int:
        """The highest pitch of the bass."""
        return min(self.highest, self.bass_lowest + BASS_SPAN[self.is_open])

    @property
    def upper_lowest(self) -> int:
        """The lowest pitch of the upper chord."""
        reach = REACH + 4 * max(0, self.voices - 3)
        return max(self.lowest, min(self.bass_lowest + ROOM_BELOW, self.highest - reach))


def voice_phrase(chords: Sequence[Chord], hand: Hand, before: Voicing | None) -> list[Voicing]:
    """Voice the chords of a phrase, after the voicing before it if there is one."""
    return list(lead_phrase(tuple(chords), hand, before))


@lru_cache(maxsize=1024)
def lead_phrase(chords: tuple[Chord, ...], hand: Hand, before: Voicing | None) -> tuple[Voicing, ...]:
    """Lead the bass first, then the upper chord over it."""
    if not chords:
        return ()
    basses = lead_bass(chords, hand, before.bass if before else None)
    uppers = lead_upper(chords, basses, hand, before)
    return tuple(
        Voicing(bass=bass, upper=upper, ladder=ladder_of(chord, bass, upper, hand))
        for chord, bass, upper in zip(chords, basses, uppers, strict=True)
    )


def bass_choices(chord: Chord, hand: Hand) -> list[int]:
    """Return where the bass may lie; in a hand too small for it, another tone is the bass."""
    floor = range(hand.bass_lowest, hand.bass_highest + 1)
    whole = range(hand.lowest, hand.highest + 1)
    ways = [[p for p in reach if p % 12 == c] for c in (chord.bass, *chord.classes) for reach in (floor, whole)]
    return next((way for way in ways if way), [hand.lowest])


def lead_bass(chords: tuple[Chord, ...], hand: Hand, before: int | None) -> list[int]:
    """Lead the bass with little motion near the middle of its range."""
    choices = [bass_choices(chord, hand) for chord in chords]
    home = (hand.bass_lowest + hand.bass_highest) // 2
    if before is not None:
        choices.insert(0, [before])
    rows = [np.array(options, dtype=np.int64) for options in choices]
    costs = [np.abs(row - home) // 3 for row in rows]
    moves = [np.abs(a[:, None] - b[None, :]) for a, b in pairwise(rows)]
    path = cheapest_path(costs, moves)
    led = [options[place] for options, place in zip(choices, path, strict=True)]
    return led[1:] if before is not None else led


def lead_upper(
    chords: tuple[Chord, ...], basses: list[int], hand: Hand, before: Voicing | None
) -> list[tuple[int, ...]]:
    """Lead the upper chord over a bass."""
    places = [place_of(chord, bass, hand) for chord, bass in zip(chords, basses, strict=True)]
    if before is not None:
        places.insert(0, Place(chord=None, bass=before.bass, stacks=(before.upper,)))
    home = (hand.upper_lowest + hand.highest) // 2
    costs = [stand_cost(place, home) for place in places]
    moves = [move_cost(one, other, is_strict=hand.is_strict) for one, other in pairwise(places)]
    path = cheapest_path(costs, moves)
    return [place.stacks[option] for place, option in zip(places, path, strict=True)][before is not None :]


def place_of(chord: Chord, bass: int, hand: Hand) -> Place:
    """Return what the upper chord may be over a bass."""
    lowest, is_spread = hand.upper_lowest, hand.highest - hand.upper_lowest >= SPREAD_REACH
    choices = choose_tones(chord, hand.voices, is_rootless=hand.is_rootless)
    stacks = [stack for tones in choices for stack in stack_tones(tones, lowest, hand.highest, is_spread=is_spread)]
    single = [(pitch,) for pitch in range(lowest, hand.highest + 1) if pitch % 12 in chord.classes]
    return Place(chord=chord, bass=bass, stacks=tuple(dict.fromkeys(stacks or single)))


def ladder_of(chord: Chord, bass: int, upper: tuple[int, ...], hand: Hand) -> tuple[int, ...]:
    """Return the tones to climb from the bass: spread over the hand, or the upper chord."""
    return open_ladder(chord, bass, hand) if hand.is_open else tuple(sorted({bass, *upper}))


def open_ladder(chord: Chord, bass: int, hand: Hand) -> tuple[int, ...]:
    """Climb from the bass in fifths and sixths first, closer higher up: a pianist's arpeggio."""
    ladder = [bass]
    for pitch in range(bass + 6, hand.highest + 1):
        wide_enough = 5 if pitch < bass + 11 else 2 if pitch % 12 == chord.classes[1] else 3
        if pitch % 12 in chord.classes and pitch - ladder[-1] >= wide_enough:
            ladder.append(pitch)
    return tuple(ladder)
