"""One value tells what the whole app is doing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from musicapp.core.model import JobState, Summary
from musicapp.core.overview import Overview, summarise

NOW = datetime(2026, 11, 24, 6, 1, tzinfo=UTC)
STARTED = "2026-11-24T06:00:00.000000Z"
STATES = {
    "run": JobState.PROCESSING,
    "wait": JobState.PENDING,
    "held": JobState.PENDING,
    "?": None,
    "done": JobState.DONE,
    "error": JobState.ERROR,
    "seen": JobState.ERROR,
    "cancelled": JobState.CANCELLED,
}


def row(number: int, word: str) -> Summary:
    """Return a row of a word such as ``run``, ``run=42`` (percent) or ``held``."""
    name, _, percent = word.partition("=")
    return Summary(
        job_id=f"job-{number}",
        state=STATES[name],
        prompt="rain",
        created_at=STARTED,
        started_at=STARTED,
        progress=int(percent) / 100 if percent else None,
        held=name == "held",
        seen=name == "seen",
    )


def overview(words: str, *, is_paused: bool = False) -> Overview:
    return summarise([row(number, word) for number, word in enumerate(words.split())], is_paused=is_paused, now=NOW)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Overview()),
        ("done cancelled seen", Overview()),
        ("wait wait", Overview(waiting=2, job_id="job-0")),
        ("run", Overview(running=1, job_id="job-0")),
        ("done run=42 wait wait", Overview(running=1, percent=42, seconds_left=82.9, waiting=2, job_id="job-1")),
        ("run=50 run=90", Overview(running=2, percent=50, seconds_left=60.0, job_id="job-0")),
        ("run=100", Overview(running=1, percent=100, seconds_left=0.0, job_id="job-0")),
        ("run=4", Overview(running=1, percent=4, job_id="job-0")),
        ("held held", Overview(held=2)),
        ("held wait", Overview(held=1, waiting=1, job_id="job-1")),
        ("wait ?", Overview(waiting=1, is_checking=True, job_id="job-1")),
        ("? run", Overview(running=1, is_checking=True, job_id="job-1")),
        ("error seen error", Overview(failed_unseen=2, job_id="job-2")),
        ("error wait", Overview(failed_unseen=1, waiting=1, job_id="job-1")),
    ],
)
def test_jobs_are_summed_up(words: str, expected: Overview) -> None:
    found = overview(words)
    assert found.seconds_left == pytest.approx(expected.seconds_left, abs=0.1)
    assert found == Overview(
        **{**{f: getattr(expected, f) for f in expected.__struct_fields__}, "seconds_left": found.seconds_left}
    )


@pytest.mark.parametrize(
    ("words", "is_idle"),
    [("", True), ("done seen cancelled", True), ("held", True), ("wait", False), ("?", False), ("error", False)],
)
@pytest.mark.parametrize("is_paused", [False, True])
def test_the_app_is_idle_when_nothing_is_unfinished_or_to_be_looked_at(
    words: str, is_idle: bool, is_paused: bool
) -> None:
    found = overview(words, is_paused=is_paused)
    assert (found.is_idle, found.is_paused) == (is_idle, is_paused)


def test_a_job_that_has_not_started_has_no_end() -> None:
    rows = [Summary(job_id="job-0", state=JobState.PROCESSING, prompt="", created_at=STARTED, progress=0.5)]
    assert summarise(rows, is_paused=False, now=NOW).seconds_left is None


def test_a_clock_that_was_set_back_gives_no_negative_time() -> None:
    rows = [row(0, "run=50")]
    assert summarise(rows, is_paused=False, now=datetime(1970, 1, 1, tzinfo=UTC)).seconds_left == 0.0
