"""The rows of the queue: what runs, what waits, then what failed or was cancelled."""

from __future__ import annotations

from musicapp.app.sentences import error_sentence
from musicapp.core.model import JobState, Summary
from musicapp.ui.job_words import join_words, progress_words
from musicapp.ui.row_model import Place, RowModel, newest_first, oldest_first

RUNNING, WAITING, HELD, ENDED = range(4)
GROUPS: dict[JobState | None, int] = {
    None: RUNNING,
    JobState.PROCESSING: RUNNING,
    JobState.PENDING: WAITING,
    JobState.ERROR: ENDED,
    JobState.CANCELLED: ENDED,
}


class QueueModel(RowModel):
    """Unfinished jobs in the order they are made in, the others newest first."""

    def place(self, row: Summary) -> Place | None:
        """Return where a job stands; finished tracks are in the library."""
        group = HELD if row.held else GROUPS.get(row.state)
        if group is None:
            return None
        return newest_first(group, row.job_id) if group == ENDED else oldest_first(group, row.job_id)

    def below(self, row: Summary) -> str:
        """Return how the job stands, and why it failed."""
        return join_words(
            progress_words(row), error_sentence(row.error.kind) if self.is_alarm(row) and row.error else ""
        )

    def is_new(self, row: Summary) -> bool:
        """Return True for a failed job that nobody has looked at."""
        return self.is_alarm(row) and not row.seen

    def is_alarm(self, row: Summary) -> bool:
        """Return True for a failed job."""
        return row.state is JobState.ERROR

    def progress(self, row: Summary) -> float | None:
        """Return how far a running job is, 0-1."""
        return row.progress if row.state is JobState.PROCESSING else None

    def first_unseen(self) -> str | None:
        """Return the id of the first failed job that nobody has looked at."""
        return next((row.job_id for row in self.known() if self.is_new(row)), None)
