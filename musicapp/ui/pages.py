"""The four tabs, their names, keys and marks."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from musicapp.ui.create_tab import CreateTab
from musicapp.ui.icons import icon
from musicapp.ui.library_tab import LibraryTab
from musicapp.ui.queue_tab import QueueTab
from musicapp.ui.settings_tab import SettingsTab
from musicapp.ui.theme import tokens_for

Page = CreateTab | QueueTab | LibraryTab | SettingsTab


class Pages(QTabWidget):
    """Ctrl+1 to Ctrl+4 go to a tab; a dot on Library stands for tracks nobody has heard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unheard = 0
        self.create_tab, self.queue = CreateTab(), QueueTab()
        self.library, self.settings = LibraryTab(), SettingsTab()
        self.all: tuple[Page, ...] = (self.create_tab, self.queue, self.library, self.settings)
        self.setDocumentMode(True)
        for number, page in enumerate(self.all):
            self.addTab(page, "")
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.activated.connect(lambda number=number: self.setCurrentIndex(number))
        self.library.unheard_changed.connect(self.show_unheard)
        self.retranslate()

    def current(self) -> Page:
        """Return the page that is in front."""
        return self.all[self.currentIndex()]

    def go_to_job(self, job_id: str) -> None:
        """Go to the tab that lists a job, and choose it there."""
        lists = (self.queue, self.library)
        self.setCurrentWidget(next((page for page in lists if page.choose(job_id)), self.queue))

    def show_unheard(self, count: int) -> None:
        """Mark the library while there are tracks nobody has heard."""
        self._unheard = count
        number = self.indexOf(self.library)
        self.setTabIcon(number, icon("dot", tokens_for(self.palette()).mark) if count else QIcon())
        self.setTabToolTip(number, self.tr("%n track(s) not heard yet", "", count) if count else "")

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        self.setAccessibleName(self.tr("Tabs"))
        names = (self.tr("Create"), self.tr("Queue"), self.tr("Library"), self.tr("Settings"))
        for number, name in enumerate(names):
            self.setTabText(number, name)
            self.tabBar().setAccessibleTabName(number, name)
        self.show_unheard(self._unheard)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the program's language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
