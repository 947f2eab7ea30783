"""Planing: one shape of the hand that is moved along with the root, as a sampled chord is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from musicapp.engines.composer.arrangement.voicing import Hand, Voicing, ladder_of
from musicapp.engines.composer.theory.chords import Chord

Kind = tuple[int, ...]
"""The tones of a chord in semitones above its root."""


def plane(chords: Sequence[Chord], voicings: Sequence[Voicing], hand: Hand) -> list[Voicing]:
    """Take each chord in the shape that the first of its kind has, moved by its root the nearest way.

    Where the shape would leave the hand's reach the chord stays as it is voiced.
    """
    shapes: dict[Kind, tuple[int, tuple[int, ...]]] = {}
    planed = []
    for chord, voicing in zip(chords, voicings, strict=True):
        root, shape = shapes.setdefault(kind_of(chord), (chord.root, voicing.upper))
        upper = moved(shape, nearest_way(root, chord.root), hand) or voicing.upper
        ladder = ladder_of(chord, voicing.bass, upper, hand)
        planed.append(msgspec.structs.replace(voicing, upper=upper, ladder=ladder))
    return planed


def kind_of(chord: Chord) -> Kind:
    """Return a chord's kind."""
    return tuple(sorted((tone - chord.root) % 12 for tone in chord.classes))


def nearest_way(root: int, other: int) -> int:
    """Return by how many semitones, at most six, one root lies from another."""
    return (other - root + 6) % 12 - 6


def moved(shape: tuple[int, ...], steps: int, hand: Hand) -> tuple[int, ...]:
    """Return a shape moved within a hand's reach, an octave away if need be; empty if there is no room."""
    for octave in (0, -12, 12):
        if hand.lowest <= min(shape) + steps + octave and max(shape) + steps + octave <= hand.highest:
            return tuple(pitch + steps + octave for pitch in shape)
    return ()
