"""A listener finds the key: in phrases that are drawn, in the loops of the styles, in chords over a bass."""

from __future__ import annotations

import numpy as np
import pytest

from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.styles.progressions import Progressions
from musicapp.engines.composer.styles.style import known_styles, load_style
from musicapp.engines.composer.theory.key_sense import clearness
from musicapp.engines.composer.theory.keys import parse_key

from .checks import chords_of
from .test_loops import form_of, harmony_of

WANDERING = Progressions(
    heads=("V | ii", "I | IV"),
    contrast=("V | ii",),
    half=("ii | V", "IV | I"),
    authentic=("V/V V | V", "V7 | I"),
    open=("ii7 | V7",),
)

UNCLEAR = {("k_pop", "minor", "i | III | VII | IV")}
"""Loops that are known to fall short by a little: a borrowed major fourth degree is their point."""


def tones(numerals: str, key: str = "C major") -> list[float]:
    """Count the pitch classes of some chords, the bass once more."""
    weights = [0.0] * 12
    for chord in chords_of(numerals.replace("|", " "), key):
        for tone in (*chord.classes, chord.bass):
            weights[tone] += 1.0
    return weights


@pytest.mark.parametrize(
    ("numerals", "key", "is_clear"),
    [
        ("I IV V7 I", "C major", True),
        ("I IV V7 I", "F# major", True),
        ("i iv V7 i", "C minor", True),
        ("i VI III VII", "A minor", True),
        ("V II V II", "C major", False),
        ("IV bVII IV bVII", "C major", False),
        ("v ii° v i", "E minor", False),
    ],
)
def test_clear_and_unclear(numerals: str, key: str, *, is_clear: bool) -> None:
    assert (clearness(np.array(tones(numerals, key)), parse_key(key)) > 0.05) == is_clear


def test_a_relative_is_no_rival() -> None:
    weights = np.array(tones("I vi IV V"))
    assert clearness(weights, parse_key("C major")) == pytest.approx(clearness(weights, parse_key("A minor")))


@pytest.mark.parametrize("seed", range(12))
def test_phrases_tell_their_key(seed: int) -> None:
    form = form_of("theme:4+4 contrast:4+4 return=theme:4+4")
    harmony = harmony_of(form, WANDERING, seed)
    for spans in harmony.sections.values():
        said = tones(" ".join(span.chord.numeral for span in spans))
        assert clearness(np.array(said), form.key) > 0.0


@pytest.mark.parametrize("name", sorted(known_styles()))
@pytest.mark.parametrize("mode", ["major", "minor"])
def test_loops_of_styles_tell_their_key(name: str, mode: str) -> None:
    style = load_style(name)
    if mode not in style.modes:
        pytest.skip("the style does not use it")
    loops = [loop for loop in home_loops(style.harmony[mode]) if (name, mode, loop) not in UNCLEAR]
    assert [loop for loop in loops if clear_by(loop, f"C {mode}") < -0.05] == []


def home_loops(progressions: Progressions) -> list[str]:
    """Return the loops of sections that are at home: neither contrasts nor ways that lead on."""
    at_home = [name for name, kind in KINDS.items() if not kind.is_contrast and not kind.ends_open]
    return [*progressions.loops, *(loop for name in at_home for loop in progressions.of_kind.get(name, ()))]


def clear_by(loop: str, key: str) -> float:
    return clearness(np.array(tones(loop, key)), parse_key(key))


def test_home_loops_are_those_of_verses_and_choruses_too() -> None:
    progressions = Progressions(loops=("I",), of_kind={"chorus": ("IV",), "bridge": ("ii",)}, open=("ii | V",))
    assert home_loops(progressions) == ["I", "IV"]
