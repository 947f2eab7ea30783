"""Chords, pads and basses: a player's figures over the chords of a section."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.figures import VoicedSpan, choose_figure, play_figure
from musicapp.engines.composer.arrangement.leading import folded
from musicapp.engines.composer.arrangement.planing import plane
from musicapp.engines.composer.arrangement.voicing import Hand, Voicing, voice_phrase
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import Phrase, SectionForm
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.scene import Player, Scene
from musicapp.engines.composer.styles.figures import Figure

NEW_FIGURE_SHARE = 0.6
"""How often a period inside a section changes the figure."""


def accompany(player: Player, section: SectionForm, scene: Scene, rng: np.random.Generator) -> list[PartNote]:
    """Accompany a section; figures change by period, the hand leads on over the whole section."""
    figures = choose_figures(player, section, scene, rng)
    spans = [phrase_spans(phrase, section, scene) for phrase in section.phrases]
    voicings: list[Voicing] = []
    for there, figure in zip(spans, figures, strict=True):
        before = voicings[-1] if voicings else None
        voicings += voice_phrase([span.chord for span in there], hand_of(player, figure), before)
    flat = [span for there in spans for span in there]
    if player.part.planes:
        voicings = plane([span.chord for span in flat], voicings, hand_of(player, figures[0]))
    voiced = voiced_spans(flat, voicings)
    notes: list[PartNote] = []
    for phrase, figure in zip(section.phrases, figures, strict=True):
        heard = tuple(span for span in voiced if phrase.start <= span.start < phrase.end)
        notes.extend(play_figure(figure, phrase, heard))
    return [in_reach(note, player) for note in notes]


def phrase_spans(phrase: Phrase, section: SectionForm, scene: Scene) -> list[ChordSpan]:
    """Return the chords of a phrase."""
    return [span for span in scene.harmony.sections[section.name] if phrase.start <= span.start < phrase.end]


def in_reach(note: PartNote, player: Player) -> PartNote:
    """Return a note by octaves into a player's range, for a step from the bass may leave it."""
    return msgspec.structs.replace(note, pitch=folded(note.pitch, player.lowest, player.highest))


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


def voiced_spans(spans: list[ChordSpan], voicings: list[Voicing]) -> list[VoicedSpan]:
    """Join chords with their voicings and those that follow; the last leads to itself."""
    return [
        VoicedSpan(chord=span.chord, voicing=voicing, start=span.start, end=span.end, following=following)
        for span, voicing, following in zip(spans, voicings, [*voicings[1:], voicings[-1]], strict=True)
    ]
