"""The key change: the last return is higher by a step, its dominant comes before it, and all move together."""

from __future__ import annotations

import msgspec
import pytest

from musicapp.engines.composer.form.form import Form, lift_last_return
from musicapp.engines.composer.harmony.lift import lift_harmony, lift_melody
from musicapp.engines.composer.melody.notes import Melody, Note
from musicapp.engines.composer.theory.keys import parse_key, transposed

from .test_loops import form_of, harmony_of, numerals_of


def lifted(text: str, lift: int) -> Form:
    form = form_of(text)
    return msgspec.structs.replace(form, sections=lift_last_return(form.sections, lift))


@pytest.mark.parametrize(
    ("text", "lifts"),
    [
        ("theme:4+4+4 contrast/B:4 return=theme:4 closing:2", "0 0 2 2"),
        ("verse:4 chorus/R:4 verse2=verse:4 chorus2=chorus/R:4", "0 0 0 2"),
        ("theme:4 return=theme:4", "0 0"),
        ("theme:4 contrast/B:4 closing:4", "0 0 0"),
        ("theme:4+4+4 contrast/B:4 return=theme:2 return2=theme:2", "0 0 2 2"),
        ("theme:4 contrast/B:4 return=theme:4+4 closing:4", "0 0 0 0"),
    ],
)
def test_the_last_return_after_something_else_is_lifted(text: str, lifts: str) -> None:
    assert [section.lift for section in lifted(text, 2).sections] == [int(lift) for lift in lifts.split()]


def test_without_a_lift_nothing_moves() -> None:
    form = lifted("theme:4+4+4 contrast/B:4 return=theme:4", 0)
    assert lift_harmony(harmony_of(form), form) == harmony_of(form)


@pytest.mark.parametrize(("lift", "dominant"), [(1, "Ab7"), (2, "A7sus4"), (3, "Bb7")])
def test_the_dominant_of_the_new_key_comes_before_it(lift: int, dominant: str) -> None:
    form = lifted("theme:4+4+4 contrast/B:4 return=theme:4", lift)
    harmony = lift_harmony(harmony_of(form), form)
    last = harmony.sections["contrast"][-1]
    assert last.chord.name == dominant
    assert last.end == form.sections[2].start
    assert last.end - last.start == form.grid.meter.bar // 2


def test_chords_keep_their_numerals_and_the_last_one_ends_in_the_new_key() -> None:
    form = lifted("theme:4+4+4 contrast/B:4 return=theme:4", 1)
    plain = harmony_of(form)
    harmony = lift_harmony(plain, form)
    assert numerals_of(harmony, "return") == numerals_of(plain, "return")
    roots = [[span.chord.root for span in each.sections["return"]] for each in (plain, harmony)]
    assert roots[1] == [(root + 1) % 12 for root in roots[0]]
    assert harmony.last is not None
    assert harmony.last.chord.name.startswith("Db")


def test_melodies_move_with_their_sections() -> None:
    form = lifted("theme:4+4+4 contrast/B:4 return=theme:4", 2)
    note = Note(start=0, length=480, pitch=60)
    melody = lift_melody(Melody(sections={s.name: (note,) for s in form.sections}), form)
    assert {name: notes[0].pitch for name, notes in melody.sections.items()} == {
        "theme": 60,
        "contrast": 60,
        "return": 62,
    }


@pytest.mark.parametrize(
    ("key", "lift", "name"),
    [("C major", 1, "Db"), ("E minor", 1, "F"), ("A major", 2, "B"), ("Bb major", 1, "B"), ("F# minor", 1, "G")],
)
def test_a_transposed_key_is_spelled_simply(key: str, lift: int, name: str) -> None:
    assert transposed(parse_key(key), lift).tonic == name
