"""A widget that changes its language and its colours while it is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class TranslatedWidget(QWidget):
    """Calls retranslate() when the program's language changes, recolour() when the palette does."""

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        raise NotImplementedError

    def recolour(self) -> None:
        """Draw again what was drawn in a colour of the palette."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the program's language and colours."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.recolour()
        super().changeEvent(event)
