"""Instruments: what each can play, and how it is played, as data."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from musicapp.engines.composer.instruments.sounds import load_sounds
from musicapp.engines.composer.performance.idioms import load_idioms
from musicapp.engines.composer.styles.parts import Role
from musicapp.engines.composer.styles.values import MidiValue

FILE = Path(__file__).with_name("instruments.toml")
Range = tuple[MidiValue, MidiValue]


class InstrumentRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An instrument: names in both languages, its usual sound, its place in a MIDI file, and what it can play.

    Ranges are sounding MIDI pitches: range is all it has, comfortable where it sounds well (after Adler, The Study of
    Orchestration, and the makers' tables for folk instruments). roles are in order of preference; polyphony is how
    many notes it can hold at once. is_drums marks what plays the keys of the drum map, on MIDI channel 10.
    """

    en: str
    ko: str
    family: str
    sound: str
    program: MidiValue
    range: Range
    comfortable: Range
    roles: Annotated[tuple[Role, ...], msgspec.Meta(min_length=1)]
    polyphony: Annotated[int, msgspec.Meta(ge=1, le=10)]
    idiom: str
    is_drums: bool = False
    note: str = ""
    """What is to be known of its sound."""


@functools.lru_cache(maxsize=1)
def load_instruments() -> dict[str, InstrumentRules]:
    """Read all instruments by their word.

    Raises:
        ValueError: the file breaks the schema, or names a sound or an idiom that is not there.
    """
    table = msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), dict[str, InstrumentRules])
    for word, rules in table.items():
        check_instrument(word, rules)
    return table


def check_instrument(word: str, rules: InstrumentRules) -> None:
    """Raise ValueError unless sound and idiom are there and the comfortable range lies in the whole."""
    if rules.sound not in load_sounds():
        raise ValueError(f"sound {rules.sound!r} of {word!r} is not known")
    if rules.idiom not in load_idioms():
        raise ValueError(f"idiom {rules.idiom!r} of {word!r} is not known")
    if not rules.range[0] <= rules.comfortable[0] < rules.comfortable[1] <= rules.range[1]:
        raise ValueError(f"the comfortable range of {word!r} is not within its range")
