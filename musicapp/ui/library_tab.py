"""The Library tab: every finished track, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from musicapp.core.model import Summary
from musicapp.core.problems import UserError
from musicapp.ui.away_bar import AwayBar
from musicapp.ui.export_dialog import ExportDialog
from musicapp.ui.job_list import JobList
from musicapp.ui.library_model import LibraryModel
from musicapp.ui.problem_line import ProblemLine
from musicapp.ui.theme import MARGIN, SPACING
from musicapp.ui.translated_widget import TranslatedWidget


class LibraryTab(TranslatedWidget):
    """Lists the tracks; what was not heard yet carries a mark."""

    play_requested = Signal(object)
    folder_requested = Signal(object)
    delete_requested = Signal(str)
    export_requested = Signal(object)
    unheard_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LibraryModel(self)
        self.away = AwayBar()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.list = JobList(self.model)
        self.problem = ProblemLine()
        self.play_button, self.folder_button, self.delete_button = QPushButton(), QPushButton(), QPushButton()
        self.export_button = QPushButton()
        self._export_dialog: ExportDialog | None = None
        self._is_exporting = False
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_chosen(None)

    def show_jobs(self, rows: Iterable[Summary]) -> None:
        """Show the tracks among these jobs."""
        self.model.show_rows(rows)
        self._tell_unheard()

    def show_job(self, row: Summary) -> None:
        """Show a track that is new or has changed."""
        self.model.show_row(row)
        self._tell_unheard()

    def remove_job(self, job_id: str) -> None:
        """Take a track out of the list."""
        self.model.remove(job_id)
        self._tell_unheard()

    def choose(self, job_id: str) -> bool:
        """Choose a track; False if it is not in the list."""
        return self.list.choose(job_id)

    def show_finished_away(self, rows: tuple[Summary, ...]) -> None:
        """Tell which tracks were finished while no window was open."""
        self.away.show_finished(len(rows))

    def show_exporting(self, is_exporting: bool) -> None:
        """Offer no further export while one runs."""
        self._is_exporting = is_exporting
        self._show_chosen(self.list.chosen())

    def show_problem(self, problem: UserError | None) -> None:
        """Say why something could not be done."""
        self.problem.show_problem(problem)

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search"))
        self.list.setAccessibleName(self.tr("Tracks"))
        self._show_empty_text()
        for button, text in (
            (self.play_button, self.tr("Play")),
            (self.folder_button, self.tr("Show in folder")),
            (self.export_button, self.tr("Export…")),
            (self.delete_button, self.tr("Delete")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self.model.retranslate()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        for button in (self.play_button, self.folder_button, self.export_button, self.delete_button):
            below.addWidget(button)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACING)
        layout.addWidget(self.away)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.problem)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search_text_changed)
        self.list.row_chosen.connect(self._show_chosen)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.row_opened.connect(self.play_requested)
        self.list.delete_pressed.connect(self.delete_button.click)
        self.play_button.clicked.connect(self._on_play_button_clicked)
        self.folder_button.clicked.connect(self._on_folder_button_clicked)
        self.export_button.clicked.connect(self._on_export_button_clicked)
        self.delete_button.clicked.connect(self._on_delete_button_clicked)

    def _show_chosen(self, row: Summary | None) -> None:
        for button in (self.play_button, self.folder_button, self.delete_button):
            button.setEnabled(row is not None)
        self.export_button.setEnabled(row is not None and not self._is_exporting)

    def _show_empty_text(self) -> None:
        nothing_found = self.tr("No track with these words.")
        nothing_there = self.tr("There are no tracks yet. Finished music appears here.")
        self.list.show_empty_text(nothing_found if self.search.text().strip() else nothing_there)

    def _tell_unheard(self) -> None:
        self.unheard_changed.emit(self.model.unheard_count())

    def _on_search_text_changed(self, text: str) -> None:
        chosen = self.list.chosen()
        self.model.search(text)
        self._show_empty_text()
        if chosen is not None:
            self.list.choose(chosen.job_id)

    def _on_play_button_clicked(self) -> None:
        if row := self.list.chosen():
            self.play_requested.emit(row)

    def _on_folder_button_clicked(self) -> None:
        if row := self.list.chosen():
            self.folder_requested.emit(row)

    def _on_export_button_clicked(self) -> None:
        row = self.list.chosen()
        if row is None:
            return
        if self._export_dialog is None:
            self._export_dialog = ExportDialog(self)
            self._export_dialog.export_requested.connect(self.export_requested)
        self._export_dialog.ask(row)

    def _on_list_current_changed(self) -> None:
        self.problem.show_problem(None)

    def _on_delete_button_clicked(self) -> None:
        if row := self.list.chosen():
            self.delete_requested.emit(row.job_id)
