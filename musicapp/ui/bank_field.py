"""Which bank of recorded instruments plays, and what to do for one that is missing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from musicapp.app.banks import SoundBank
from musicapp.app.language import QT_TRANSLATE_NOOP
from musicapp.ui.choice_field import ChoiceField
from musicapp.ui.theme import FAINT_ROLE, SPACING
from musicapp.ui.translated_widget import TranslatedWidget

BANK_WORDS: dict[str, str] = {
    "lite": QT_TRANSLATE_NOOP("BankField", "Lite (built in)"),
    "full": QT_TRANSLATE_NOOP("BankField", "Full (larger, more natural)"),
}
"""The banks that can be chosen; what other banks hold is always at hand."""


class BankField(TranslatedWidget):
    """Announces a bank when it is chosen; one that is missing cannot be, and a sentence says where it goes."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing: tuple[SoundBank, ...] = ()
        self.choice = ChoiceField()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setForegroundRole(FAINT_ROLE)
        self.hint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.hint.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self.choice)
        layout.addWidget(self.hint)
        self.setFocusProxy(self.choice)
        self.choice.chosen.connect(self.chosen)
        self.retranslate()

    def bank(self) -> str | None:
        """Return the bank that is chosen."""
        return self.choice.value()

    def show_bank(self, bank_id: str) -> None:
        """Show the bank that plays, there or not."""
        self.choice.show_wish(bank_id)

    def show_banks(self, banks: tuple[SoundBank, ...]) -> None:
        """Let those be chosen that are there."""
        self._missing = tuple(bank for bank in banks if bank.id in BANK_WORDS and not bank.is_there)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        self.choice.setAccessibleName(self.tr("Sound bank"))
        translate = QCoreApplication.translate
        self.choice.show_choices([(translate("BankField", text), bank) for bank, text in BANK_WORDS.items()])
        self._grey_missing()
        hint = "\n".join(self._hint(bank) for bank in self._missing)
        self.hint.setText(hint)
        self.hint.setAccessibleName(hint)
        self.choice.setAccessibleDescription(hint)
        self.hint.setVisible(bool(hint))

    def _hint(self, bank: SoundBank) -> str:
        sentence = self.tr("{bank} is not installed. To play it, put the file {file} into {folder}.")
        return sentence.format(bank=bank.name, file=bank.file, folder=bank.folder)

    def _grey_missing(self) -> None:
        missing = {bank.id for bank in self._missing}
        model = self.choice.model()
        assert isinstance(model, QStandardItemModel)  # noqa: S101  (a combo box has no other)
        for number in range(self.choice.count()):
            model.item(number).setEnabled(self.choice.itemData(number) not in missing)
