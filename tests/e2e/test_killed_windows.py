"""The window is killed at random moments: what it had shown as accepted is made, whole, once.

The full storm: ``sh packaging/dev test tests/e2e/test_killed_windows.py --storm-rounds 50``
"""

from __future__ import annotations

import pytest

from musicapp.core.model import JobState
from tests.conftest import Home, composed_by, state_of, until
from tests.e2e.conftest import Storm, all_jobs, assert_quiet, assert_truth
from tests.e2e.windows import Window

pytestmark = pytest.mark.storm


@pytest.mark.parametrize("kind", ["bare", "window"])
@pytest.mark.timeout(1800)
def test_every_accepted_job_outlives_its_window(home: Home, storm: Storm, kind: str) -> None:
    accepted: list[str] = []
    killed_before = 0
    for _ in storm.rounds(4):
        window = Window(home, f"do: slow={storm.chance.uniform(0, 0.3):.2f}", kind=kind)
        storm.wait(0.2, 2.0)
        window.kill()
        accepted += window.accepted()
        killed_before += not window.accepted()
    last = Window(home)
    until(lambda: all((state := state_of(job)) and state.is_ended for job in all_jobs(home)), 900)
    until(lambda: bool(last.told("opened")))
    last.quit()
    jobs = all_jobs(home)
    assert set(accepted) <= {job.job_id for job in jobs}
    assert [state_of(job) for job in jobs] == [JobState.DONE] * len(jobs)
    assert [len(composed_by(job)) for job in jobs] == [1] * len(jobs)
    assert_truth(home, jobs)
    assert_quiet(home)
    print(f"{len(accepted)} accepted and made, {killed_before} windows died before they had said so")  # noqa: T201


def test_five_jobs_ordered_in_a_window_that_closes_are_told_of_when_it_opens_again(home: Home) -> None:
    window = Window(home, *["do: slow=0.1"] * 5)
    until(lambda: len(window.accepted()) == 5)
    window.quit()
    told = {job for event in window.told("finished") for job in [event["job"]]}
    until(lambda: all(state_of(job) is JobState.DONE for job in all_jobs(home)), 90)
    again = Window(home)
    until(lambda: bool(again.told("finished-away")))
    again.quit()
    (away,) = again.told("finished-away")
    assert set(away["jobs"]) | told == set(window.accepted())
    assert set(away["jobs"]).isdisjoint(told)
    third = Window(home)
    until(lambda: bool(third.told("opened")))
    third.quit()
    assert third.told("finished-away") == []
    assert_truth(home, all_jobs(home))
