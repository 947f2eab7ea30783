"""A file dropped on the window is read as a recipe."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from musicapp.ui.recipe_drop import RecipeDrop


def drop(widget: QWidget, urls: list[QUrl]) -> bool:
    """Drop these on a widget; return whether they were taken."""
    data = QMimeData()
    data.setUrls(urls)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(1, 1), copy, data, left, none)
    QApplication.sendEvent(widget, enter)
    QApplication.sendEvent(widget, QDropEvent(QPointF(1, 1), copy, data, left, none))
    return enter.isAccepted()


def test_a_local_file_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    """Its path is told."""
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = RecipeDrop(widget)
    with qtbot.waitSignal(watch.dropped) as told:
        assert drop(widget, [QUrl.fromLocalFile(str(tmp_path / "곡.flac"))])
    assert told.args == [str(tmp_path / "곡.flac")]


@pytest.mark.parametrize("urls", [[], [QUrl("https://example.org/song.flac")]])
def test_nothing_from_elsewhere_is_taken(qtbot: QtBot, urls: list[QUrl]) -> None:
    """No network is touched for a dropped link."""
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = RecipeDrop(widget)
    with qtbot.assertNotEmitted(watch.dropped):
        assert not drop(widget, urls)
