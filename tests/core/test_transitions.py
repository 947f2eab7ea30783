"""The one table: every pair of states is in it or refused."""

from __future__ import annotations

from itertools import product

import pytest

from musicapp.core.model import JobState
from musicapp.core.transitions import TransitionError, check_transition
from tests.core.room import Room, own

TABLE = """
pending    > processing cancelled
processing > pending done error cancelled
error      > pending
cancelled  > pending
done       >
"""
ALLOWED = {
    (JobState(before.strip()), JobState(after))
    for before, _, afters in (line.partition(">") for line in TABLE.strip().splitlines())
    for after in afters.split()
}
PAIRS = list(product(JobState, JobState))


@pytest.mark.parametrize(("before", "after"), [pair for pair in PAIRS if pair in ALLOWED])
def test_the_table_allows(before: JobState, after: JobState) -> None:
    check_transition(before, after)


@pytest.mark.parametrize(("before", "after"), [pair for pair in PAIRS if pair not in ALLOWED])
def test_whatever_is_not_in_the_table_is_refused(before: JobState, after: JobState) -> None:
    with pytest.raises(TransitionError, match=f"{before} may not become {after}"):
        check_transition(before, after)


@pytest.mark.parametrize("state", JobState)
def test_an_ended_job_is_one_that_only_the_user_wakes(state: JobState) -> None:
    assert state.is_ended == ((state, JobState.PROCESSING) not in ALLOWED and state is not JobState.PROCESSING)


def test_an_owner_cannot_write_what_the_table_refuses(room: Room) -> None:
    folder = room.accept()
    before = (folder.path / "status.json").read_bytes()
    with own(folder) as job, pytest.raises(TransitionError):
        job.move(JobState.DONE)
    assert (folder.path / "status.json").read_bytes() == before
