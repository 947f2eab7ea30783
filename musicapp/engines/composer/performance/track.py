"""A track: what one instrument plays in a piece, as it is played. The sound stage knows nothing else of the music."""

from __future__ import annotations

import msgspec

Curve = tuple[tuple[float, float], ...]
"""Points (time in s, value) in order of time, straight lines between them, held before the first and after the last."""


class PlayedNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note as played. start_s to end_s is how long the key is down; pitch and velocity are MIDI's."""

    start_s: float
    end_s: float
    pitch: int
    velocity: int


class PedalPress(msgspec.Struct, frozen=True, kw_only=True):
    """The sustain pedal is down from down_s to up_s."""

    down_s: float
    up_s: float


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """One instrument's notes in order of their start, and its controllers.

    name is safe as a file name, and tracks of one name make one stem and one MIDI track; instrument is the
    word for it. expression and modulation go from 0 to 127 as MIDI's controllers 11 and 1; bend is in
    semitones. An empty curve leaves its controller at rest: expression 127, modulation 0, bend 0.
    """

    name: str
    instrument: str
    notes: tuple[PlayedNote, ...]
    pedal: tuple[PedalPress, ...] = ()
    expression: Curve = ()
    modulation: Curve = ()
    bend: Curve = ()
    early_s: float = 0.0
    """How much earlier than its notes the instrument begins, because it speaks slowly."""
    round_s: float = 0.0
    """After how long a loop's notes come again; 0 where they do not."""
