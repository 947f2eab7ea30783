"""The Settings tab: every change is told at once, as whole settings."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

import musicapp
from musicapp.core.problems import Problem, UserError
from musicapp.core.settings import Settings
from musicapp.ui.choice_field import ChoiceField
from musicapp.ui.settings_tab import SettingsTab

from .conftest import Speak
from .samples import ENGINE

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
