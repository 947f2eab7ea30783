"""The Create tab: the job below the fields, and what it remembers."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from musicapp.app.draft import Draft
from musicapp.core.model import JobState, Summary
from musicapp.core.overview import Overview
from musicapp.ui.create_tab import CreateTab

from .conftest import Speak
from .samples import ENGINE, SENTENCE, failed, job, running, track


@pytest.fixture
def tab(qtbot: QtBot) -> CreateTab:
    """The tab with an engine."""
    tab = CreateTab()
    qtbot.addWidget(tab)
    tab.show_engines((ENGINE,))
    tab.show()
    return tab


STATES = [
    (job(1), "Generating in the background…", "Waiting", {"progress", "stage", "hint", "cancel_button"}),
    (
        running(1),
        "Generating in the background…",
        "Generating · composing · 42%",
        {"progress", "stage", "hint", "cancel_button"},
    ),
    (
        running(1, None),
        "Generating in the background…",
        "Generating · composing",
        {"progress", "stage", "hint", "cancel_button"},
    ),
    (
        job(1, None),
        "Generating in the background…",
        "Checking…",
        {"progress", "stage", "hint", "cancel_button"},
    ),
    (job(1, held=True), "On hold", "On hold", {"progress", "stage", "hint", "cancel_button"}),
    (failed(1), "Failed", "Failed", {"error", "retry_button"}),
    (job(1, JobState.CANCELLED), "Cancelled", "Cancelled", {"retry_button"}),
]
PARTS = ("progress", "stage", "hint", "error", "player", "cancel_button", "retry_button")


@pytest.mark.parametrize(("row", "headline", "stage", "parts"), STATES)
def test_the_card_says_how_the_job_stands(
    tab: CreateTab, row: Summary, headline: str, stage: str, parts: set[str]
) -> None:
    tab.show_accepted(row)
    assert tab.card.headline.text() == headline
    assert tab.card.stage.text() == stage
    assert {part for part in PARTS if getattr(tab.card, part).isVisible()} == parts
    assert tab.card.job_id.text() == row.job_id
    assert tab.form.generate_button.isEnabled()


def test_a_finished_job_shows_its_player(tab: CreateTab) -> None:
    tab.show_accepted(track(1))
    assert {part for part in (*PARTS, "headline") if getattr(tab.card, part).isVisible()} == {"player"}
    assert tab.card.player.title.text() == "Rain at Night 1"
    assert tab.card.player.facts.text() == "Piano solo · D minor · 72 BPM · 2:00"


def test_progress_without_a_number_is_shown_as_such(tab: CreateTab) -> None:
    tab.show_accepted(running(1, None))
    assert tab.card.progress.maximum() == 0
    tab.show_job(running(1, 0.5))
    assert tab.card.progress.value() * 2 == tab.card.progress.maximum()


def test_korean(tab: CreateTab, speak: Speak) -> None:
    tab.show_accepted(running(1))
    speak("ko")
    assert tab.card.headline.text() == "백그라운드에서 생성 중…"
    assert tab.card.stage.text() == "생성 중 · 작곡 · 42%"
    assert tab.card.cancel_button.accessibleName() == "취소"


def test_a_waiting_job_tells_of_the_pause(tab: CreateTab) -> None:
    tab.show_accepted(job(1))
    tab.show_overview(Overview(is_paused=True, waiting=1))
    assert tab.card.headline.text() == "The queue is paused"


def test_other_jobs_are_not_shown(tab: CreateTab) -> None:
    tab.show_job(running(2))
    assert not tab.card.isVisible()
    tab.show_accepted(job(1))
    tab.show_job(running(2))
    assert tab.card.job == job(1)


def test_a_job_seen_being_made_is_announced_when_it_is_finished(tab: CreateTab, qtbot: QtBot) -> None:
    tab.show_accepted(job(1))
    with qtbot.waitSignal(tab.finished_before_eyes) as finished:
        tab.show_job(track(1))
    assert finished.args == [track(1)]
    with qtbot.assertNotEmitted(tab.finished_before_eyes):
        tab.show_job(track(1, heard=True))


def test_the_last_job_is_there_after_reopening_and_does_not_start(tab: CreateTab, qtbot: QtBot) -> None:
    tab.show_draft(Draft(last_job_id=track(3).job_id))
    with qtbot.assertNotEmitted(tab.finished_before_eyes):
        tab.show_jobs((track(2), track(3), job(4)))
    assert tab.card.player.isVisible()
    assert tab.card.job == track(3)


def test_a_draft_comes_back_as_it_was(tab: CreateTab) -> None:
    draft = Draft(prompt=SENTENCE, seconds=12.5, style="waltz", engine="composer", last_job_id="x")
    tab.show_draft(draft)
    assert tab.draft() == draft


def test_a_style_of_an_engine_that_is_not_there_stays_in_the_draft(tab: CreateTab) -> None:
    draft = Draft(prompt=SENTENCE, style="polka", engine="gone")
    tab.show_draft(draft)
    assert tab.draft() == draft


def test_every_edit_and_every_accepted_job_is_told(tab: CreateTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.draft_edited) as edited:
        qtbot.keyClicks(tab.form.prompt, "a")
    assert edited.args == [Draft(prompt="a")]
    with qtbot.waitSignal(tab.draft_edited) as edited:
        tab.show_accepted(job(1))
    assert edited.args == [Draft(prompt="a", last_job_id=job(1).job_id)]


def test_a_deleted_job_goes_and_comes_back(tab: CreateTab) -> None:
    tab.show_accepted(track(1))
    tab.remove_job("another")
    assert tab.card.isVisible()
    tab.remove_job(track(1).job_id)
    assert not tab.card.isVisible()
    tab.show_job(track(1))
    assert tab.card.isVisible()


@pytest.mark.parametrize(
    ("row", "button", "signal"),
    [(running(1), "cancel_button", "cancel_requested"), (failed(1), "retry_button", "retry_requested")],
)
def test_buttons_speak_of_the_shown_job(tab: CreateTab, qtbot: QtBot, row: Summary, button: str, signal: str) -> None:
    tab.show_accepted(row)
    with qtbot.waitSignal(getattr(tab, signal)) as asked:
        getattr(tab.card, button).click()
    assert asked.args == [row.job_id]


def test_the_reason_is_a_sentence_and_the_details_are_folded(tab: CreateTab, speak: Speak) -> None:
    tab.show_accepted(failed(1))
    error = tab.card.error
    assert error.sentence.text().startswith("The engine stopped unexpectedly.")
    assert not error.details.isVisible()
    error.fold.click()
    assert error.details.isVisible()
    assert error.details.toPlainText() == "Traceback: the host ended with signal 11"
    speak("ko")
    assert error.sentence.text().startswith("엔진이 예기치 않게 멈췄습니다.")
