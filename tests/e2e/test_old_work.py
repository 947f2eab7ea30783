"""Old unfinished work waits for a yes, young work goes on by itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from musicapp.core.clock import to_text
from musicapp.core.model import JobState
from musicapp.core.queue import Queue
from tests.conftest import Home, ended, state_of


def ago(**time: float) -> str:
    return to_text(datetime.now(UTC) - timedelta(**time))


def test_a_worker_begins_nothing_old_and_resume_releases_it(home: Home) -> None:
    old, young = home.accept(created_at=ago(hours=3)), home.accept("do: fail=bad_request", created_at=ago(minutes=30))
    assert home.start_worker().wait(20) == 0
    assert state_of(young) is JobState.ERROR
    assert state_of(old) is JobState.PENDING
    assert [place.job_id for place in Queue(home.paths).held()] == [old.job_id]
    waited = home.run("wait")
    assert (waited.returncode, len(waited.stderr.splitlines())) == (5, 1)
    assert json.loads(home.run("status", old.job_id, "--json").stdout)["held"] is True
    assert home.run("resume").returncode == 0
    assert ended(old).state is JobState.DONE


def test_the_command_line_starts_no_old_work_and_goes_on_with_young_work(home: Home) -> None:
    old, young = home.accept(created_at=ago(hours=3)), home.accept("do: fail=bad_request", created_at=ago(minutes=30))
    assert home.run("jobs").returncode == 0
    ended(young)
    assert state_of(old) is JobState.PENDING
