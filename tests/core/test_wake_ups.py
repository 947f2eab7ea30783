"""No wake-up is lost between whoever holds a job for a moment and a worker that passes it over."""

from __future__ import annotations

from contextlib import ExitStack

from musicapp.core.clock import SystemClock
from musicapp.core.model import JobState
from musicapp.core.settings import Settings
from musicapp.worker.drain import Drain
from tests.conftest import Home, state_of
from tests.core.room import own


def test_a_job_that_was_owned_for_a_moment_is_made_by_the_worker_that_passed_it_over(home: Home) -> None:
    first, second = home.accept(), home.accept()
    owner = ExitStack()
    owner.enter_context(own(first))

    def let_go_once_the_second_is_made() -> bool:
        if state_of(second) is JobState.DONE:
            owner.close()
        return False

    Drain(home.paths, Settings(slots=1), SystemClock(), let_go_once_the_second_is_made).run()
    assert [state_of(job) for job in (first, second)] == [JobState.DONE] * 2


def test_a_worker_does_not_wait_for_a_job_that_stays_owned(home: Home) -> None:
    first, second = home.accept(), home.accept()
    with own(first):
        Drain(home.paths, Settings(slots=1), SystemClock(), lambda: False).run()
    assert [state_of(job) for job in (first, second)] == [JobState.PENDING, JobState.DONE]
