"""The last chord as it is played: at once for a hit, else rolled and held."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.arrangement.arrangement import PartScore
from musicapp.engines.composer.performance.dynamics import ACCENT_VELOCITY, midi_velocity, voice_level
from musicapp.engines.composer.performance.stand import Stand
from musicapp.engines.composer.performance.track import PlayedNote
from musicapp.engines.composer.seeds import bell

DELAY_S = 0.06
ROLL_S = 0.055
LARGEST_ROLL_SHARE = 0.1
HIT_SECONDS = 0.35
HIT_ACCENT = 14
SOFTER = 2
VELOCITY_JITTER = 3.5


def play_last(score: PartScore, stand: Stand, rng: np.random.Generator) -> list[PlayedNote]:
    """Play a part's share of the last chord."""
    if not score.last:
        return []
    scene, idiom = stand.scene, stand.idiom
    clock, dynamics = scene.form.grid.clock, scene.style.dynamics
    is_hit, total_s = scene.form.ending == "hit", clock.seconds(scene.form.grid.total)
    level = dynamics.softest + (dynamics.loudest - dynamics.softest) * scene.form.last_energy
    level += score.player.part.velocity + (HIT_ACCENT if is_hit else -SOFTER)
    first = score.last[0].start
    at = clock.seconds(first) + (0.0 if is_hit or scene.keeps_beat else DELAY_S)
    roll = 0.0 if is_hit or not idiom.uses_pedal else min(ROLL_S, LARGEST_ROLL_SHARE * (total_s - at) / len(score.last))
    end = min(at + HIT_SECONDS, total_s) if is_hit else total_s
    played = []
    for index, note in enumerate(score.last):
        start = at + clock.seconds(note.start - first) + (index * roll if note.start == first else 0.0)
        velocity = level + voice_level(note, dynamics) / 2 + ACCENT_VELOCITY * note.accent + VELOCITY_JITTER * bell(rng)
        played.append(
            PlayedNote(start_s=start, end_s=max(end, start + 0.05), pitch=note.pitch, velocity=midi_velocity(velocity))
        )
    return played
