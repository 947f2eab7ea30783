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

Values = npt.NDArray[np.float64]


def expression_curve(notes: tuple[PlayedNote, ...], phrases: tuple[PhraseSpan, ...], idiom: Idiom) -> Curve:
    """Return controller 11: the section's level, an arch over each phrase, and a swell in each long note."""
    if not notes or not (idiom.swell or idiom.note_swell):
        return ()
    times = _times(notes)
    values = SOFTEST + _arch(times, phrases, idiom.swell)
    if idiom.note_swell:
        values += idiom.note_swell * _note_swell(times, notes, idiom.note_top)
    return _simplified(times, np.clip(values, 1, 127))


def modulation_curve(notes: tuple[PlayedNote, ...], phrases: tuple[PhraseSpan, ...], idiom: Idiom) -> Curve:
    """Return controller 1: vibrato that comes late in long notes, wider where the phrase is strong."""
    if not notes or not idiom.vibrato:
        return ()
    times = _times(notes)
    starts, ends = _edges(notes)
    at = np.clip(np.searchsorted(starts, times, side="right") - 1, 0, None)
    age = np.where(times <= ends[at], times - starts[at], 0.0)
    depth = np.clip((age - idiom.vibrato_delay_s) / VIBRATO_RISE_S, 0, 1)
    strength = 0.7 + 0.3 * _arch(times, phrases, 1.0) / (1.0 + RISE)
    return _simplified(times, idiom.vibrato * depth * strength)


def bend_curve(notes: tuple[PlayedNote, ...], phrases: tuple[PhraseSpan, ...], idiom: Idiom) -> Curve:  # noqa: ARG001
    """Return bends in semitones: a slide into long notes, or a glide from the note before. Phrases change nothing."""
    points: list[tuple[float, float]] = []
    for before, note in pairwise((None, *notes)):
        if note is None or not (away := _away(before, note, idiom)):
            continue
        lead_s = note.start_s - STEP_S / 2
        if points and lead_s <= points[-1][0]:
            continue
        points += [(lead_s, 0.0), (note.start_s, away), (note.start_s + idiom.slide_s, 0.0)]
    return tuple(points)


def _times(notes: tuple[PlayedNote, ...]) -> Values:
    """Return the times of a curve's points, from the first note to the last."""
    return np.arange(notes[0].start_s, max(note.end_s for note in notes) + 2 * STEP_S, STEP_S)


def _edges(notes: tuple[PlayedNote, ...]) -> tuple[Values, Values]:
    """Return starts and ends of notes."""
    return np.array([note.start_s for note in notes]), np.array([note.end_s for note in notes])


def _arch(times: Values, phrases: tuple[PhraseSpan, ...], swell: float) -> Values:
    """Return the level of sections and the arch of phrases, at some times."""
    if not phrases:
        return np.full(len(times), RISE / 2)
    at, values = [], []
    for phrase in sorted(phrases, key=lambda p: p.start_s):
        length, base = phrase.end_s - phrase.start_s, RISE * phrase.level
        top = phrase.start_s + PHRASE_TOP * length
        at += [phrase.start_s, top, phrase.end_s - min(BETWEEN_S, 0.2 * length)]
        values += [base - swell / 2, base + swell / 2, base - swell / 2]
    return np.interp(times, at, values)


def _note_swell(times: Values, notes: tuple[PlayedNote, ...], top: float) -> Values:
    """Return the swell (-0.5 to 0.5) within long notes; short ones stay in the middle."""
    starts, ends = _edges(notes)
    at = np.clip(np.searchsorted(starts, times, side="right") - 1, 0, None)
    length = np.maximum(ends[at] - starts[at], 1e-6)
    share = np.clip((times - starts[at]) / length, 0, 1)
    shape = np.interp(share, [0, top, 1], [-0.5, 0.5, -0.3])
    return np.asarray(shape * np.clip((length - LONG_S) / LONG_S, 0, 1))


def _away(before: PlayedNote | None, note: PlayedNote, idiom: Idiom) -> float:
    """Return how far from its pitch a note begins; what still sounds must not be bent with it."""
    if before is not None and before.end_s - note.start_s > idiom.overlap_s + TOGETHER_S:
        return 0.0
    if idiom.slide and note.end_s - note.start_s >= LONG_S:
        return idiom.slide
    if idiom.glide and before is not None and note.start_s - before.end_s < JOINED_S:
        return float(np.clip(before.pitch - note.pitch, -idiom.glide, idiom.glide))
    return 0.0


def _simplified(times: Values, values: Values) -> Curve:
    """Return a curve without the points that lie on straight lines."""
    turns = np.abs(np.diff(values, 2)) > 1e-6
    kept = np.concatenate(([True], turns, [True]))
    return tuple((round(float(t), 4), round(float(v), 3)) for t, v in zip(times[kept], values[kept], strict=True))


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
    nearest = [min(starts, key=lambda start, end=end: abs(start - end)) for end in phrase_ends]  # type: ignore[misc]
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
