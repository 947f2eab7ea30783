"""Tells how an export goes and what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from musicapp.app.language import QT_TRANSLATE_NOOP
from musicapp.app.sentences import export_sentence
from musicapp.core.exporting import Exported, ExportFailed
from musicapp.ui.notice_bar import NoticeBar

RUNNING = QT_TRANSLATE_NOOP("ExportBar", "Exporting… {percent}%")
EXPORTED = QT_TRANSLATE_NOOP("ExportBar", "Exported: {file}")
LOSSY_TWICE = QT_TRANSLATE_NOOP(
    "ExportBar", "Exported: {file}. The track was compressed before, so this file sounds a little worse than the track."
)
CANCELLED = QT_TRANSLATE_NOOP("ExportBar", "The export was cancelled; nothing was written.")
FAILED = QT_TRANSLATE_NOOP("ExportBar", "Nothing was exported. {reason}")


class ExportBar(NoticeBar):
    """Follows one export after another; dismissing it stops none."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        self._values: dict[str, str] = {}
        self._failure: ExportFailed | None = None
        self._folder = ""
        self.folder_button = self.add_button("show_exported")
        self.cancel_button = self.add_button("cancel_export")
        self.folder_button.clicked.connect(self._on_folder_button_clicked)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.retranslate()

    def show_running(self, is_running: bool) -> None:
        """Offer to cancel while an export runs; tell that one has begun."""
        if is_running:
            self._say(RUNNING, percent="0")
            self.show()
        else:
            self.hide()

    def show_progress(self, fraction: float) -> None:
        """Tell how far it is, 0-1; a notice that was dismissed stays away."""
        self._say(RUNNING, percent=str(int(fraction * 100)))

    def show_exported(self, made: Exported) -> None:
        """Tell where the new file is."""
        self._folder = str(Path(made.file).parent)
        self._say(LOSSY_TWICE if made.is_lossy_twice else EXPORTED, file=Path(made.file).name)
        self.text.setToolTip(made.file)
        self.show()

    def show_failed(self, failure: ExportFailed) -> None:
        """Tell why there is no new file."""
        self._failure = failure
        self._say(FAILED)
        self.text.setToolTip(failure.text)
        self.show()

    def show_cancelled(self) -> None:
        """Tell that there is no new file, as was wished."""
        self._say(CANCELLED)
        self.show()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        super().retranslate()
        for button, text in (
            (self.folder_button, self.tr("Show in folder")),
            (self.cancel_button, self.tr("Cancel export")),
        ):
            button.setText(text)
            button.setAccessibleName(text)

    def words(self) -> str:
        """Return how it goes, or what became of it."""
        reason = export_sentence(self._failure.kind) if self._failure else ""
        values = {"reason": reason, **self._values}
        return QCoreApplication.translate("ExportBar", self._sentence).format(**values) if self._sentence else ""

    def _say(self, sentence: str, **values: str) -> None:
        self._sentence, self._values = sentence, values
        self.text.setToolTip("")
        self.cancel_button.setVisible(sentence == RUNNING)
        self.folder_button.setVisible(sentence in (EXPORTED, LOSSY_TWICE))
        self._write_words()

    def _on_folder_button_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))
