"""Which language the program speaks, and the translators that make it so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from musicapp.core.model import Language
from musicapp.core.paths import resource_path

SYSTEM = "system"
LANGUAGES: tuple[Language, ...] = get_args(Language)


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 (the name that lupdate looks for)
    """Mark a text of a table for translation and leave it as it is; Qt's own says nothing of its type."""
    return text


def choose_language(setting: str, system_languages: Iterable[str]) -> Language:
    """Return the language to speak.

    Args:
        setting: ``en``, ``ko`` or ``system``.
        system_languages: what the system prefers, best first, as in ``ko-KR``.
    """
    wanted = (name.replace("_", "-").split("-")[0] for name in system_languages)
    spoken: dict[str, Language] = {language: language for language in LANGUAGES}
    if setting in spoken:
        return spoken[setting]
    return next((spoken[name] for name in wanted if name in spoken), "en")


def system_languages() -> list[str]:
    """Return what the system prefers, best first."""
    return QLocale.system().uiLanguages()


class LanguageSwitch:
    """Installs the translators of one language at a time; windows retranslate themselves."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self.language: Language = "en"

    def use(self, setting: str) -> Language:
        """Speak the language of the setting from now on, and return it."""
        wanted = choose_language(setting, system_languages())
        if self._installed and wanted == self.language:
            return wanted
        self.language = wanted
        before, self._installed = self._installed, []
        QLocale.setDefault(self._locale())
        for name, folder in self._catalogues():
            self._install(name, folder)
        for translator in before:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        return self.language

    def _locale(self) -> QLocale:
        """Return the system's own locale if it speaks the language: it knows how dates are written here."""
        chosen, system = QLocale(self.language), QLocale.system()
        return system if system.language() == chosen.language() else chosen

    def _catalogues(self) -> tuple[tuple[str, str], ...]:
        ours = str(resource_path("translations"))
        qts_own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return (f"qtbase_{self.language}", qts_own), (f"musicapp_{self.language}", ours)

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._application)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
            self._installed.append(translator)
