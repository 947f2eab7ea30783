"""Lengths of time, as written and as read."""

from __future__ import annotations

import pytest

from musicapp.ui.durations import clock_seconds, clock_text, exact_clock_text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (9.4, "0:09"), (25, "0:25"), (59.6, "1:00"), (90, "1:30"), (3599, "59:59"), (3723, "1:02:03")],
)
def test_time_is_written_as_a_clock_shows_it(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(90, "1:30"), (12.5, "0:12.5"), (0.5, "0:00.5"), (59.96, "1:00")])
def test_tenths_are_kept_where_they_count(seconds: float, text: str) -> None:
    assert exact_clock_text(seconds) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:30", 90), ("90", 90), (" 0:05 ", 5), ("1:02:03", 3723), ("12.5", 12.5), ("0:12.5", 12.5), ("75:00", 4500)],
)
def test_what_people_type_is_read(text: str, seconds: float) -> None:
    assert clock_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "1:", ":30", "-5", "1:2:3:4", "1;30"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert clock_seconds(text) is None
