"""A list of jobs: one is chosen, Enter opens it, Delete deletes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from musicapp.core.model import Summary
from musicapp.ui.row_delegate import RowDelegate, row_height
from musicapp.ui.row_model import Index, RowModel
from musicapp.ui.theme import FAINT_ROLE, MARGIN


class JobList(QTableView):
    """Shows a RowModel, and a sentence while that is empty.

    A table of one column, since it asks its model for no more rows than can be seen; a
    QListView asks for all of them whenever one has changed.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)
    delete_pressed = Signal()

    def __init__(self, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._empty_text = ""
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self._dress()
        self.activated.connect(self._on_self_activated)
        model.dataChanged.connect(self._on_model_data_changed)
        model.modelReset.connect(self._on_model_model_reset)

    def show_empty_text(self, text: str) -> None:
        """Set the sentence that stands in the empty list."""
        self._empty_text = text
        self.viewport().update()

    def chosen(self) -> Summary | None:
        """Return the job that is chosen."""
        return self._rows.at(self.currentIndex())

    def choose(self, job_id: str) -> bool:
        """Choose a job; False if it is not in the list."""
        number = self._rows.row_of(job_id)
        if number is not None:
            self.setCurrentIndex(self._rows.index(number))
            self.scrollTo(self.currentIndex())
        return number is not None

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 (Qt's name)
        """Announce which job is chosen."""
        super().currentChanged(current, previous)
        self.row_chosen.emit(self._rows.at(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Let Delete delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802 (Qt's name)
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End go to the first and the last row, as in a list."""
        if action in (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd):
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep two lines of text in a row whatever their size."""
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the chosen job in sight when other parts take room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the rows, or the sentence where there are none."""
        super().paintEvent(event)
        if self._rows.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(FAINT_ROLE))
            place = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)
            painter.end()

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _on_self_activated(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._rows.at(index))

    def _on_model_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self.row_chosen.emit(self.chosen())

    def _on_model_model_reset(self) -> None:
        self.row_chosen.emit(self.chosen())
