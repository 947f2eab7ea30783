"""A small sample of what seeds make of one sentence: no two pieces are alike, and the measure would tell."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.campaigns.variety import ALIKE, apart, row_of, turns_of


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("abcdabcd", "abcdabcd", 0.0), ("abcd", "wxyz", 1.0), ("abcdefgh", "abcdwxyz", 0.8)],
)
def test_distance(one: str, other: str, distance: float) -> None:
    assert apart(turns_of(one), turns_of(other)) == pytest.approx(distance)


def test_a_melody_with_a_few_other_notes_is_alike() -> None:
    tune = "abcadbcadcbabdcadbcabdcbadcbadbcabcdabdc"
    assert apart(turns_of(tune), turns_of(tune[:-4] + "xxxx")) < ALIKE
    assert apart(Counter(), Counter()) == 0.0


@pytest.mark.parametrize("style", ["house", "jazz", "k_ballad", "piano_solo", "gugak"])
def test_seeds_make_pieces_of_their_own(style: str) -> None:
    assert row_of(style, range(6))[-1] == ""
