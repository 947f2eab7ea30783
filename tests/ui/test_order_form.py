"""The fields of the Create tab."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from musicapp.core.model import Order, Wishes
from musicapp.core.problems import Problem, UserError
from musicapp.ui.order_form import OrderForm

from .conftest import Speak
from .samples import ENGINE, OTHER_ENGINE, SENTENCE


@pytest.fixture
def form(qtbot: QtBot) -> OrderForm:
    """The form in front, with two engines."""
    form = OrderForm()
    qtbot.addWidget(form)
    form.show_engines((ENGINE, OTHER_ENGINE))
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_asks_for_what_is_typed_and_leaves_it(form: OrderForm, qtbot: QtBot, key: Qt.Key) -> None:
    form.prompt.setFocus()
    qtbot.keyClicks(form.prompt, "a waltz")
    with qtbot.waitSignal(form.generate_requested) as asked:
        qtbot.keyClick(form.prompt, key, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [Order(prompt="a waltz", engine="composer")]
    assert form.prompt.toPlainText() == "a waltz"


def test_enter_begins_a_line_and_tab_moves_on(form: OrderForm, qtbot: QtBot) -> None:
    form.prompt.setFocus()
    qtbot.keyClick(form.prompt, Qt.Key.Key_Return)
    assert form.prompt.toPlainText() == "\n"
    qtbot.keyClick(form.prompt, Qt.Key.Key_Tab)
    assert form.prompt.toPlainText() == "\n"
    assert form.length.hasFocus()


@pytest.mark.parametrize(("typed", "seconds"), [("1:30", 90), ("90", 90), ("0:12.5", 12.5), ("", None)])
def test_a_length_is_typed_as_people_write_it(form: OrderForm, qtbot: QtBot, typed: str, seconds: float | None) -> None:
    form.length.lineEdit().selectAll()
    qtbot.keyClick(form.length, Qt.Key.Key_Delete)
    qtbot.keyClicks(form.length, typed)
    assert form.order().wishes.seconds == seconds


def test_a_length_that_is_none_cannot_be_typed(form: OrderForm, qtbot: QtBot) -> None:
    form.length.show_seconds(90)
    form.length.lineEdit().setCursorPosition(0)
    qtbot.keyClicks(form.length, "soon")
    assert form.length.seconds() == 90


def test_without_a_wish_the_sentence_decides(form: OrderForm) -> None:
    assert form.length.text() == form.style_choice.currentText() == "From the sentence"
    assert form.order().wishes == Wishes()


def test_the_engine_decides_on_styles_and_lengths(form: OrderForm) -> None:
    assert [form.style_choice.itemText(n) for n in range(form.style_choice.count())] == [
        "From the sentence",
        "Lo-fi",
        "Piano solo",
        "Waltz",
    ]
    form.engine.setCurrentIndex(1)
    form.engine.activated.emit(1)
    assert [form.style_choice.itemData(n) for n in range(form.style_choice.count())] == [None, "jazz"]
    assert form.length.maximum() == 240


def test_a_wish_waits_for_its_engine(qtbot: QtBot) -> None:
    form = OrderForm()
    qtbot.addWidget(form)
    form.show_wishes(SENTENCE, Wishes(seconds=90, style="waltz"), "composer")
    assert form.style_choice.wish() == "waltz"
    form.show_engines((OTHER_ENGINE, ENGINE))
    wishes = Wishes(seconds=90, style="waltz")
    assert form.order() == Order(prompt=SENTENCE, wishes=wishes, engine="composer")


def test_filling_the_fields_is_no_edit(form: OrderForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.edited):
        form.show_wishes(SENTENCE, Wishes(seconds=90, style="waltz"), "composer")


def test_every_key_is_an_edit(form: OrderForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.edited):
        qtbot.keyClicks(form.prompt, "9")
    form.length.setFocus()
    qtbot.waitUntil(form.length.lineEdit().hasSelectedText)
    with qtbot.waitSignal(form.edited):
        qtbot.keyClicks(form.length, "9")
    assert form.length.seconds() == 9


PROBLEMS = [
    (UserError(Problem.EMPTY_PROMPT), "prompt"),
    (UserError(Problem.BAD_SECONDS, seconds="0.5"), "length"),
    (UserError(Problem.UNKNOWN_STYLE, style="polka"), "style_choice"),
    (UserError(Problem.UNKNOWN_ENGINE, engine="x"), "engine"),
    (UserError(Problem.DISK_FULL, folder="/music"), "prompt"),
]


@pytest.mark.parametrize(("problem", "field"), PROBLEMS)
def test_a_refusal_is_told_at_the_field_and_the_text_stays(form: OrderForm, problem: UserError, field: str) -> None:
    form.show_wishes(SENTENCE, Wishes(), None)
    form.show_problem(problem)
    widget: QWidget = getattr(form, field)
    assert form.problem.isVisible()
    assert widget.hasFocus()
    assert widget.accessibleDescription() == form.problem.text()
    assert form.prompt.toPlainText() == SENTENCE


def test_a_refusal_goes_with_the_next_key(form: OrderForm, qtbot: QtBot) -> None:
    form.show_problem(UserError(Problem.EMPTY_PROMPT))
    qtbot.keyClicks(form.prompt, "a")
    assert not form.problem.isVisible()
    assert form.prompt.accessibleDescription() == ""


def test_a_refusal_follows_the_language(form: OrderForm, speak: Speak) -> None:
    form.show_problem(UserError(Problem.EMPTY_PROMPT))
    speak("ko")
    assert form.problem.text().startswith("아직 문장이 없습니다")


def test_the_language_changes_while_it_is_shown(form: OrderForm, speak: Speak) -> None:
    form.style_choice.show_wish("waltz")
    speak("ko")
    assert form.generate_button.text() == "생성 시작"
    assert form.style_choice.currentText() == "왈츠"
    assert form.engine.currentText() == "내장 작곡기 1.0"
    assert form.length.text() == "문장에 맞게"
    assert form.prompt.accessibleName() == "문장"


def test_a_new_sentence_can_be_undone(form: OrderForm) -> None:
    form.prompt.setPlainText("what I typed")
    form.prompt.show_sentence("another one")
    form.prompt.undo()
    assert form.prompt.toPlainText() == "what I typed"


RECIPE = Order(
    prompt=SENTENCE, wishes=Wishes(seconds=90, tempo=71.5, key="D minor", style="waltz"), seed=7, engine="composer"
)


def test_a_recipe_is_asked_for_whole(form: OrderForm, speak: Speak) -> None:
    recipe = replace(RECIPE, format="mp3", stems=True, bank="full")
    form.show_recipe(recipe)
    assert form.order() == recipe
    assert form.recipe_hint.isVisible()
    assert form.recipe_hint.text().startswith("Makes the same track again")
    speak("ko")
    assert form.recipe_hint.text().startswith("같은 곡을 다시 만듭니다")
    assert form.order() == recipe


def test_a_recipe_that_is_changed_is_a_new_piece(form: OrderForm, qtbot: QtBot) -> None:
    form.show_recipe(RECIPE)
    qtbot.keyClicks(form.prompt, "9")
    assert not form.recipe_hint.isVisible()
    wishes = Wishes(seconds=90, style="waltz")
    assert form.order() == Order(prompt=f"9{SENTENCE}", wishes=wishes, engine="composer")


def test_other_wishes_take_the_place_of_a_recipe(form: OrderForm) -> None:
    form.show_recipe(RECIPE)
    form.show_wishes(SENTENCE, Wishes(seconds=90), "composer")
    assert not form.recipe_hint.isVisible()
    assert form.order() == Order(prompt=SENTENCE, wishes=Wishes(seconds=90), engine="composer")
