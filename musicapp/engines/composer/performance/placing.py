"""Where in the music a note is: its section, phrase and bar."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from musicapp.engines.composer.form.form import Phrase, SectionForm
from musicapp.engines.composer.form.grid import Bar


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A note's section, phrase and bar."""

    section: SectionForm
    phrase: Phrase
    bar: Bar


class Places:
    """Finds places in one section."""

    def __init__(self, section: SectionForm) -> None:
        self._places = [
            Place(section=section, phrase=phrase, bar=bar) for phrase in section.phrases for bar in phrase.bars
        ]
        self._starts = [place.bar.start for place in self._places]

    def at(self, tick: int) -> Place:
        """Return the place of a tick; what lies outside the section belongs to its nearest bar."""
        return self._places[max(0, bisect_right(self._starts, tick) - 1)]
