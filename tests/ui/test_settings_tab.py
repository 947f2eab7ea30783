"""The Settings tab: every change is told at once, as whole settings."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import musicapp
from musicapp.core.problems import Problem, UserError
from musicapp.core.settings import Settings
from musicapp.ui.choice_field import ChoiceField
from musicapp.ui.settings_tab import SettingsTab

from .conftest import Speak
from .samples import BANKS, ENGINE, FULL_MISSING

BEFORE = Settings(language="en", output="/music", format="mp3", slots=2, play_when_finished=False)


@pytest.fixture
def tab(qtbot: QtBot) -> SettingsTab:
    """The tab with settings that are not the defaults."""
    tab = SettingsTab()
    qtbot.addWidget(tab)
    tab.show_settings(BEFORE)
    tab.show()
    return tab


def choose(field: ChoiceField, value: str) -> None:
    """Choose as the user does."""
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


CHANGES = [
    (lambda tab: choose(tab.language, "ko"), {"language": "ko"}),
    (lambda tab: choose(tab.format, "wav"), {"format": "wav"}),
    (lambda tab: choose(tab.bank.choice, "full"), {"sound_bank": "full"}),
    (lambda tab: tab.slots.setValue(4), {"slots": 4}),
    (lambda tab: tab.slots.setValue(0), {"slots": None}),
    (lambda tab: tab.play_when_finished.click(), {"play_when_finished": True}),
    (lambda tab: tab.stems.click(), {"stems": True}),
]


@pytest.mark.parametrize(("act", "change"), CHANGES)
def test_a_change_is_told_at_once_and_changes_nothing_else(
    tab: SettingsTab, qtbot: QtBot, act: Any, change: dict[str, Any]
) -> None:
    with qtbot.waitSignal(tab.change_requested) as asked:
        act(tab)
    assert asked.args == [replace(BEFORE, **change)]


def test_showing_settings_is_no_change(tab: SettingsTab, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(tab.change_requested):
        tab.show_settings(Settings())
    assert tab.output.folder() is None
    assert tab.slots.text() == "What suits this computer"


def test_a_typed_folder_holds_when_typing_has_ended(tab: SettingsTab, qtbot: QtBot) -> None:
    tab.output.path.setFocus()
    tab.output.path.selectAll()
    qtbot.keyClicks(tab.output.path, "/tracks")
    with qtbot.waitSignal(tab.change_requested) as asked:
        qtbot.keyClick(tab.output.path, Qt.Key.Key_Return)
    assert asked.args == [replace(BEFORE, output="/tracks")]
    with qtbot.assertNotEmitted(tab.change_requested):
        qtbot.keyClick(tab.output.path, Qt.Key.Key_Return)


def test_a_folder_can_be_chosen_without_holding_the_window_up(tab: SettingsTab, qtbot: QtBot) -> None:
    tab.output.choose_button.click()
    dialog = tab.output.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(tab.change_requested) as asked:
        dialog.fileSelected.emit("/chosen")
    assert asked.args == [replace(BEFORE, output="/chosen")]
    dialog.close()


def test_a_missing_bank_is_grey_and_says_where_its_file_goes(tab: SettingsTab, speak: Speak) -> None:
    tab.show_banks(FULL_MISSING)
    choice = tab.bank.choice
    model, lite, full = choice.model(), choice.findData("lite"), choice.findData("full")
    assert model.flags(model.index(lite, 0)) & Qt.ItemFlag.ItemIsEnabled
    assert not model.flags(model.index(full, 0)) & Qt.ItemFlag.ItemIsEnabled
    sentence = "Large is not installed. To play it, put the file large.sf3 into /data/banks."
    assert tab.bank.hint.isVisible()
    assert tab.bank.hint.text() == choice.accessibleDescription() == sentence
    speak("ko")
    assert tab.bank.hint.text().startswith("Large 음원이 설치되어 있지 않습니다.")
    assert not model.flags(model.index(full, 0)) & Qt.ItemFlag.ItemIsEnabled
    tab.show_banks(BANKS)
    assert not tab.bank.hint.isVisible()
    assert model.flags(model.index(full, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_a_missing_bank_cannot_be_chosen_by_keys(tab: SettingsTab, qtbot: QtBot) -> None:
    tab.show_banks(FULL_MISSING)
    with qtbot.assertNotEmitted(tab.change_requested):
        qtbot.keyClick(tab.bank.choice, Qt.Key.Key_Down)
        qtbot.keyClick(tab.bank.choice, Qt.Key.Key_End)
    assert tab.bank.bank() == "lite"


def test_a_chosen_bank_whose_file_is_gone_stays_chosen_and_is_told(tab: SettingsTab) -> None:
    tab.show_settings(replace(BEFORE, sound_bank="full"))
    tab.show_banks(FULL_MISSING)
    assert tab.bank.bank() == "full"
    assert tab.bank.hint.isVisible()


def test_banks_are_looked_for_when_the_user_looks_and_comes_back(tab: SettingsTab, qtbot: QtBot) -> None:
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not tab.isActiveWindow())
    with qtbot.waitSignal(tab.banks_wanted):
        tab.activateWindow()
    tab.hide()
    with qtbot.waitSignal(tab.banks_wanted):
        tab.show()


def test_korean(tab: SettingsTab, speak: Speak) -> None:
    speak("ko")
    assert tab.language.accessibleName() == "언어"
    assert [tab.language.itemText(n) for n in range(3)] == ["시스템", "English", "한국어"]
    assert tab.output.path.accessibleName() == "저장 폴더"


def test_a_refusal_stands_beside_the_fields_until_settings_hold(tab: SettingsTab) -> None:
    tab.show_problem(UserError(Problem.DATA_FOLDER, folder="/data", reason="read-only"))
    assert tab.problem.isVisible()
    tab.show_settings(BEFORE)
    assert not tab.problem.isVisible()


def test_version_and_licences(tab: SettingsTab) -> None:
    tab.show_engines((ENGINE,))
    text = tab.about.text()
    assert musicapp.__version__ in text
    assert "Built-in composer 1.0: MIT (composer and synthesis)" in text
    assert "PySide6: LGPL-3.0" in text


def test_the_sounds_and_their_authors_are_named(tab: SettingsTab) -> None:
    tab.show_banks(BANKS)
    text = tab.about.text()
    assert text == tab.about.accessibleName()
    assert "Small 1: MIT (by A)" in text
    assert "Large 2: MIT (by B)" in text
