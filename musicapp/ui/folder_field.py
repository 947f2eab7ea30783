"""A folder, typed or chosen; empty stands for the usual place."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from musicapp.ui.theme import SPACING
from musicapp.ui.translated_widget import TranslatedWidget


class FolderField(TranslatedWidget):
    """Announces a folder when it is chosen or its typing has ended."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: str | None = None
        self.path = QLineEdit()
        self.choose_button = QPushButton()
        self._dialog: QFileDialog | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.path, 1)
        layout.addWidget(self.choose_button)
        self.setFocusProxy(self.path)
        self.path.editingFinished.connect(self._on_path_editing_finished)
        self.choose_button.clicked.connect(self._on_choose_button_clicked)
        self.retranslate()

    def folder(self) -> str | None:
        """Return the folder, None for the usual place."""
        return self.path.text().strip() or None

    def show_folder(self, folder: str | None) -> None:
        """Show a folder."""
        self._shown = folder
        with QSignalBlocker(self.path):
            self.path.setText(folder or "")

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        self.path.setAccessibleName(self.tr("Output folder"))
        self.path.setPlaceholderText(self.tr("MusicApp in your music folder"))
        self.choose_button.setText(self.tr("Choose…"))
        self.choose_button.setAccessibleName(self.tr("Choose output folder"))

    def _on_path_editing_finished(self) -> None:
        if self.folder() != self._shown:
            self._shown = self.folder()
            self.chosen.emit()

    def _on_choose_button_clicked(self) -> None:
        self._dialog = QFileDialog(self, self.tr("Output folder"), self.folder() or "")
        self._dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._dialog.fileSelected.connect(self._on_dialog_file_selected)
        self._dialog.open()

    def _on_dialog_file_selected(self, folder: str) -> None:
        self.path.setText(folder)
        self._on_path_editing_finished()
