"""Paints one job as two lines: what it is, and below how it stands."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from musicapp.ui.theme import ALARM_ROLE, FAINT_ROLE, SPACING, tokens_for

BAR_WIDTH = 120
BAR_HEIGHT = 4
DOT_SIZE = 8
PADDING = SPACING
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row is asked for, beside Qt's own roles."""

    BELOW = Qt.ItemDataRole.UserRole
    PROGRESS = Qt.ItemDataRole.UserRole + 1
    IS_NEW = Qt.ItemDataRole.UserRole + 2
    IS_ALARM = Qt.ItemDataRole.UserRole + 3


def row_height(font: QFontMetrics) -> int:
    """Return the one height of all rows: two lines and the room around them."""
    return 2 * font.height() + 3 * PADDING


class RowDelegate(QStyledItemDelegate):
    """Paints with what the model says of a row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row in the colours of the view."""
        self.initStyleOption(option, index)
        row = _RowPainter(painter, option)
        row.paint_ground()
        row.paint_mark(bool(index.data(Role.IS_NEW)))
        row.paint_above(str(index.data(Qt.ItemDataRole.DisplayRole)), bool(index.data(Role.IS_NEW)))
        row.paint_progress(index.data(Role.PROGRESS))
        row.paint_below(str(index.data(Role.BELOW)), bool(index.data(Role.IS_ALARM)))


class _RowPainter:
    """One row being painted: where its parts are, and in which colours."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter = painter
        self._option = option
        self._rect: QRect = option.rect.adjusted(2 * PADDING + DOT_SIZE, PADDING, -PADDING, -PADDING)
        self._taken = 0
        self._is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._palette: QPalette = option.palette
        self._tokens = tokens_for(self._palette)

    def paint_ground(self) -> None:
        """Paint the selection, and the frame of the focus."""
        self._option.text = ""
        style = self._option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, self._option, self._painter, self._option.widget)

    def paint_mark(self, is_new: bool) -> None:
        """Paint a dot before what is new."""
        if not is_new:
            return
        dot = QRect(0, 0, DOT_SIZE, DOT_SIZE)
        dot.moveCenter(QRect(self._rect.left() - PADDING - DOT_SIZE, self._rect.top(), DOT_SIZE, self._half()).center())
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._colour(QColor(self._tokens.mark)))
        self._painter.drawEllipse(dot)
        self._painter.restore()

    def paint_above(self, text: str, is_new: bool) -> None:
        """Paint what the job is; bold while new."""
        font = QFont(self._option.font)
        font.setBold(is_new)
        self._painter.setFont(font)
        place = QRect(self._rect.left(), self._rect.top(), self._rect.width(), self._half())
        self._write(place, text, self._palette.color(QPalette.ColorRole.Text))

    def paint_below(self, text: str, is_alarm: bool) -> None:
        """Paint how it stands."""
        self._painter.setFont(self._option.font)
        top = self._rect.bottom() - self._half()
        place = QRect(self._rect.left(), top, self._rect.width() - self._taken, self._half())
        self._write(place, text, self._palette.color(ALARM_ROLE if is_alarm else FAINT_ROLE))

    def paint_progress(self, progress: float | None) -> None:
        """Paint a thin bar at the right for a progress of 0-1."""
        if progress is None:
            return
        self._taken = BAR_WIDTH + PADDING
        middle = self._rect.bottom() - self._half() // 2
        groove = QRect(self._rect.right() - BAR_WIDTH, middle - BAR_HEIGHT // 2, BAR_WIDTH, BAR_HEIGHT)
        filled = QRect(groove.topLeft(), QSize(round(BAR_WIDTH * progress), BAR_HEIGHT))
        self._painter.fillRect(groove, self._palette.color(QPalette.ColorRole.Button))
        self._painter.fillRect(filled, self._colour(self._palette.color(QPalette.ColorRole.Accent)))

    def _write(self, place: QRect, text: str, colour: QColor) -> None:
        short = self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self._painter.setPen(self._colour(colour))
        self._painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)

    def _colour(self, colour: QColor) -> QColor:
        """Return the colour, or the selection's own where the row is selected."""
        return self._palette.color(QPalette.ColorRole.HighlightedText) if self._is_selected else colour

    def _half(self) -> int:
        return (self._rect.height() - PADDING) // 2 + 1
