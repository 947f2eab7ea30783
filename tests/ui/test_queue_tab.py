"""The Queue tab: order, words, what may be done, what counts as looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from musicapp.core.model import JobState, Summary
from musicapp.core.overview import Overview
from musicapp.core.problems import Problem, UserError
from musicapp.ui.queue_tab import QueueTab
from musicapp.ui.row_delegate import Role

from .conftest import Speak
from .samples import failed, job, running, track

ROWS = (
    failed(1),
    job(2, JobState.CANCELLED),
    running(3),
    running(4, None),
    job(5),
    job(6, held=True),
    job(7, None),
    track(8),
    job(9),
)


@pytest.fixture
def tab(qtbot: QtBot) -> QueueTab:
    """The tab with one job of each kind; Qt checks the model's every step."""
    tab = QueueTab()
    qtbot.addWidget(tab)
    QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal, tab)
    tab.show_jobs(ROWS)
    return tab


def ids(tab: QueueTab) -> list[int]:
    """Return the numbers of the jobs, from above."""
    rows = (tab.model.at(tab.model.index(n)) for n in range(tab.model.rowCount(QModelIndex())))
    return [int(row.job_id.split("-")[1]) for row in rows if row]


def below(tab: QueueTab, number: int) -> str:
    """Return the second line of a job."""
    row = tab.model.row_of(job(number).job_id)
    assert row is not None
    return str(tab.model.index(row).data(Role.BELOW))


def test_what_runs_is_above_what_waits_and_tracks_are_elsewhere(tab: QueueTab) -> None:
    assert ids(tab) == [3, 4, 7, 5, 9, 6, 2, 1]


def test_states_in_words(tab: QueueTab) -> None:
    assert [below(tab, n) for n in (2, 3, 4, 5, 6, 7)] == [
        "Cancelled",
        "Generating · composing · 42%",
        "Generating · composing",
        "Waiting",
        "On hold",
        "Checking…",
    ]
    assert below(tab, 1).startswith("Failed · The engine stopped unexpectedly.")


def test_korean(tab: QueueTab, speak: Speak) -> None:
    speak("ko")
    assert below(tab, 3) == "생성 중 · 작곡 · 42%"
    assert tab.cancel_button.text() == "취소"
    assert tab.pause_button.text() == "대기열 일시정지"


def test_jobs_come_change_and_go(tab: QueueTab) -> None:
    tab.show_job(job(10))
    assert ids(tab) == [3, 4, 7, 5, 9, 10, 6, 2, 1]
    tab.show_job(running(9))
    assert ids(tab) == [3, 4, 7, 9, 5, 10, 6, 2, 1]
    tab.show_job(track(3))
    assert ids(tab) == [4, 7, 9, 5, 10, 6, 2, 1]
    tab.show_job(failed(4))
    assert ids(tab) == [7, 9, 5, 10, 6, 4, 2, 1]
    tab.remove_job(job(10).job_id)
    assert ids(tab) == [7, 9, 5, 6, 4, 2, 1]


def test_the_choice_stays_while_its_job_moves(tab: QueueTab) -> None:
    tab.choose(job(9).job_id)
    tab.show_job(running(9))
    assert tab.list.chosen() == running(9)


@pytest.mark.parametrize(
    ("row", "enabled"),
    [
        (running(3), {"cancel"}),
        (job(5), {"cancel"}),
        (job(6, held=True), {"cancel"}),
        (job(7, None), {"cancel"}),
        (failed(1), {"retry", "delete"}),
        (job(2, JobState.CANCELLED), {"retry", "delete"}),
    ],
)
def test_only_what_may_be_done_can_be_clicked(tab: QueueTab, row: Summary, enabled: set[str]) -> None:
    tab.choose(row.job_id)
    buttons = {"cancel": tab.cancel_button, "retry": tab.retry_button, "delete": tab.delete_button}
    assert {name for name, button in buttons.items() if button.isEnabled()} == enabled


def test_nothing_can_be_done_while_nothing_is_chosen(tab: QueueTab) -> None:
    assert not any(button.isEnabled() for button in (tab.cancel_button, tab.retry_button, tab.delete_button))


@pytest.mark.parametrize(("number", "action"), [(3, "cancel"), (1, "retry"), (1, "delete")])
def test_buttons_speak_of_the_chosen_job(tab: QueueTab, qtbot: QtBot, number: int, action: str) -> None:
    tab.choose(job(number).job_id)
    button: QPushButton = getattr(tab, f"{action}_button")
    with qtbot.waitSignal(getattr(tab, f"{action}_requested")) as asked:
        button.click()
    assert asked.args == [job(number).job_id]


def test_delete_key_deletes_what_has_ended_only(tab: QueueTab, qtbot: QtBot) -> None:
    tab.choose(job(3).job_id)
    with qtbot.assertNotEmitted(tab.delete_requested):
        qtbot.keyClick(tab.list, Qt.Key.Key_Delete)
    tab.choose(job(1).job_id)
    with qtbot.waitSignal(tab.delete_requested):
        qtbot.keyClick(tab.list, Qt.Key.Key_Delete)


def test_a_failure_counts_as_seen_only_when_it_can_be_seen(tab: QueueTab, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(tab.failure_seen):
        tab.choose(job(1).job_id)
    with qtbot.waitSignal(tab.failure_seen) as seen:
        tab.show()
    assert seen.args == [job(1).job_id]


def test_opening_the_tab_shows_the_failure_nobody_has_seen(tab: QueueTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.failure_seen) as seen:
        tab.show()
    assert seen.args == [job(1).job_id]
    assert tab.error.isVisible()


def test_a_failure_that_was_seen_is_not_told_again(tab: QueueTab, qtbot: QtBot) -> None:
    tab.show_job(failed(1, seen=True))
    tab.show()
    with qtbot.assertNotEmitted(tab.failure_seen):
        tab.choose(job(1).job_id)


def test_the_mark_of_the_unseen_goes(tab: QueueTab) -> None:
    row = tab.model.row_of(job(1).job_id)
    assert row is not None
    assert tab.model.index(row).data(Role.IS_NEW)
    tab.show_job(failed(1, seen=True))
    assert not tab.model.index(row).data(Role.IS_NEW)
    assert tab.model.index(row).data(Role.IS_ALARM)


def test_pause_and_resume(tab: QueueTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.pause_requested):
        tab.pause_button.click()
    tab.show_overview(Overview(is_paused=True))
    assert tab.pause_button.text() == "Resume queue"
    with qtbot.waitSignal(tab.resume_requested):
        tab.pause_button.click()


def test_held_work_can_be_made_later(tab: QueueTab, qtbot: QtBot) -> None:
    tab.show()
    assert not tab.make_held_button.isVisible()
    tab.show_overview(Overview(held=3))
    assert tab.make_held_button.isVisible()
    with qtbot.waitSignal(tab.resume_requested):
        tab.make_held_button.click()


def test_a_refusal_stays_until_another_job_is_chosen(tab: QueueTab) -> None:
    tab.show()
    tab.choose(job(1).job_id)
    tab.show_problem(UserError(Problem.BEING_MADE, job="x"))
    tab.show_job(failed(1, seen=True))
    assert tab.problem.isVisible()
    tab.choose(job(2).job_id)
    assert not tab.problem.isVisible()


def test_a_reader_hears_both_lines(tab: QueueTab) -> None:
    row = tab.model.row_of(job(3).job_id)
    assert row is not None
    heard = tab.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "비 오는 밤에 어울리는 느린 피아노 곡, 2분 · Generating · composing · 42%"
