"""Expression: how players swell, shake and slide what is written.

A phrase swells towards its end and falls: dynamics follow the grouping, an arch over each phrase (Todd 1992, "The
dynamics of dynamics"). Vibrato comes late, in long notes only.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.performance.idioms import Idiom
from musicapp.engines.composer.performance.shaping import JOINED_S, TOGETHER_S, PhraseSpan
from musicapp.engines.composer.performance.track import Curve, PlayedNote

STEP_S = 0.05
"""Curves have a point at most each so many seconds."""
PHRASE_TOP = 0.62
SOFTEST, RISE = 84.0, 34.0
"""Expression of the softest section, and what the loudest adds."""
BETWEEN_S = 0.12
"""Time in which expression goes from one phrase's end to the next one's beginning."""
LONG_S = 0.6
"""Notes from here on swell and are slid into."""
VIBRATO_RISE_S = 0.35

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


def bend_curve(notes: tuple[PlayedNote, ...], idiom: Idiom, ornaments: tuple[Curve, ...] = ()) -> Curve:
    """Return bends in semitones: those of ornaments, else a slide into long notes, or a glide from the note before."""
    bent = [bend for bend in ornaments if bend and is_alone(notes, bend)]
    taken = np.array([[bend[0][0] - STEP_S, bend[-1][0]] for bend in bent]).reshape(-1, 2)
    slides = [
        slide
        for slide in slides_of(notes, idiom)
        if not ((slide[-1][0] > taken[:, 0]) & (slide[0][0] < taken[:, 1])).any()
    ]
    ordered = sorted([*bent, *slides])
    return tuple(point for one, after in pairwise((*ordered, ())) for point in one if not after or point < after[0])


def is_alone(notes: tuple[PlayedNote, ...], bend: Curve) -> bool:
    """Say whether no more than one note sounds for most of a bend: all of a track's notes bend together."""
    middle = (bend[0][0] + bend[-1][0]) / 2
    return sum(note.start_s <= middle < note.end_s for note in notes) <= 1


def slides_of(notes: tuple[PlayedNote, ...], idiom: Idiom) -> list[Curve]:
    """Return the slides into notes, none before the one before it is over."""
    slides: list[Curve] = []
    for before, note in pairwise((None, *notes)):
        if note is None or not (away := _away(before, note, idiom)):
            continue
        lead_s = note.start_s - STEP_S / 2
        if slides and lead_s <= slides[-1][-1][0]:
            continue
        slides.append(((lead_s, 0.0), (note.start_s, away), (note.start_s + idiom.slide_s, 0.0)))
    return slides


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
