"""What the program is made of, and under which licences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

import musicapp
from musicapp.app.banks import SoundBank
from musicapp.core.manifest import Engine
from musicapp.ui.job_words import engine_words
from musicapp.ui.theme import FAINT_ROLE

PARTS: dict[str, tuple[str, ...]] = {
    "LGPL-3.0": ("Qt", "PySide6"),
    "LGPL-2.1": ("libsndfile",),
    "BSD-3-Clause": ("msgspec", "psutil", "Send2Trash", "numpy", "scipy", "soundfile"),
    "MIT": ("platformdirs", "mido", "pyloudnorm", "tinytag", "dbus-fast"),
}
"""The libraries that are part of the program, by licence."""


class AboutText(QLabel):
    """Can be selected and copied; it names the engines and the sounds that were found too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engines: tuple[Engine, ...] = ()
        self._banks: tuple[SoundBank, ...] = ()
        self.setWordWrap(True)
        self.setForegroundRole(FAINT_ROLE)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_engines(self, engines: tuple[Engine, ...]) -> None:
        """Name these engines and what their tracks depend on."""
        self._engines = engines
        self.retranslate()

    def show_banks(self, banks: tuple[SoundBank, ...]) -> None:
        """Name these banks of sounds and their authors."""
        self._banks = banks
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        own = self.tr("musicapp {version}, MIT licence").format(version=musicapp.__version__)
        parts = (f"{', '.join(names)}: {licence}" for licence, names in PARTS.items())
        engines = (_engine_text(engine) for engine in self._engines)
        banks = (f"{bank.name} {bank.version}: {bank.attribution}" for bank in self._banks)
        text = "\n".join((own, *engines, self.tr("Its sounds:"), *banks, self.tr("It uses:"), *parts))
        self.setText(text)
        self.setAccessibleName(text)


def _engine_text(engine: Engine) -> str:
    licences = ", ".join(f"{licence.name} ({licence.covers})" for licence in engine.manifest.licences)
    return f"{engine_words(engine.manifest)}: {licences}" if licences else engine_words(engine.manifest)
