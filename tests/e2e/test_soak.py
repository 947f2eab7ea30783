"""Everything at random at once: orders, cancels, retries, workers killed, stopped and told to end.

A longer soak: ``sh packaging/dev test tests/e2e/test_soak.py --storm-rounds 200``
"""

from __future__ import annotations

import contextlib
import os
import signal

import pytest

from musicapp.app.desk import Desk
from musicapp.core.clock import SystemClock
from musicapp.core.model import JobState
from musicapp.core.problems import UserError
from musicapp.core.settings import Settings, save_settings
from tests.conftest import Home, state_of, until
from tests.e2e.conftest import Storm, all_jobs, assert_quiet, assert_truth

pytestmark = pytest.mark.storm
SCRIPTS = ["do: slow=0.1", "do: slow=0.3", "do: fail=bad_request", "do: fail=bad_request", "do: die-once", "do: die"]


class Weather:
    """A desk, its workers, and what may happen to them."""

    def __init__(self, home: Home, storm: Storm) -> None:
        self._home, self._chance = home, storm.chance
        self.desk = Desk(home.paths, SystemClock(), self._start)

    def _start(self) -> bool:
        self._home.start_worker()
        return True

    def order(self) -> None:
        """Give an order."""
        self._home.accept(self._chance.choice(SCRIPTS))
        self._start()

    def cancel(self) -> None:
        """Cancel any job, in whatever state it is."""
        self.desk.cancel(self._chance.choice(all_jobs(self._home)).job_id)

    def retry(self) -> None:
        """Try any job again."""
        with contextlib.suppress(UserError):  # it has not failed
            self.desk.retry(self._chance.choice(all_jobs(self._home)).job_id)

    def signal_worker(self) -> None:
        """Kill, end, stop or continue any worker."""
        running = [worker.pid for worker in self._home.workers if worker.poll() is None]
        if running:
            sign = self._chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, signal.SIGCONT])
            os.kill(self._chance.choice(running), sign)

    def calm(self) -> None:
        """Let all that is stopped go on."""
        for worker in self._home.workers:
            if worker.poll() is None:
                os.kill(worker.pid, signal.SIGCONT)

    def is_over(self) -> bool:
        """Poll once; true when every job has ended."""
        self.desk.poll()
        states = [state_of(job) for job in all_jobs(self._home)]
        return not self.desk.is_cancelling and all(state and state.is_ended for state in states)


@pytest.mark.timeout(1800)
def test_whatever_happens_every_job_ends_in_a_true_state(home: Home, storm: Storm) -> None:
    save_settings(home.paths.settings, Settings(slots=2))
    weather = Weather(home, storm)
    weather.desk.open()
    weather.order()
    actions = [weather.order, weather.cancel, weather.retry, weather.signal_worker, weather.signal_worker]
    for _ in storm.rounds(25):
        storm.chance.choice(actions)()
        storm.wait(0.0, 0.3)
        weather.desk.poll()
    weather.calm()
    until(weather.is_over, 300)
    weather.desk.close()
    jobs = all_jobs(home)
    assert_truth(home, jobs)
    assert_quiet(home)
    states = [state_of(job) for job in jobs]
    print({state.value: states.count(state) for state in JobState})  # noqa: T201
