"""The lines that tell something: held work, undo, a track that cannot be played."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from musicapp.ui.held_bar import HeldBar
from musicapp.ui.play_failure_bar import PlayFailureBar
from musicapp.ui.undo_bar import UndoBar
from musicapp.ui.wastebasket_bar import WastebasketBar

from .conftest import Speak
from .samples import track


@pytest.fixture
def held(qtbot: QtBot) -> HeldBar:
    """The question about three old jobs."""
    bar = HeldBar()
    qtbot.addWidget(bar)
    bar.show_held(3)
    return bar


def test_held_work_is_asked_about(held: HeldBar, speak: Speak) -> None:
    assert held.text.text() == "3 tracks were waiting. What should happen to them?"
    assert [button.text() for button in (held.make_button, held.keep_button, held.discard_button)] == [
        "Make them now",
        "Keep waiting",
        "Discard",
    ]
    held.show_held(1)
    assert held.text.text() == "1 track was waiting. What should happen to it?"
    speak("ko")
    assert held.text.accessibleName() == "대기하던 곡이 1개 있습니다. 어떻게 할까요?"


@pytest.mark.parametrize(("button", "wishes"), [("make", ["make"]), ("keep", []), ("discard", ["discard"])])
def test_an_answer_is_passed_on_and_ends_the_question(held: HeldBar, button: str, wishes: list[str]) -> None:
    heard: list[str] = []
    held.make_requested.connect(lambda: heard.append("make"))
    held.discard_requested.connect(lambda: heard.append("discard"))
    getattr(held, f"{button}_button").click()
    assert heard == wishes
    assert not held.isVisible()


@pytest.fixture
def undo(qtbot: QtBot) -> UndoBar:
    """Nothing was deleted yet."""
    bar = UndoBar()
    qtbot.addWidget(bar)
    return bar


def test_the_latest_deletion_is_undone_first(undo: UndoBar, qtbot: QtBot) -> None:
    undo.show_deleted(track(1))
    undo.show_deleted(track(2))
    assert undo.text.text() == "Deleted: Rain at Night 2"
    with qtbot.waitSignal(undo.undo_requested) as asked:
        undo.undo_button.click()
    assert asked.args == [track(2).job_id]
    assert undo.text.text() == undo.text.accessibleName() == "Deleted: Rain at Night 1"
    with qtbot.waitSignal(undo.undo_requested) as asked:
        undo.undo_button.click()
    assert asked.args == [track(1).job_id]
    assert not undo.isVisible()


def test_dismissing_leaves_nothing_to_undo(undo: UndoBar) -> None:
    undo.show_deleted(track(1))
    undo.close_button.click()
    undo.show_deleted(track(2))
    undo.undo_button.click()
    assert not undo.isVisible()


def test_a_long_title_is_shortened(undo: UndoBar) -> None:
    undo.show_deleted(track(1, title="long " * 100))
    assert len(undo.text.text()) < 60


def test_undo_keeps_its_key_in_every_language(undo: UndoBar, speak: Speak) -> None:
    speak("ko")
    assert undo.undo_button.text() == "실행 취소"
    assert undo.undo_button.shortcut().toString() == "Ctrl+Z"


def test_a_track_that_cannot_be_played(qtbot: QtBot, speak: Speak) -> None:
    bar = PlayFailureBar()
    qtbot.addWidget(bar)
    bar.show_failure("Could not open file")
    assert bar.text.text().startswith("The track could not be played.")
    assert bar.text.toolTip() == "Could not open file"
    speak("ko")
    assert bar.text.text().startswith("곡을 재생할 수 없습니다.")


@pytest.fixture
def wastebasket(qtbot: QtBot) -> WastebasketBar:
    """The question about two tracks on a disk without a wastebasket."""
    bar = WastebasketBar()
    qtbot.addWidget(bar)
    bar.show_deleted(("a", "b"))
    return bar


def test_a_disk_without_a_wastebasket_is_asked_about(wastebasket: WastebasketBar, speak: Speak) -> None:
    assert wastebasket.text.text() == "2 deleted tracks lie on a disk without a wastebasket."
    speak("ko")
    assert wastebasket.text.accessibleName() == "삭제한 곡 2개가 휴지통이 없는 디스크에 있습니다."
    assert wastebasket.destroy_button.text() == "완전히 삭제"


@pytest.mark.parametrize(("button", "wish"), [("destroy", "destroy"), ("bring_back", "bring back")])
def test_the_answer_for_the_wastebasket_is_passed_on(wastebasket: WastebasketBar, button: str, wish: str) -> None:
    heard: list[str] = []
    wastebasket.destroy_requested.connect(lambda: heard.append("destroy"))
    wastebasket.bring_back_requested.connect(lambda: heard.append("bring back"))
    getattr(wastebasket, f"{button}_button").click()
    assert heard == [wish]
    assert not wastebasket.isVisible()
