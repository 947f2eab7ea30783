"""Energy over time: an arch whose top is moved, and scales that tunes keep to."""

from __future__ import annotations

import pytest

from musicapp.engines.composer.form.energy import energy_at, moved_top
from musicapp.engines.composer.theory.keys import parse_key, with_scale


@pytest.mark.parametrize("top", [0.5, 0.65, 0.8, 0.9])
def test_an_arch_is_highest_where_its_top_is_moved_to(top: float) -> None:
    places = [place / 200 for place in range(201)]
    course = [energy_at("arch", moved_top(place, top)) for place in places]
    assert places[course.index(max(course))] == pytest.approx(top, abs=0.006)
    assert (course[0], course[-1]) == (0.25, 0.25)
    before = course[: course.index(max(course))]
    assert before == sorted(before)


def test_a_scale_says_which_notes_a_tune_has() -> None:
    key = with_scale(parse_key("A minor"), (0, 2, 3, 7, 8))
    assert key.classes == {9, 11, 0, 4, 5}
    assert key.mode.parent == parse_key("A minor").mode.parent
