"""The length of a track, typed as 1:30 or as 90; at its lowest the sentence decides."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from musicapp.ui.durations import clock_seconds, exact_clock_text

STEP_SECONDS = 10


class LengthField(QDoubleSpinBox):
    """Holds a time in s; zero stands for no wish."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(1)
        self.setSingleStep(STEP_SECONDS)
        self.show_longest(3600)

    def show_longest(self, seconds: float) -> None:
        """Allow no more than the engine can make, in s."""
        self.setRange(0, seconds)

    def show_seconds(self, seconds: float | None) -> None:
        """Show a length in s, or that the sentence decides."""
        self.setValue(seconds or 0)

    def seconds(self) -> float | None:
        """Return the length in s; None when the sentence decides."""
        return self.value() or None

    def show_open_text(self, text: str) -> None:
        """Set the words for no wish."""
        self.setSpecialValueText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Have the words for no wish replaced by what is typed."""
        super().focusInEvent(event)
        if self.seconds() is None:
            QTimer.singleShot(0, self.selectAll)

    def textFromValue(self, seconds: float) -> str:  # noqa: N802 (Qt's name)
        """Write the value as people do."""
        return exact_clock_text(seconds)

    def valueFromText(self, text: str) -> float:  # noqa: N802 (Qt's name)
        """Read minutes and seconds, or seconds alone."""
        return clock_seconds(text) or 0

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept what can be read, and what may become so."""
        is_open = text == self.specialValueText() or not text
        seconds = clock_seconds(text)
        if is_open or (seconds is not None and seconds <= self.maximum()):
            return QValidator.State.Acceptable, text, position
        could_become = all(letter in "0123456789:." for letter in text)
        return (QValidator.State.Intermediate if could_become else QValidator.State.Invalid), text, position
