"""What can be done with a motif, one line a case: steps from its first note and lengths in eighths."""

from __future__ import annotations

import pytest

from musicapp.engines.composer.melody.motif import augmented, fragmented, halved, inverted
from musicapp.engines.composer.melody.phrase import develop
from musicapp.engines.composer.theory.meters import parse_meter

from .scores import METER, bars_of, motif_of, text_of

SHORT_LONG = "0:1 1:1 2:2 4:4"


@pytest.mark.parametrize(
    ("motif", "upside_down"),
    [("0:2 2:2 1:4", "0:2 -2:2 -1:4"), ("0:1 -1:1 -2:2 3:4", "0:1 1:1 2:2 -3:4"), ("0:8", "0:8")],
)
def test_an_inversion_turns_every_interval(motif: str, upside_down: str) -> None:
    assert text_of(inverted(motif_of(motif))) == upside_down


@pytest.mark.parametrize(
    ("motif", "fragments"),
    [(SHORT_LONG, "0:1 1:1 2:2 -1:1 0:1 1:2"), ("0:4 1:4", "0:4 -1:4"), ("0:3 1:5", "0:3 1:1 -1:3 0:1")],
)
def test_a_fragment_is_the_first_half_twice_the_second_a_step_lower(motif: str, fragments: str) -> None:
    assert text_of(fragmented(motif_of(motif), METER)) == fragments


@pytest.mark.parametrize(
    ("motif", "slow"),
    [(SHORT_LONG, "0:2 1:2 2:4"), ("0:4 1:4", "0:8"), ("0:2 -1:2 3:4", "0:4 -1:4"), ("0:3 1:5", "0:6 1:2")],
)
def test_an_augmentation_sings_the_first_half_at_half_the_speed(motif: str, slow: str) -> None:
    assert text_of(augmented(motif_of(motif), METER)) == slow


def test_an_augmentation_of_threes_fills_its_bar() -> None:
    assert text_of(augmented(motif_of("0:2 1:1 2:3"), parse_meter("6/8"))) == "0:4 1:2"


@pytest.mark.parametrize(("motif", "half"), [(SHORT_LONG, "0:1 1:1 2:2"), ("0:6 1:2", "0:4")])
def test_a_half_leaves_the_rest_silent(motif: str, half: str) -> None:
    assert text_of(halved(motif_of(motif), METER)) == half


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("a", "0:4 2:4"),
        ("b", "0:2 -1:6"),
        ("a'", "0:4 2:4"),
        ("-a", "0:4 -2:4"),
        ("b/", "0:2 -1:2 -1:2 -2:2"),
        ("-b.", "0:2 1:2"),
        ("b+", "0:4 -1:4"),
        ("-b+", "0:4 1:4"),
    ],
)
def test_a_word_of_a_plan_is_read(word: str, read: str) -> None:
    motifs = {"a": motif_of("0:4 2:4"), "b": motif_of("0:2 -1:6")}
    assert text_of(develop(word, motifs, bars_of(1)[0])) == read
