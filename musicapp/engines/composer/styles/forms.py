"""Forms as a style writes them. Part of the one schema of all styles."""

from __future__ import annotations

from typing import Annotated

import msgspec

from musicapp.engines.composer.form.energy import ARCH_TOP
from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.styles.values import Positive, check_names


class FormPart(msgspec.Struct, frozen=True, kw_only=True):
    """A section as a form plans it: its kind and how many phrases it has."""

    kind: str
    phrases: int


class FormRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Forms in the notation ``"opening theme:2 contrast return closing"`` (kind, number of phrases).

    forms are for pieces that are too short for head, cycle and tail; the largest that fits is taken and grown.
    Longer pieces repeat the cycle. lift is by how many semitones the last return of what was heard before is
    higher, and all that follows it; a loop stays where it is. peak is where (share of the length) an arch is
    highest. A phrase has phrase_bars, half as many where bars are longer than long_bar_seconds.
    """

    phrase_bars: Annotated[int, msgspec.Meta(ge=2, le=8)]
    long_bar_seconds: Positive
    shortest_phrase_seconds: Positive
    forms: tuple[str, ...]
    lift: Annotated[int, msgspec.Meta(ge=0, le=4)] = 0
    peak: Annotated[float, msgspec.Meta(ge=0.4, le=0.95)] = ARCH_TOP
    hush_beats: dict[str, Annotated[float, msgspec.Meta(gt=0, le=8)]] = {}
    """For kinds of sections the beats for which everybody is silent before one that is stronger than what was there."""
    head: str
    cycle: str
    tail: str


def parse_form(text: str) -> tuple[FormPart, ...]:
    """Read a form.

    Raises:
        ValueError: a kind is not known, or a number is none.
    """
    parts = []
    for word in text.split():
        kind, _, phrases = word.partition(":")
        if kind not in KINDS or not (phrases or "1").isdecimal():
            raise ValueError(f"section {word!r} is not a known kind with a number of phrases")
        parts.append(FormPart(kind=kind, phrases=int(phrases or "1")))
    return tuple(parts)


def size_of(parts: tuple[FormPart, ...]) -> int:
    """Return how many phrases a form has."""
    return sum(part.phrases for part in parts)


def check_form(form: FormRules) -> None:
    """Raise ValueError unless every number of phrases finds a form."""
    for text in (form.head, form.cycle, form.tail):
        if not parse_form(text):
            raise ValueError("head, cycle and tail need sections")
    if min((size_of(parse_form(text)) for text in form.forms), default=0) != 1:
        raise ValueError("there is no form of one phrase")
    check_names("hush_beats", form.hush_beats, KINDS)
