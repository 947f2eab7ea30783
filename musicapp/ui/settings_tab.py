"""The Settings tab: what holds for all jobs, and what the program is made of."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from musicapp.app.banks import SoundBank
from musicapp.core.manifest import Engine
from musicapp.core.problems import UserError
from musicapp.core.settings import Settings
from musicapp.ui.about_text import AboutText
from musicapp.ui.bank_field import BankField
from musicapp.ui.choice_field import ChoiceField
from musicapp.ui.folder_field import FolderField
from musicapp.ui.formats import FORMATS
from musicapp.ui.problem_line import ProblemLine
from musicapp.ui.theme import MARGIN, SPACING
from musicapp.ui.translated_widget import TranslatedWidget

MOST_SLOTS = 16


class SettingsTab(TranslatedWidget):
    """Emits the whole settings whenever one of them is changed; they hold at once."""

    change_requested = Signal(object)
    banks_wanted = Signal()
    """The user looks at the banks: one may have been put into its folder meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self.language, self.format = ChoiceField(), ChoiceField()
        self.output = FolderField()
        self.bank = BankField()
        self.problem = ProblemLine()
        self.slots = QSpinBox()
        self.slots.setRange(0, MOST_SLOTS)
        self.play_when_finished, self.stems = QCheckBox(), QCheckBox()
        self.about = AboutText()
        self._labels = tuple(QLabel() for _ in range(5))
        self._lay_out()
        self._connect()
        self.format.show_choices(FORMATS)
        self.retranslate()
        self.show_settings(self._settings)

    def show_settings(self, settings: Settings) -> None:
        """Show the settings that hold."""
        self._settings = settings
        self.problem.show_problem(None)
        self.language.show_wish(settings.language)
        self.output.show_folder(settings.output)
        self.format.show_wish(settings.format)
        self.bank.show_bank(settings.sound_bank)
        with QSignalBlocker(self.slots), QSignalBlocker(self.play_when_finished), QSignalBlocker(self.stems):
            self.slots.setValue(settings.slots or 0)
            self.play_when_finished.setChecked(settings.play_when_finished)
            self.stems.setChecked(settings.stems)

    def show_engines(self, engines: tuple[Engine, ...]) -> None:
        """Name these engines among the licences."""
        self.about.show_engines(engines)

    def show_banks(self, banks: tuple[SoundBank, ...]) -> None:
        """Offer the banks that are there, and name them all among the licences."""
        self.bank.show_banks(banks)
        self.about.show_banks(banks)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Have the banks looked for."""
        super().showEvent(event)
        self.banks_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Have the banks looked for again when the user comes back from elsewhere."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and self.isActiveWindow():
            self.banks_wanted.emit()

    def show_problem(self, problem: UserError | None) -> None:
        """Say why something could not be changed."""
        self.problem.show_problem(problem)

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        names = (
            self.tr("Language"),
            self.tr("Output folder"),
            self.tr("Format"),
            self.tr("Sound bank"),
            self.tr("How many at once"),
        )
        for label, field, name in zip(self._labels, self._fields(), names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        self.language.show_choices([(self.tr("System"), "system"), ("English", "en"), ("한국어", "ko")])
        self.slots.setSpecialValueText(self.tr("What suits this computer"))
        for box, text in (
            (self.play_when_finished, self.tr("Play a track when it is finished, if the window is in front")),
            (self.stems, self.tr("Save every instrument as a file of its own too")),
        ):
            box.setText(text)
            box.setAccessibleName(text)
        self.about.retranslate()

    def _fields(self) -> tuple[QWidget, ...]:
        return self.language, self.output, self.format, self.bank, self.slots

    def _lay_out(self) -> None:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        form.setHorizontalSpacing(MARGIN)
        form.setVerticalSpacing(SPACING)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in zip(self._labels, self._fields(), strict=True):
            form.addRow(label, field)
            label.setBuddy(field)
        form.insertRow(2, "", self.problem)
        form.addRow("", self.play_when_finished)
        form.addRow("", self.stems)
        form.addRow("", self.about)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _connect(self) -> None:
        self.language.chosen.connect(self._on_language_chosen)
        self.output.chosen.connect(self._on_output_chosen)
        self.format.chosen.connect(self._on_format_chosen)
        self.bank.chosen.connect(self._on_bank_chosen)
        self.slots.valueChanged.connect(self._on_slots_value_changed)
        self.play_when_finished.toggled.connect(self._on_play_when_finished_toggled)
        self.stems.toggled.connect(self._on_stems_toggled)

    def _request(self, **change: Any) -> None:
        self._settings = replace(self._settings, **change)
        self.change_requested.emit(self._settings)

    def _on_language_chosen(self) -> None:
        self._request(language=self.language.value())

    def _on_output_chosen(self) -> None:
        self._request(output=self.output.folder())

    def _on_format_chosen(self) -> None:
        self._request(format=self.format.value())

    def _on_bank_chosen(self) -> None:
        self._request(sound_bank=self.bank.bank())

    def _on_slots_value_changed(self, slots: int) -> None:
        self._request(slots=slots or None)

    def _on_play_when_finished_toggled(self, is_on: bool) -> None:
        self._request(play_when_finished=is_on)

    def _on_stems_toggled(self, is_on: bool) -> None:
        self._request(stems=is_on)
