"""A list to choose from that remembers the wish while the choices come and go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

Choice = tuple[str, str | None]
"""What is read, and the value it stands for."""


class ChoiceField(QComboBox):
    """Announces only what the user chooses."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wish: str | None = None
        self.activated.connect(self._on_self_activated)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; the wish stays, whether it is among them or not."""
        if [(self.itemText(n), self.itemData(n)) for n in range(self.count())] == list(choices):
            return
        with QSignalBlocker(self):
            self.clear()
            for text, value in choices:
                self.addItem(text, value)
        self._show_wish()

    def show_wish(self, value: str | None) -> None:
        """Choose a value, at once or as soon as it is offered."""
        self._wish = value
        self._show_wish()

    def wish(self) -> str | None:
        """Return what the user wants, offered now or not."""
        return self._wish

    def value(self) -> str | None:
        """Return the value that is shown."""
        value: str | None = self.currentData()
        return value

    def _show_wish(self) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(self._wish)))

    def _on_self_activated(self) -> None:
        self._wish = self.value()
        self.chosen.emit()
