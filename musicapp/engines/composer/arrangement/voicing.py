"""Voicings: a chord as pitches on the keyboard, led from the one before with little motion."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.theory.chords import Chord

BASS_SPAN = 16
CLOSED_LIFT = 8
LARGEST_GAP = 9


class Voicing(msgspec.Struct, frozen=True, kw_only=True):
    """A chord as MIDI pitches: the bass, the upper chord, and a ladder of tones from below."""

    bass: int
    upper: tuple[int, ...]
    ladder: tuple[int, ...]


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """What a hand can reach: MIDI pitches, and whether its ladder is spread."""

    lowest: int
    highest: int
    is_open: bool


def lead_bass(chord: Chord, hand: Hand, before: int | None) -> int:
    """Return the bass note nearest to the one before, in the lower part of the hand."""
    floor = hand.lowest + (0 if hand.is_open else CLOSED_LIFT)
    wished = before if before is not None else floor + BASS_SPAN // 2
    choices = [p for p in range(floor, floor + BASS_SPAN) if p % 12 == chord.bass]
    return min(choices, key=lambda p: (abs(p - wished), p))


def voice_chord(chord: Chord, hand: Hand, before: Voicing | None) -> Voicing:
    """Voice a chord after the one before it."""
    bass = lead_bass(chord, hand, before.bass if before else None)
    upper = lead_upper(chord, hand, before.upper if before else None)
    return Voicing(bass=bass, upper=upper, ladder=open_ladder(chord, bass, hand) if hand.is_open else (bass, *upper))


def lead_upper(chord: Chord, hand: Hand, before: tuple[int, ...] | None) -> tuple[int, ...]:
    """Return the three upper tones that move least; the first lies high in the hand."""
    classes = chord.classes if len(chord.classes) == 3 else (chord.classes[1], chord.classes[-1], chord.classes[0])
    best: tuple[int, ...] = ()
    lowest_cost = float("inf")
    for top in range(hand.highest - 9, hand.highest + 1):
        if top % 12 not in classes:
            continue
        tones = close_below(top, classes)
        cost = sum(abs(a - b) for a, b in zip(tones, before, strict=True)) if before else abs(top - hand.highest + 3)
        if cost < lowest_cost:
            best, lowest_cost = tones, cost
    return best


def close_below(top: int, classes: tuple[int, ...]) -> tuple[int, ...]:
    """Stack the other tones as closely below a top note as they go, lowest first."""
    rest = sorted((top - c) % 12 for c in classes if c != top % 12)
    return tuple(sorted((top, *(top - gap for gap in rest))))


def open_ladder(chord: Chord, bass: int, hand: Hand) -> tuple[int, ...]:
    """Climb from the bass in fifths and sixths first, closer higher up: a pianist's arpeggio."""
    tones = [p for p in range(bass + 6, hand.highest + 1) if p % 12 in chord.classes]
    ladder = [bass]
    for pitch in tones:
        wide_enough = 5 if pitch < bass + 11 else 3
        if pitch - ladder[-1] >= wide_enough:
            ladder.append(pitch)
    return tuple(ladder)
