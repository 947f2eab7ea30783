"""Scale steps as pitches, bent to the chord that sounds."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.theory.chords import Chord
from musicapp.engines.composer.theory.keys import Key

SNAP_ORDER = (0, -1, 1, -2, 2, -3, 3)
"""Steps tried in turn when a chord tone is wanted."""


class Gamut(msgspec.Struct, frozen=True, kw_only=True):
    """The scale over the whole keyboard; step 0 is the tonic at pitch base."""

    key: Key
    base: int

    def plain_pitch(self, step: int) -> int:
        """Return the MIDI pitch of a step in the scale as it is."""
        octave, degree = divmod(step, len(self.key.mode.scale))
        return self.base + 12 * octave + self.key.mode.scale[degree]

    def pitch(self, step: int, chord: Chord) -> int:
        """Return the pitch of a step, altered where the chord has the note a semitone away.

        So the seventh degree of minor is raised over a dominant, and applied dominants
        bring their leading tone.
        """
        pitch = self.plain_pitch(step)
        classes = chord.classes
        if pitch % 12 in classes:
            return pitch
        scale = self.key.classes
        for shift in (1, -1):
            bent = (pitch + shift) % 12
            if bent in classes and bent not in scale:
                return pitch + shift
        return pitch

    def has_chord_tone(self, step: int, chord: Chord) -> bool:
        """True when the step is a note of the chord."""
        return self.pitch(step, chord) % 12 in chord.classes

    def snap(self, step: int, chord: Chord) -> int:
        """Return the nearest step that is a note of the chord."""
        return next((step + s for s in SNAP_ORDER if self.has_chord_tone(step + s, chord)), step)

    def nearest_step(self, pitch: float) -> int:
        """Return the step nearest to a pitch."""
        size = len(self.key.mode.scale)
        guess = round((pitch - self.base) * size / 12)
        return min(range(guess - 3, guess + 4), key=lambda step: (abs(self.plain_pitch(step) - pitch), step))

    def step_of_class(self, pitch_class: int, near: int) -> int:
        """Return the step with a pitch class nearest to another step; near itself if none."""
        size = len(self.key.mode.scale)
        order = sorted(range(near - size, near + size + 1), key=lambda step: (abs(step - near), step))
        return next((step for step in order if self.plain_pitch(step) % 12 == pitch_class), near)
