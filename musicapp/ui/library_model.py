"""The rows of the library: finished tracks, newest first."""

from __future__ import annotations

from musicapp.core.model import Summary
from musicapp.ui.job_words import date_words, join_words, track_words
from musicapp.ui.row_model import Place, RowModel, newest_first


class LibraryModel(RowModel):
    """A track is new until it was heard."""

    def place(self, row: Summary) -> Place | None:
        """Return where a track stands; what is not finished is not in the library."""
        return newest_first(0, row.job_id) if row.can_play else None

    def below(self, row: Summary) -> str:
        """Return what the track is and when it was asked for."""
        return join_words(track_words(row), date_words(row.created_at))

    def is_new(self, row: Summary) -> bool:
        """Return True until the track was heard."""
        return not row.heard

    def is_alarm(self, row: Summary) -> bool:  # noqa: ARG002 (no track is one)
        """Return False: a track went well."""
        return False

    def progress(self, row: Summary) -> float | None:  # noqa: ARG002 (no track has one)
        """Return None: a track is finished."""
        return None

    def unheard_count(self) -> int:
        """Return how many tracks nobody has heard."""
        return sum(not row.heard for row in self.known())
