"""A job given at the very moment when the last worker ends is made all the same.

The full storm: ``sh packaging/dev test tests/e2e/test_wake_ups.py --storm-rounds 200``
"""

from __future__ import annotations

from functools import partial

import pytest

from musicapp.core.clock import SystemClock
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState
from musicapp.core.settings import Settings, save_settings
from musicapp.worker.drain import Drain
from tests.conftest import Home, ended, is_composing, let_go_on, state_of, until
from tests.e2e.conftest import Storm, assert_quiet

pytestmark = pytest.mark.storm


@pytest.mark.timeout(1800)
def test_no_job_waits_for_ever_because_the_last_worker_was_just_ending(home: Home, storm: Storm) -> None:
    new_workers = 0
    for number in storm.rounds(20):
        first = home.accept("do: gate fail=bad_request")
        home.start_worker()
        until(partial(is_composing, first))
        offset = storm.chance.uniform(-0.3, 0.1)
        if offset >= 0:
            let_go_on(first)
            storm.wait(offset, offset)
        second = home.accept("do: fail=bad_request")
        home.start_worker()
        if offset < 0:
            storm.wait(-offset, -offset)
            let_go_on(first)
        ended(first)
        try:
            status = ended(second, 10)
        except AssertionError:
            pytest.fail(f"round {number}: {second.job_id} waits and nobody comes ({offset:+.3f} s)")
        new_workers += status.worker != first.status().worker
    assert_quiet(home)
    print(f"{new_workers} jobs were taken by the new worker, the others by the one that was ending")  # noqa: T201


class GivenWorkAtTheLastMoment(Drain):
    """A drain that is given a job after its last look and before it lets go of its slot."""

    def __init__(self, home: Home) -> None:
        settings = Settings(slots=1)
        save_settings(home.paths.settings, settings)
        super().__init__(home.paths, settings, SystemClock(), lambda: False)
        self._home = home
        self.late: list[JobFolder] = []

    def _make_all(self, kind: str) -> None:
        super()._make_all(kind)
        if not self.late:
            self.late.append(self._home.accept("do: fail=bad_request"))
            assert self._home.start_worker().wait(10) == 0, "it found no slot and ended"


def test_the_holder_of_the_slot_looks_once_more_after_letting_go(home: Home) -> None:
    home.accept("do: fail=bad_request")
    drain = GivenWorkAtTheLastMoment(home)
    drain.run()
    assert state_of(drain.late[0]) is JobState.ERROR
    assert_quiet(home)
