"""The line in the status bar: every wording, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from musicapp.core.overview import Overview
from musicapp.ui.job_indicator import JobIndicator, indicator_text
from musicapp.ui.theme import tokens_for

from .conftest import Speak

WORDINGS = [
    (Overview(), "", ""),
    (Overview(is_paused=True), "", ""),
    (Overview(held=3), "", ""),
    (
        Overview(running=1, percent=42, seconds_left=25, waiting=2),
        "Generating music… 42% · about 0:25 left · 2 waiting",
        "음악 생성 중… 42% · 약 0:25 남음 · 2개 대기",
    ),
    (Overview(running=1, percent=0), "Generating music… 0%", "음악 생성 중… 0%"),
    (Overview(running=1), "Generating music…", "음악 생성 중…"),
    (Overview(running=1, waiting=1), "Generating music… · 1 waiting", "음악 생성 중… · 1개 대기"),
    (
        Overview(running=2, percent=42, seconds_left=3723),
        "Generating music… 42% +1 · about 1:02:03 left",
        "음악 생성 중… 42% +1 · 약 1:02:03 남음",
    ),
    (Overview(running=3), "Generating music… +2", "음악 생성 중… +2"),
    (
        Overview(running=1, percent=7, waiting=2, is_paused=True),
        "Generating music… 7% · Paused · 2 waiting",
        "음악 생성 중… 7% · 일시정지됨 · 2개 대기",
    ),
    (Overview(waiting=2), "Waiting… 2", "대기 중… 2개"),
    (Overview(waiting=2, is_paused=True), "Paused · 2 waiting", "일시정지됨 · 2개 대기"),
    (Overview(is_checking=True), "Checking…", "확인 중…"),
    (Overview(is_checking=True, waiting=2), "Checking… · 2 waiting", "확인 중… · 2개 대기"),
    (Overview(failed_unseen=1), "1 failed", "1개 실패"),
    (Overview(failed_unseen=2, waiting=1), "Waiting… 1 · 2 failed", "대기 중… 1개 · 2개 실패"),
    (
        Overview(running=1, percent=42, seconds_left=25, waiting=2, failed_unseen=1),
        "Generating music… 42% · about 0:25 left · 2 waiting · 1 failed",
        "음악 생성 중… 42% · 약 0:25 남음 · 2개 대기 · 1개 실패",
    ),
]


@pytest.mark.parametrize(("overview", "english", "korean"), WORDINGS)
def test_wording(overview: Overview, english: str, korean: str, speak: Speak) -> None:
    assert indicator_text(overview) == english
    speak("ko")
    assert indicator_text(overview) == korean


@pytest.fixture
def indicator(qtbot: QtBot) -> JobIndicator:
    """An indicator in a window."""
    indicator = JobIndicator()
    qtbot.addWidget(indicator)
    return indicator


def test_idle_takes_no_room(indicator: JobIndicator) -> None:
    indicator.show_overview(Overview(running=1))
    assert indicator.isVisible()
    indicator.show_overview(Overview())
    assert not indicator.isVisible()


def test_a_reader_hears_what_is_seen(indicator: JobIndicator, speak: Speak) -> None:
    indicator.show_overview(Overview(running=1, percent=42))
    assert indicator.accessibleName() == indicator.text() == "Generating music… 42%"
    speak("ko")
    indicator.show_overview(Overview(running=1, percent=42))
    assert indicator.accessibleName() == indicator.text() == "음악 생성 중… 42%"


def test_a_failure_is_seen_in_colour_too(indicator: JobIndicator) -> None:
    tokens = tokens_for(indicator.palette())
    indicator.show_overview(Overview(failed_unseen=1))
    assert indicator.palette().buttonText().color().name() == tokens.alarm
    indicator.show_overview(Overview(running=1))
    assert indicator.palette().buttonText().color().name() == tokens.text


@pytest.mark.parametrize("way", ["mouse", "space"])
def test_a_click_goes_to_the_job(indicator: JobIndicator, qtbot: QtBot, way: str) -> None:
    indicator.show_overview(Overview(running=1, job_id="the job"))
    assert indicator.focusPolicy() == Qt.FocusPolicy.StrongFocus
    with qtbot.waitSignal(indicator.job_clicked) as clicked:
        if way == "mouse":
            qtbot.mouseClick(indicator, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(indicator, Qt.Key.Key_Space)
    assert clicked.args == ["the job"]
