"""A slider over the length of a track; a click goes to that place."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

STEPS_PER_SECOND = 10
ARROW_SECONDS = 5
PAGE_SECONDS = 15


class SeekSlider(QSlider):
    """Speaks of seconds; only the user's moves are announced."""

    seek_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSingleStep(ARROW_SECONDS * STEPS_PER_SECOND)
        self.setPageStep(PAGE_SECONDS * STEPS_PER_SECOND)
        self.valueChanged.connect(self._on_self_value_changed)

    def show_duration(self, seconds: float) -> None:
        """Set the length of the track in s."""
        with QSignalBlocker(self):
            self.setRange(0, round(seconds * STEPS_PER_SECOND))

    def show_position(self, seconds: float) -> None:
        """Show the place in s, unless the user is just choosing one."""
        if not self.isSliderDown():
            with QSignalBlocker(self):
                self.setValue(round(seconds * STEPS_PER_SECOND))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Go to the place that was clicked, instead of a page towards it."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
            place = int(event.position().x()) - handle // 2
            self.setValue(
                QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, max(1, self.width() - handle))
            )
        super().mousePressEvent(event)

    def _on_self_value_changed(self, value: int) -> None:
        self.seek_requested.emit(value / STEPS_PER_SECOND)
