"""Jobs as rows of a list, kept in order while they change one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from musicapp.core.model import Summary
from musicapp.ui.job_words import join_words, title_words
from musicapp.ui.row_delegate import Role

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, str]
"""Where a row stands: its group, and its order within."""

ROOT = QModelIndex()


class NewestFirst(str):
    """An id that sorts before older ones."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)


class RowModel(QAbstractListModel):
    """Which jobs are shown, where and in which words is what the two lists differ in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, Place] = {}
        self._known: dict[str, Summary] = {}
        self._shown: list[Summary] = []
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
        self._known = {row.job_id: row for row in rows if self.place(row) is not None}
        self._order_again()

    def show_row(self, row: Summary) -> None:
        """Show a job that is new or has changed."""
        wanted = self.place(row)
        now = self.row_of(row.job_id)
        if wanted is None:
            self.remove(row.job_id)
            return
        self._known[row.job_id] = row
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

    def search(self, text: str) -> None:
        """Show only jobs with these letters in title or sentence."""
        self._search = text.strip().casefold()
        self._order_again()

    def row_of(self, job_id: str) -> int | None:
        """Return the number of a job's row, None if it is not shown."""
        place = self._places.get(job_id)
        return None if place is None else bisect_left(self._shown, place, key=self._place_now)

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

    def _place_now(self, row: Summary) -> Place:
        return self._places[row.job_id]

    def _order_again(self) -> None:
        self.beginResetModel()
        found = ((row.job_id, self.place(row)) for row in self._known.values() if self._matches(row))
        self._places = {job_id: place for job_id, place in found if place is not None}
        self._shown = sorted((self._known[job_id] for job_id in self._places), key=self._place_now)
        self.endResetModel()

    def _take_out(self, number: int | None) -> None:
        if number is None:
            return
        self.beginRemoveRows(ROOT, number, number)
        del self._places[self._shown.pop(number).job_id]
        self.endRemoveRows()

    def _put_in(self, row: Summary, wanted: Place) -> None:
        number = bisect_left(self._shown, wanted, key=self._place_now)
        self.beginInsertRows(ROOT, number, number)
        self._places[row.job_id] = wanted
        self._shown.insert(number, row)
        self.endInsertRows()

    def _move(self, row: Summary, now: int, wanted: Place) -> None:
        target = bisect_left(self._shown, wanted, key=self._place_now)
        if target in (now, now + 1):
            self._places[row.job_id] = wanted
            self._shown[now] = row
        else:
            self.beginMoveRows(ROOT, now, now, ROOT, target)
            del self._shown[now]
            self._places[row.job_id] = wanted
            self._shown.insert(target if target < now else target - 1, row)
            self.endMoveRows()
        index = self.index(self.row_of(row.job_id) or 0)
        self.dataChanged.emit(index, index)
