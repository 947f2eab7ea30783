"""Jobs as rows of a list, kept in order while they change one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from musicapp.core.model import Summary
from musicapp.ui.job_words import join_words, title_words
from musicapp.ui.row_delegate import Role

Index = QModelIndex | QPersistentModelIndex
Place = bytes
"""Where a row stands: a row with a lower one is above."""
COMPLEMENT = bytes(255 - byte for byte in range(256))

ROOT = QModelIndex()


def oldest_first(group: int, job_id: str) -> Place:
    """Return a place after older jobs of the same group; ids sort by time."""
    return b"%d%b" % (group, job_id.encode())


def newest_first(group: int, job_id: str) -> Place:
    """Return a place before older jobs of the same group."""
    return b"%d%b" % (group, job_id.encode().translate(COMPLEMENT))


class RowModel(QAbstractListModel):
    """Which jobs are shown, where and in which words is what the two lists differ in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, Summary] = {}
        self._places: dict[str, Place] = {}
        self._shown: list[Summary] = []
        self._shown_places: list[Place] = []
        self._search = ""

    def place(self, row: Summary) -> Place | None:
        """Return where a job stands, None for one that is not in this list."""
        raise NotImplementedError

    def below(self, row: Summary) -> str:
        """Return the second line."""
        raise NotImplementedError

    def is_new(self, row: Summary) -> bool:
        """Return True for what carries the mark of the new."""
        raise NotImplementedError

    def is_alarm(self, row: Summary) -> bool:
        """Return True for what went wrong."""
        raise NotImplementedError

    def progress(self, row: Summary) -> float | None:
        """Return how far a running job is, 0-1."""
        raise NotImplementedError

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 (Qt's name)
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one fact about a row."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        return self._fact(self._shown[index.row()], role)

    def show_rows(self, rows: Iterable[Summary]) -> None:
        """Show these jobs and no others."""
        placed = ((row, self.place(row)) for row in rows)
        kept = sorted(((place, row) for row, place in placed if place is not None), key=itemgetter(0))
        self._known = {row.job_id: row for _, row in kept}
        self._places = {row.job_id: place for place, row in kept}
        self._show_matches()

    def show_row(self, row: Summary) -> None:
        """Show a job that is new or has changed."""
        now = self.row_of(row.job_id)
        wanted = self.place(row)
        if wanted is None:
            self.remove(row.job_id)
            return
        self._known[row.job_id], self._places[row.job_id] = row, wanted
        if not self._matches(row):
            self._take_out(now)
        elif now is None:
            self._put_in(row, wanted)
        else:
            self._move(row, now, wanted)

    def remove(self, job_id: str) -> None:
        """Forget a job."""
        self._take_out(self.row_of(job_id))
        self._known.pop(job_id, None)
        self._places.pop(job_id, None)

    def search(self, text: str) -> None:
        """Show only jobs with these letters in title or sentence."""
        self._search = text.strip().casefold()
        self._show_matches()

    def row_of(self, job_id: str) -> int | None:
        """Return the number of a job's row, None if it is not shown."""
        place = self._places.get(job_id)
        number = len(self._shown) if place is None else bisect_left(self._shown_places, place)
        return number if self._shown_places[number : number + 1] == [place] else None

    def at(self, index: Index) -> Summary | None:
        """Return the job of an index."""
        return self._shown[index.row()] if index.isValid() else None

    def known(self) -> Iterable[Summary]:
        """Return all jobs of this list, found by the search or not, in no order."""
        return self._known.values()

    def retranslate(self) -> None:
        """Have every row painted again in the language of now."""
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def _fact(self, row: Summary, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return title_words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return join_words(title_words(row), self.below(row))
        own: dict[int, Callable[[Summary], Any]] = {
            Role.BELOW: self.below,
            Role.PROGRESS: self.progress,
            Role.IS_NEW: self.is_new,
            Role.IS_ALARM: self.is_alarm,
        }
        return own[role](row) if role in own else None

    def _matches(self, row: Summary) -> bool:
        return not self._search or self._search in f"{row.title or ''}\n{row.prompt}".casefold()

    def _show_matches(self) -> None:
        """Show what the search finds; places change only one by one, so known jobs are nearly in order."""
        self.beginResetModel()
        places = self._places
        self._shown = sorted(filter(self._matches, self._known.values()), key=lambda row: places[row.job_id])
        self._shown_places = [places[row.job_id] for row in self._shown]
        self.endResetModel()

    def _take_out(self, number: int | None) -> None:
        if number is None:
            return
        self.beginRemoveRows(ROOT, number, number)
        del self._shown[number], self._shown_places[number]
        self.endRemoveRows()

    def _put_in(self, row: Summary, wanted: Place) -> None:
        number = bisect_left(self._shown_places, wanted)
        self.beginInsertRows(ROOT, number, number)
        self._insert(number, row, wanted)
        self.endInsertRows()

    def _move(self, row: Summary, now: int, wanted: Place) -> None:
        target = bisect_left(self._shown_places, wanted)
        if target in (now, now + 1):
            self._shown[now], self._shown_places[now] = row, wanted
        else:
            self.beginMoveRows(ROOT, now, now, ROOT, target)
            del self._shown[now], self._shown_places[now]
            self._insert(target if target < now else target - 1, row, wanted)
            self.endMoveRows()
        index = self.index(bisect_left(self._shown_places, wanted))
        self.dataChanged.emit(index, index)

    def _insert(self, number: int, row: Summary, place: Place) -> None:
        self._shown.insert(number, row)
        self._shown_places.insert(number, place)
