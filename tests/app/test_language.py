"""Which language is spoken, and that it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from musicapp.app.language import LanguageSwitch, choose_language

translate = QCoreApplication.translate


@pytest.mark.parametrize(
    ("setting", "system", "language"),
    [
        ("en", ["ko-KR"], "en"),
        ("ko", ["en-GB"], "ko"),
        ("system", ["ko-KR", "en-US"], "ko"),
        ("system", ["ko"], "ko"),
        ("system", ["ko_KR.UTF-8"], "ko"),
        ("system", ["de-DE", "ko-KR", "en-US"], "ko"),
        ("system", ["de-DE", "en-US", "ko-KR"], "en"),
        ("system", ["fr-FR"], "en"),
        ("system", ["C"], "en"),
        ("system", [], "en"),
        ("klingon", ["ko-KR"], "ko"),
    ],
)
def test_choice(setting: str, system: list[str], language: str) -> None:
    assert choose_language(setting, system) == language


@pytest.fixture
def switch(qapp: QCoreApplication) -> Iterator[LanguageSwitch]:
    """A switch that leaves English behind."""
    switch = LanguageSwitch(qapp)
    yield switch
    switch.use("en")


def test_our_texts_and_those_of_qt_are_translated(switch: LanguageSwitch) -> None:
    assert switch.use("ko") == "ko"
    assert translate("Pages", "Create") == "만들기"
    assert translate("QPlatformTheme", "Cancel") == "취소"
    assert QLocale().language() == QLocale.Language.Korean


def test_a_language_can_be_left_again(switch: LanguageSwitch) -> None:
    switch.use("ko")
    switch.use("en")
    assert translate("Pages", "Create") == "Create"
    assert QLocale().language() == QLocale.Language.English


def test_english_knows_one_and_many(switch: LanguageSwitch) -> None:
    switch.use("en")
    text = "%n track(s) not heard yet"
    assert translate("Pages", text, None, 1) == "1 track not heard yet"
    assert translate("Pages", text, None, 2) == "2 tracks not heard yet"


def test_the_system_decides_unless_told(switch: LanguageSwitch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musicapp.app.language.system_languages", lambda: ["ko-KR"])
    assert switch.use("system") == switch.language == "ko"
