"""Idioms: ways of playing an instrument, as data."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from musicapp.engines.composer.arrangement.written import Voice

FILE = Path(__file__).with_name("idioms.toml")
Seconds = Annotated[float, msgspec.Meta(ge=0, le=30)]
Steps = Annotated[float, msgspec.Meta(ge=0, le=127)]
Velocity = Annotated[int, msgspec.Meta(ge=1, le=127)]


class Gate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Share of its written length that a note is held, by voice."""

    melody: float = 0.96
    inner: float = 0.95
    accompaniment: float = 0.95


class Idiom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of playing.

    attack_s is how much earlier than its notes a slow sound must begin to be heard in time; overlap_s how
    far a note lasts into the next one that follows without a rest; spread_s the time between the tones of
    a chord. swell is how far expression (controller 11) rises in a phrase, note_swell in a long note;
    note_top where in the note it is strongest. vibrato (controller 1) comes in after vibrato_delay_s.
    """

    is_single: bool = False
    """One note at a time."""
    gate: Gate = Gate()
    attack_s: Seconds = 0.0
    overlap_s: Seconds = 0.0
    spread_s: Seconds = 0.0
    uses_pedal: bool = False
    bends: bool = False
    """The pitch of a note can be bent."""
    velocities: tuple[Velocity, Velocity] = (1, 127)
    """The softest and the hardest stroke."""
    swell: Steps = 0.0
    note_swell: Steps = 0.0
    note_top: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.55
    vibrato: Steps = 0.0
    vibrato_delay_s: Seconds = 0.35
    breath_s: Seconds = 0.0
    """The rest in which a player breathes; none if he needs no breath."""
    longest_breath_s: Seconds = 10.0
    slide: Annotated[float, msgspec.Meta(ge=-3, le=3)] = 0.0
    """How far off (semitones) a long note begins; below its pitch where negative."""
    glide: Annotated[float, msgspec.Meta(ge=0, le=2)] = 0.0
    """How much (semitones) of the way from the note before is heard."""
    slide_s: Annotated[float, msgspec.Meta(ge=0.02, le=1)] = 0.08

    def gate_of(self, voice: Voice) -> float:
        """Return the share of its length that a note of a voice is held; drums and effects keep theirs."""
        match voice:
            case "melody":
                return self.gate.melody
            case "inner":
                return self.gate.inner
            case "accompaniment":
                return self.gate.accompaniment
            case _:
                return 1.0


@functools.lru_cache(maxsize=1)
def load_idioms() -> dict[str, Idiom]:
    """Read all idioms by name.

    Raises:
        ValueError: the file breaks the schema.
    """
    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), dict[str, Idiom])
