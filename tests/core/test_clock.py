"""Moments are written in UTC and read back as they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicapp.core.clock import SystemClock, from_text, to_text
from musicapp.core.problems import Problem, UserError

ZONES = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001  (the zones are drawn)


@given(moment=MOMENTS)
def test_a_moment_comes_back_whatever_the_zone_it_was_told_in(moment: datetime) -> None:
    text = to_text(moment)
    assert text.endswith("Z")
    assert from_text(text) == moment
    assert len(text) == len("2026-11-24T06:01:07.123456Z")


@given(first=MOMENTS, second=MOMENTS)
def test_texts_sort_as_moments_do(first: datetime, second: datetime) -> None:
    assert (to_text(first) < to_text(second)) == (first < second)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-24T06:01:07", "2026-13-24T06:01:07Z"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_text(text)


def test_the_clocks_of_the_machine_run_forward() -> None:
    clock = SystemClock()
    first, second = clock.monotonic(), clock.monotonic()
    assert first <= second
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_problem_reads_well_in_a_log() -> None:
    assert str(UserError(Problem.BAD_SECONDS, seconds="-1")) == "bad_seconds seconds='-1'"
