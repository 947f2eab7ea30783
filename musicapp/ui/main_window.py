"""The main window: it places the parts and connects them, and does nothing itself."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from musicapp.app.draft import Draft
from musicapp.app.job_manager import JobManager
from musicapp.app.language import LanguageSwitch
from musicapp.app.player import Player
from musicapp.app.single_instance import Opening
from musicapp.core.model import Order, Summary
from musicapp.core.problems import UserError
from musicapp.core.settings import Settings
from musicapp.ui.export_bar import ExportBar
from musicapp.ui.held_bar import HeldBar
from musicapp.ui.job_indicator import JobIndicator
from musicapp.ui.pages import Pages
from musicapp.ui.play_failure_bar import PlayFailureBar
from musicapp.ui.playback import NowPlayingBar, connect_bar, start_if_welcome
from musicapp.ui.recipe_drop import RecipeDrop
from musicapp.ui.theme import MARGIN, SPACING
from musicapp.ui.undo_bar import UndoBar
from musicapp.ui.wastebasket_bar import WastebasketBar
from musicapp.ui.window_geometry import bring_to_front, geometry_text, restore_geometry

WIDTH, HEIGHT = 840, 640


class MainWindow(QMainWindow):
    """Closing it stops no job and asks nothing."""

    draft_edited = Signal(object)

    def __init__(self, manager: JobManager, player: Player, language: LanguageSwitch) -> None:
        super().__init__()
        self._manager = manager
        self._player = player
        self._language = language
        self._settings = Settings()
        self.pages = Pages()
        self.held, self.undo, self.play_failure = HeldBar(), UndoBar(), PlayFailureBar()
        self.wastebasket, self.export = WastebasketBar(), ExportBar()
        self.now_playing = NowPlayingBar()
        self.indicator = JobIndicator()
        self._lay_out()
        self._connect_manager()
        self._connect_create()
        self._connect_queue()
        self._connect_library()
        self._connect_export()
        self._connect_player()
        self._connect_window()
        RecipeDrop(self).dropped.connect(manager.read_recipe)

    def draft(self) -> Draft:
        """Return what is typed, and how the window stands."""
        draft = self.pages.create_tab.draft()
        return replace(draft, tab=self.pages.currentIndex(), geometry=geometry_text(self))

    def show_draft(self, draft: Draft) -> None:
        """Bring back what was typed, and how the window stood."""
        self.pages.create_tab.show_draft(draft)
        self.pages.setCurrentIndex(draft.tab)
        restore_geometry(self, draft.geometry)

    def show_opening(self, opening: Opening) -> None:
        """Come to the front for a second start of the program, with its sentence in the field."""
        if opening.prompt is not None:
            self.pages.create_tab.show_prompt(opening.prompt)
            self.pages.setCurrentWidget(self.pages.create_tab)
        for file in opening.files[:1]:
            self._manager.read_recipe(file)
        bring_to_front(self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Say a last time what is typed; never ask."""
        self.draft_edited.emit(self.draft())
        super().closeEvent(event)

    def _lay_out(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        for bar in (self.held, self.wastebasket, self.undo, self.export, self.play_failure, self.now_playing):
            layout.addWidget(bar)
        self.setWindowTitle("musicapp")
        self.now_playing.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        self.now_playing.hide()
        self.setCentralWidget(middle)
        self.statusBar().addWidget(self.indicator)
        self.resize(WIDTH, HEIGHT)

    def _connect_manager(self) -> None:
        manager, pages = self._manager, self.pages
        lists = (pages.create_tab, pages.queue, pages.library)
        for page in lists:
            manager.library_loaded.connect(page.show_jobs)
            manager.job_changed.connect(page.show_job)
            manager.job_removed.connect(page.remove_job)
        for part in (pages.create_tab, pages.queue, self.indicator):
            manager.overview_changed.connect(part.show_overview)
        for shown in (pages.create_tab, pages.settings):
            manager.engines_found.connect(shown.show_engines)
        manager.banks_found.connect(pages.settings.show_banks)
        manager.accepted.connect(pages.create_tab.show_accepted)
        manager.accepted.connect(self._show_now_playing)
        manager.refused.connect(self._on_manager_refused)
        manager.finished_away.connect(pages.library.show_finished_away)
        manager.old_work_found.connect(self.held.show_held)
        manager.not_in_wastebasket.connect(self.wastebasket.show_deleted)
        manager.recipe_read.connect(self._on_manager_recipe_read)
        manager.deleted.connect(self.undo.show_deleted)
        manager.settings_changed.connect(self._on_manager_settings_changed)

    def _connect_create(self) -> None:
        create = self.pages.create_tab
        create.generate_requested.connect(self._manager.generate)
        create.cancel_requested.connect(self._manager.cancel)
        create.retry_requested.connect(self._manager.retry)
        create.draft_edited.connect(self._on_draft_changed)
        create.finished_before_eyes.connect(self._on_create_finished_before_eyes)

    def _connect_queue(self) -> None:
        queue = self.pages.queue
        queue.cancel_requested.connect(self._manager.cancel)
        queue.retry_requested.connect(self._manager.retry)
        queue.delete_requested.connect(self._manager.delete)
        queue.pause_requested.connect(self._manager.pause)
        queue.resume_requested.connect(self._manager.resume)
        queue.failure_seen.connect(self._manager.mark_seen)
        self.held.make_requested.connect(self._manager.resume)
        self.held.discard_requested.connect(self._manager.discard_held)
        self.wastebasket.destroy_requested.connect(self._manager.destroy_deleted)
        self.wastebasket.bring_back_requested.connect(self._manager.bring_back_deleted)

    def _connect_library(self) -> None:
        library = self.pages.library
        library.play_requested.connect(self._player.play)
        library.folder_requested.connect(self.now_playing.folder_requested)
        library.delete_requested.connect(self._player.release)
        library.delete_requested.connect(self._manager.delete)
        self.undo.undo_requested.connect(self._manager.undo_delete)

    def _connect_export(self) -> None:
        exporter, bar = self._manager.exporter, self.export
        self.pages.library.export_requested.connect(exporter.export)
        exporter.running_changed.connect(self.pages.library.show_exporting)
        exporter.running_changed.connect(bar.show_running)
        exporter.progressed.connect(bar.show_progress)
        exporter.exported.connect(bar.show_exported)
        exporter.failed.connect(bar.show_failed)
        exporter.cancelled.connect(bar.show_cancelled)
        bar.cancel_requested.connect(exporter.cancel)

    def _connect_player(self) -> None:
        for bar in (self.pages.create_tab.card.player, self.now_playing):
            connect_bar(bar, self._player)
        self._player.started.connect(lambda track: self._manager.mark_heard(track.job_id))
        self._player.playing_changed.connect(self._show_now_playing)
        self._player.failed.connect(self.play_failure.show_failure)

    def _connect_window(self) -> None:
        self.indicator.job_clicked.connect(self.pages.go_to_job)
        self.pages.settings.change_requested.connect(self._manager.change_settings)
        self.pages.settings.banks_wanted.connect(self._manager.find_banks)
        self.pages.currentChanged.connect(self._on_draft_changed)
        self.pages.currentChanged.connect(self._show_now_playing)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)

    def _show_now_playing(self) -> None:
        """Show the player below, unless the Create tab shows the same one."""
        track, create = self._player.track, self.pages.create_tab
        is_seen_above = self.pages.current() is create and create.shows_player_of(track)
        self.now_playing.setVisible(track is not None and not is_seen_above)

    def _on_manager_refused(self, problem: UserError) -> None:
        self.pages.current().show_problem(problem)

    def _on_manager_recipe_read(self, order: Order) -> None:
        self.pages.create_tab.show_order(order)
        self.pages.setCurrentWidget(self.pages.create_tab)

    def _on_manager_settings_changed(self, settings: Settings) -> None:
        self._settings = settings
        self._language.use(settings.language)
        self.pages.settings.show_settings(settings)

    def _on_create_finished_before_eyes(self, track: Summary) -> None:
        is_wanted = self._settings.play_when_finished
        start_if_welcome(self._player, track, is_wanted=is_wanted, is_in_front=self.isActiveWindow())

    def _on_draft_changed(self) -> None:
        self.draft_edited.emit(self.draft())
