"""Patches: what a synthesiser sounds like, one TOML file each, and the schema they are read by."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from musicapp.engines.composer.sound.synth.course import Glide, Vibrato
from musicapp.engines.composer.sound.synth.envelope import Envelope, Share
from musicapp.engines.composer.sound.synth.filter_motion import MovingFilter, Octaves
from musicapp.engines.composer.sound.synth.operators import Modulator, Ratio
from musicapp.engines.composer.sound.synth.waves import Wave

FOLDER = Path(__file__).parent / "patches"
Hertz = Annotated[float, msgspec.Meta(ge=20, le=20_000)]
Decibels = Annotated[float, msgspec.Meta(ge=-90, le=60)]


class _Layer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """A part of the sound with a level and an envelope of its own."""

    level_db: Decibels = 0.0
    velocity_db: Annotated[float, msgspec.Meta(ge=0, le=40)] = 0.0
    """How much more than the whole it loses from the loudest to half the velocity."""
    envelope: Envelope = Envelope()

    @property
    def is_central(self) -> bool:
        """True where both sides are the same."""
        return True


class OscillatorLayer(_Layer, tag="oscillator", frozen=True, kw_only=True):
    """A wave, once or as unison voices that are up to detune_cents out of tune and spread (0-1) over the sides."""

    wave: Wave
    semitones: Annotated[float, msgspec.Meta(ge=-36, le=36)] = 0.0
    cents: Annotated[float, msgspec.Meta(ge=-100, le=100)] = 0.0
    unison: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1
    detune_cents: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0
    spread: Share = 0.0
    filter: MovingFilter | None = None

    @property
    def is_central(self) -> bool:
        """True where both sides are the same."""
        return self.unison == 1 or not self.spread


class OperatorLayer(_Layer, tag="operator", frozen=True, kw_only=True):
    """Frequency modulation: a sine at ratio times the pitch and its modulators."""

    ratio: Ratio = 1.0
    modulators: tuple[Modulator, ...] = ()


class Resonance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A resonance of an instrument's body."""

    hz: Hertz
    gain_db: Annotated[float, msgspec.Meta(ge=-24, le=24)]
    q: Annotated[float, msgspec.Meta(gt=0.2, le=20)] = 2.0


class StringLayer(_Layer, tag="string", frozen=True, kw_only=True):
    """A plucked string.

    decay_s and dull_decay_s are how long middle C's fundamental and its partials at 4 kHz take to fall by 60 dB, and
    key_tracking how many octaves of time an octave of pitch takes. place is where it is plucked as a share of its
    length, noise how rough, bright_hz how bright at velocity 100.
    """

    decay_s: Annotated[float, msgspec.Meta(gt=0.05, le=30)] = 4.0
    dull_decay_s: Annotated[float, msgspec.Meta(gt=0.02, le=30)] = 0.6
    key_tracking: Annotated[float, msgspec.Meta(ge=0, le=2)] = 0.6
    place: Annotated[float, msgspec.Meta(gt=0.01, le=0.5)] = 0.2
    noise: Share = 0.4
    bright_hz: Hertz = 5000.0
    velocity_octaves: Octaves = 2.0
    body: tuple[Resonance, ...] = ()


class NoiseLayer(_Layer, tag="noise", frozen=True, kw_only=True):
    """Noise; width 0 is the same on both sides, 1 nothing in common."""

    width: Share = 1.0
    filter: MovingFilter | None = None

    @property
    def is_central(self) -> bool:
        """True where both sides are the same."""
        return False


class CrackleLayer(_Layer, tag="crackle", frozen=True, kw_only=True):
    """Knocks, rate_hz a second on average; the greater evenness, the less their sizes differ."""

    rate_hz: Annotated[float, msgspec.Meta(gt=0, le=5000)]
    evenness: Annotated[float, msgspec.Meta(gt=0.5, le=20)] = 2.0
    hz: Hertz = 2500.0
    q: Annotated[float, msgspec.Meta(gt=0.2, le=20)] = 0.8

    @property
    def is_central(self) -> bool:
        """True where both sides are the same."""
        return False


Layer = OscillatorLayer | OperatorLayer | StringLayer | NoiseLayer | CrackleLayer


class Tremolo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A swing of loudness, depth (0-1) deep; with pan the sides swing against each other."""

    depth: Share
    rate_hz: Annotated[float, msgspec.Meta(gt=0, le=12)]
    pan: bool = False


class Patch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sound of the synthesiser.

    range are the keys it is meant for; level_db sets a note of one second in the middle of it at velocity 100 to
    -23 LUFS. variants is how many versions of a note there are, so that repeated ones differ.
    """

    level_db: Decibels
    range: tuple[Annotated[int, msgspec.Meta(ge=0, le=127)], Annotated[int, msgspec.Meta(ge=0, le=127)]]
    layers: Annotated[tuple[Layer, ...], msgspec.Meta(min_length=1)]
    vibrato: Vibrato = Vibrato()
    glide: Glide = Glide()
    tremolo: Tremolo | None = None
    drive_db: Annotated[float, msgspec.Meta(ge=0, le=40)] = 0.0
    variants: Annotated[int, msgspec.Meta(ge=1, le=8)] = 1

    @property
    def is_central(self) -> bool:
        """True where both sides are the same."""
        return all(layer.is_central for layer in self.layers) and not (self.tremolo and self.tremolo.pan)

    def __post_init__(self) -> None:
        if self.range[0] > self.range[1]:
            raise ValueError(f"range {self.range} ends below its start")


def known_patches() -> tuple[str, ...]:
    """Return the names of all patches, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_patch(name: str) -> Patch:
    """Read a patch by name.

    Raises:
        ValueError: there is no such patch, or its file does not keep to the schema.
    """
    path = FOLDER / f"{name}.toml"
    if not path.is_file():
        raise ValueError(f"no patch is named {name!r}")
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Patch)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"patch {name!r}: {error}") from error
