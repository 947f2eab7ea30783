"""Dynamics: how hard each note is played."""

from __future__ import annotations

from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.performance.placing import Place
from musicapp.engines.composer.scene import Player
from musicapp.engines.composer.styles.style import Dynamics
from musicapp.engines.composer.theory.meters import metric_weight

ACCENT_VELOCITY = 22
"""What a full accent adds."""
INNER_BELOW = 4
CONTOUR = 0.35
"""Velocity a semitone: melodies swell as they rise (Friberg, Bresin and Sundberg 2006, high loud)."""
PHRASE_TOP = 0.6
"""Where in a phrase it is loudest."""
SOFTEST, HARDEST = 12, 120


def velocity_of(note: PartNote, place: Place, player: Player, dynamics: Dynamics) -> float:
    """Return a velocity: the section's level, the phrase's swell, the meter's accent, the voice."""
    level = dynamics.softest + (dynamics.loudest - dynamics.softest) * place.section.energy
    share = (note.start - place.phrase.start) / (place.phrase.end - place.phrase.start)
    swell = dynamics.phrase_swell * (1.0 - abs(share - PHRASE_TOP) / PHRASE_TOP)
    weight = metric_weight(place.bar.meter.beats, note.start - place.bar.start)
    accent = dynamics.accent * (weight - 0.35) + ACCENT_VELOCITY * note.accent
    return level + swell + accent + voice_level(note, dynamics) + player.part.velocity


def voice_level(note: PartNote, dynamics: Dynamics) -> float:
    """Return how much louder or softer a voice is than the section."""
    match note.voice:
        case "melody":
            return dynamics.melody_above + CONTOUR * (note.pitch - 72)
        case "inner":
            return -INNER_BELOW
        case "accompaniment":
            return -dynamics.accompaniment_below
        case _:
            return 0.0


def midi_velocity(velocity: float) -> int:
    """Round to what a key can do."""
    return max(SOFTEST, min(HARDEST, round(velocity)))
