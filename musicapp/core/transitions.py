"""The one table of which state may follow which."""

from __future__ import annotations

from musicapp.core.model import JobState

ALLOWED: dict[JobState, frozenset[JobState]] = {
    JobState.PENDING: frozenset({JobState.PROCESSING, JobState.CANCELLED}),
    JobState.PROCESSING: frozenset({JobState.DONE, JobState.ERROR, JobState.CANCELLED, JobState.PENDING}),
    JobState.ERROR: frozenset({JobState.PENDING}),
    JobState.CANCELLED: frozenset({JobState.PENDING}),
    JobState.DONE: frozenset(),
}


class TransitionError(Exception):
    """A state was to follow another that it may not follow."""


def check_transition(before: JobState, after: JobState) -> None:
    """Let only what the table holds pass.

    Raises:
        TransitionError: the table does not allow it.
    """
    if after not in ALLOWED[before]:
        raise TransitionError(f"{before} may not become {after}")
