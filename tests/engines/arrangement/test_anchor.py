"""What takes two bars keeps its sides: a piece that begins in the middle of a phrase begins in the middle of it too."""

from __future__ import annotations

import msgspec
import pytest

from musicapp.engines.composer.arrangement.figures import VoicedSpan, play_figure
from musicapp.engines.composer.arrangement.voicing import Voicing
from musicapp.engines.composer.form.form import Form, Phrase
from musicapp.engines.composer.styles.figures import Figure
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key

from ..groove.scores import bars_of, drum, form_of, rules_of, within

BAR = 1920
C_MAJOR = Voicing(bass=36, upper=(60, 64, 67), ladder=(36, 43, 48, 52, 55))
CLAVE = Figure(cycle="0..0..0...0.0...", division=2, restarts="phrase")
THREE_SIDE, TWO_SIDE = [0, 3, 6], [2, 4]
SON = """
fill_share = 0.0
[patterns.son]
[patterns.son.lanes]
claves = "8.....8.....8.......8...8......."
"""


def leading_in(plan: str) -> Form:
    """Return a form whose first phrase lacks its first bars."""
    form = form_of(plan)
    first = form.sections[0]
    phrase = msgspec.structs.replace(first.phrases[0], leads_in=True)
    first = msgspec.structs.replace(first, phrases=(phrase, *first.phrases[1:]))
    return msgspec.structs.replace(form, sections=(first, *form.sections[1:]))


def sides(phrase: Phrase) -> list[list[int]]:
    """Return for each bar of a phrase the eighths on which the clave is struck."""
    chord = parse_chord("I", parse_key("C major"))
    span = VoicedSpan(chord=chord, voicing=C_MAJOR, start=phrase.start, end=phrase.end, following=C_MAJOR)
    notes = play_figure(CLAVE, phrase, (span,))
    return [[(n.start - bar.start) // 240 for n in notes if bar.start <= n.start < bar.end] for bar in phrase.bars]


@pytest.mark.parametrize(
    ("bars", "sides_heard"),
    [
        (2, [THREE_SIDE, TWO_SIDE]),
        (3, [TWO_SIDE, THREE_SIDE, TWO_SIDE]),
        (4, [THREE_SIDE, TWO_SIDE, THREE_SIDE, TWO_SIDE]),
    ],
)
def test_a_figure_of_two_bars_leads_into_its_beginning(bars: int, sides_heard: list[list[int]]) -> None:
    form = leading_in(f"intro:{bars}x1@0.5 theme:4x1@0.5")
    assert sides(form.sections[0].phrases[0]) == sides_heard
    assert sides(form.sections[1].phrases[0])[:2] == [THREE_SIDE, TWO_SIDE]


def test_a_short_phrase_that_ends_a_piece_begins_at_the_beginning() -> None:
    form = form_of("theme:4x1@0.5 closing:3x1@0.5")
    assert sides(form.sections[1].phrases[0]) == [THREE_SIDE, TWO_SIDE, THREE_SIDE]


@pytest.mark.parametrize("bars", [2, 3, 4, 5])
def test_drums_keep_the_same_side_as_figures(bars: int) -> None:
    form = leading_in(f"intro:{bars}x1@0.5 theme:4x1@0.5")
    drummed = drum(form, rules_of(SON))
    for section in form.sections:
        heard = [
            [place // 240 for place, name in within(drummed[section.name], bar.start, bar.end) if name == "claves"]
            for bar in bars_of(section)
        ]
        assert heard == sides(section.phrases[0])
