"""Shaping: how players join notes, breathe, and keep to one note at a time where they have but one."""

from __future__ import annotations

import math
from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.performance.idioms import Idiom
from musicapp.engines.composer.performance.track import PlayedNote

TOGETHER_S = 0.012
"""Notes of one player that start within this time are a chord."""
JOINED_S = 0.12
"""A rest shorter than this is no rest: the notes are joined."""
SHORTEST_S = 0.05
PHRASE_SLACK_S = 0.15
BREATH_SLACK_S = 0.5
"""Nobody breathes for the rest of a phrase that is shorter than this."""


class PhraseSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase from start_s to end_s, and the level (0-1) of its section."""

    start_s: float
    end_s: float
    level: float


def shape_notes(notes: tuple[PlayedNote, ...], idiom: Idiom, phrases: tuple[PhraseSpan, ...]) -> tuple[PlayedNote, ...]:
    """Play notes, in order of their start, as an idiom's players do: joined, with breaths."""
    shaped = [_struck(note, idiom) for note in notes]
    if idiom.is_single:
        shaped = one_at_a_time(shaped)
    if idiom.overlap_s:
        shaped = join(shaped, idiom)
    if idiom.breath_s:
        shaped = breathe(shaped, idiom, phrases)
    return tuple(sorted(shaped, key=lambda note: (note.start_s, note.pitch)))


def one_at_a_time(notes: list[PlayedNote]) -> list[PlayedNote]:
    """Keep the highest note of each chord, and end each where the next one starts."""
    kept: list[PlayedNote] = []
    for note in sorted(notes, key=lambda n: (n.start_s, n.pitch)):
        if kept and note.start_s - kept[-1].start_s < TOGETHER_S:
            kept[-1] = max(kept[-1], note, key=lambda n: n.pitch)
        else:
            kept.append(note)
    ended = [_ending(note, min(note.end_s, after.start_s)) for note, after in pairwise(kept)]
    return ended + kept[-1:]


def join(notes: list[PlayedNote], idiom: Idiom) -> list[PlayedNote]:
    """Let notes that the next follow without a rest last into them; a key is let go before it is struck again."""
    starts = sorted({note.start_s for note in notes})
    keys: dict[int, list[float]] = {}
    for note in notes:
        keys.setdefault(note.pitch, []).append(note.start_s)
    joined = []
    for note in notes:
        at = int(np.searchsorted(starts, max(note.end_s, note.start_s + TOGETHER_S) - 1e-9))
        follower = starts[at] if at < len(starts) else math.inf
        end = follower + idiom.overlap_s if follower - note.end_s < JOINED_S else note.end_s
        again = min((start for start in keys[note.pitch] if start > note.start_s), default=math.inf)
        joined.append(_ending(note, min(end, max(again, note.start_s))))
    return joined


def breathe(notes: list[PlayedNote], idiom: Idiom, phrases: tuple[PhraseSpan, ...]) -> list[PlayedNote]:
    """Take a breath at the end of each phrase, and sooner where it would not last so long.

    A breath shortens the note before it; a note longer than a breath is taken up again.
    """
    if not notes:
        return notes
    ends = [phrase.end_s for phrase in phrases]
    starts = sorted({note.start_s for note in notes})
    breaths = _breaths(starts, max(note.end_s for note in notes), ends, idiom.longest_breath_s)
    return [part for note in notes for part in _between_breaths(note, breaths, idiom.breath_s)]


def _struck(note: PlayedNote, idiom: Idiom) -> PlayedNote:
    """Strike no harder or softer than one can."""
    softest, hardest = idiom.velocities
    return msgspec.structs.replace(note, velocity=min(max(note.velocity, softest), hardest))


def _ending(note: PlayedNote, end_s: float) -> PlayedNote:
    """Return a note with another end."""
    return msgspec.structs.replace(note, end_s=max(end_s, note.start_s + TOGETHER_S))


def _breaths(starts: list[float], last_s: float, phrase_ends: list[float], longest_s: float) -> list[float]:
    """Return where the player breathes in: before the first note after a phrase, or when his breath is over."""
    breaths, since = [], starts[0]
    nearest = [starts[int(np.argmin(np.abs(np.asarray(starts) - end)))] for end in phrase_ends]
    wanted = {start for start, end in zip(nearest, phrase_ends, strict=True) if abs(start - end) < PHRASE_SLACK_S}
    for start in [*starts[1:], last_s]:
        while start - since > longest_s + BREATH_SLACK_S:
            inner = [s for s in starts if since + longest_s / 2 < s <= since + longest_s]
            since = inner[-1] if inner else since + longest_s
            breaths.append(since)
        if start in wanted and start < last_s and start > since:
            breaths.append(start)
            since = start
    return breaths


def _between_breaths(note: PlayedNote, breaths: list[float], breath_s: float) -> list[PlayedNote]:
    """Cut a note where the player breathes; at most half of what is left of it goes."""
    parts, start = [], note.start_s
    for breath in breaths:
        if start < breath < note.end_s + breath_s:
            end = max(min(note.end_s, breath - breath_s), start + min(note.end_s, breath) / 2 - start / 2)
            parts.append(msgspec.structs.replace(note, start_s=start, end_s=end))
            start = breath
    if start == note.start_s or note.end_s - start > breath_s:
        parts.append(msgspec.structs.replace(note, start_s=start))
    return parts
