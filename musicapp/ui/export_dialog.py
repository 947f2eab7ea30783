"""Asks in which format and where a finished track is to be written once more."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from musicapp.core.exporting import ExportWish
from musicapp.core.model import AudioFormat, Summary
from musicapp.ui.choice_field import ChoiceField
from musicapp.ui.folder_field import FolderField
from musicapp.ui.formats import FORMATS
from musicapp.ui.job_words import title_words
from musicapp.ui.theme import MARGIN, SPACING

WIDTH = 460


class TargetField(FolderField):
    """The folder of an export; empty stands for the track's own."""

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        super().retranslate()
        self.path.setPlaceholderText(self.tr("Beside the track"))


class ExportDialog(QDialog):
    """Stays as it was between two tracks, since most people want the same again."""

    export_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._track: Summary | None = None
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.format, self.folder = ChoiceField(), TargetField()
        self.format.show_choices(FORMATS)
        self.format.show_wish("mp3")
        self.buttons = QDialogButtonBox()
        self.export_button: QPushButton = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button: QPushButton = self.buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._labels = (QLabel(), QLabel())
        self._lay_out()
        self.buttons.accepted.connect(self._on_buttons_accepted)
        self.buttons.rejected.connect(self.reject)
        self.retranslate()

    def ask(self, track: Summary) -> None:
        """Ask about a track, and wait for nothing."""
        self._track = track
        self.retranslate()
        self.open()
        self.format.setFocus()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        self.setWindowTitle(self.tr("Export"))
        self.title.setText(title_words(self._track) if self._track else "")
        names = (self.tr("Format"), self.tr("Folder"))
        for label, field, name in zip(self._labels, (self.format, self.folder), names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        for button, text in ((self.export_button, self.tr("Export")), (self.cancel_button, self.tr("Cancel"))):
            button.setText(text)
            button.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the program's language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(MARGIN)
        form.setVerticalSpacing(SPACING)
        for label, field in zip(self._labels, (self.format, self.folder), strict=True):
            form.addRow(label, field)
            label.setBuddy(field)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.title)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(WIDTH)

    def _on_buttons_accepted(self) -> None:
        self.accept()
        chosen = next(name for name in get_args(AudioFormat) if name == self.format.value())
        if self._track is not None:
            wish = ExportWish(job_id=self._track.job_id, format=chosen, output=self.folder.folder())
            self.export_requested.emit(wish)
