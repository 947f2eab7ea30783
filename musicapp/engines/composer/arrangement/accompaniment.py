"""Chords, pads and basses: a player's figures over the chords of a section."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.figures import VoicedSpan, choose_figure, play_figure
from musicapp.engines.composer.arrangement.voicing import Hand, Voicing, voice_phrase
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.scene import Player, Scene
from musicapp.engines.composer.styles.figures import Figure

OCTAVE = 12
NEW_FIGURE_SHARE = 0.6
"""How often a period inside a section changes the figure."""


def accompany(player: Player, section: SectionForm, scene: Scene, rng: np.random.Generator) -> list[PartNote]:
    """Accompany a section; figures change by period, the hand leads on over the whole section."""
    notes: list[PartNote] = []
    before: Voicing | None = None
    figures = choose_figures(player, section, scene, rng)
    for phrase, figure in zip(section.phrases, figures, strict=True):
        spans = tuple(s for s in scene.harmony.sections[section.name] if phrase.start <= s.start < phrase.end)
        voicings = voice_phrase([span.chord for span in spans], hand_of(player, figure), before)
        notes.extend(play_figure(figure, phrase, voiced_spans(spans, voicings)))
        before = voicings[-1]
    return [in_reach(note, player) for note in notes]


def in_reach(note: PartNote, player: Player) -> PartNote:
    """Return a note by octaves into a player's range, for a step from the bass may leave it."""
    over = max(0, -(-(note.pitch - player.highest) // OCTAVE))
    under = max(0, -(-(player.lowest - note.pitch) // OCTAVE))
    return msgspec.structs.replace(note, pitch=note.pitch + OCTAVE * (under - over)) if over or under else note


def choose_figures(player: Player, section: SectionForm, scene: Scene, rng: np.random.Generator) -> list[Figure]:
    """Choose a figure for each phrase: one for each period, often the same."""
    repertoire = tuple(scene.style.figures[name] for name in player.part.figures)
    figures: list[Figure] = []
    for index in range(len(section.phrases)):
        is_new = not figures or (index % 2 == 0 and rng.random() < NEW_FIGURE_SHARE)
        figures.append(choose_figure(repertoire, section.energy, scene.form.grid, rng) if is_new else figures[-1])
    return figures


def hand_of(player: Player, figure: Figure) -> Hand:
    """Return what a player's hand can reach, and how it takes chords."""
    return Hand(
        lowest=player.lowest,
        highest=player.highest,
        is_open=figure.open_voicing or player.part.role == "bass",
        voices=player.part.voices,
        is_rootless=player.part.is_rootless,
        is_strict=player.part.is_strict,
    )


def voiced_spans(spans: tuple[ChordSpan, ...], voicings: list[Voicing]) -> tuple[VoicedSpan, ...]:
    """Join chords with their voicings; the last leads to itself."""
    following = [after.bass for _, after in pairwise(voicings)] + [voicings[-1].bass]
    return tuple(
        VoicedSpan(voicing=voicing, start=span.start, end=span.end, next_bass=bass)
        for span, voicing, bass in zip(spans, voicings, following, strict=True)
    )
