"""The fields and the button that ask for a track."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from musicapp.core.manifest import Capabilities, Engine
from musicapp.core.model import Order, Wishes
from musicapp.core.problems import Problem, UserError
from musicapp.ui.choice_field import Choice, ChoiceField
from musicapp.ui.job_words import engine_words, style_words
from musicapp.ui.length_field import LengthField
from musicapp.ui.problem_line import ProblemLine
from musicapp.ui.prompt_field import PromptField
from musicapp.ui.theme import FAINT_ROLE, SPACING, TARGET_HEIGHT, primary_palette, tokens_for
from musicapp.ui.translated_widget import TranslatedWidget

NO_CAPABILITIES = Capabilities(styles=(), instruments=())


class OrderForm(TranslatedWidget):
    """Emits what the user asks for; what is typed stays when it was asked for."""

    generate_requested = Signal(object)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engines: dict[str, Engine] = {}
        self.prompt, self.length = PromptField(), LengthField()
        self.style_choice, self.engine = ChoiceField(), ChoiceField()
        self.problem = ProblemLine()
        self._recipe: Order | None = None
        self.recipe_hint = QLabel()
        self.recipe_hint.setWordWrap(True)
        self.recipe_hint.setForegroundRole(FAINT_ROLE)
        self.recipe_hint.hide()
        self.generate_button = QPushButton()
        self._labels = tuple(QLabel() for _ in range(4))
        self._fields: tuple[QWidget, ...] = (self.prompt, self.length, self.style_choice, self.engine)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.recolour()

    def order(self) -> Order:
        """Return what is asked for now: all of a recipe, as long as nothing was changed in it."""
        if self._recipe is not None:
            return self._recipe
        wishes = Wishes(seconds=self.length.seconds(), style=self.style_choice.value())
        return Order(prompt=self.prompt.sentence(), wishes=wishes, engine=self.engine.value())

    def show_wishes(self, prompt: str, wishes: Wishes, engine: str | None) -> None:
        """Fill the fields; this is no edit of the user's."""
        self._keep_recipe(None)
        with QSignalBlocker(self):
            self.prompt.setPlainText(prompt)
            self.length.show_seconds(wishes.seconds)
            self.engine.show_wish(engine)
            self.style_choice.show_wish(wishes.style)
            self._show_choices()

    def show_recipe(self, order: Order) -> None:
        """Fill the fields with what a track was made of, and keep the rest of it."""
        self.show_wishes(order.prompt, order.wishes, order.engine)
        self._keep_recipe(order)

    def show_engines(self, engines: tuple[Engine, ...]) -> None:
        """Offer these engines, and what the chosen one can do."""
        self._engines = {engine.manifest.id: engine for engine in engines}
        self._show_choices()

    def show_problem(self, problem: UserError | None) -> None:
        """Say what cannot be made as asked, and go to the field that is to be changed."""
        self.problem.show_problem(problem)
        for field in self._fields:
            field.setAccessibleDescription("")
        if problem is not None:
            field = self._field_of(problem.problem)
            field.setAccessibleDescription(self.problem.text())
            field.setFocus()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        names = (self.tr("Prompt"), self.tr("Length"), self.tr("Style"), self.tr("Engine"))
        for label, field, name in zip(self._labels, self._fields, names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        self.prompt.setPlaceholderText(
            self.tr("Describe the music you need, for example: a slow piano piece for a rainy night, two minutes")
        )
        self.recipe_hint.setText(
            self.tr("Makes the same track again, with its seed, tempo and key. With any change it becomes a new one.")
        )
        self.length.show_open_text(self.tr("From the sentence"))
        self.generate_button.setText(self.tr("Generate"))
        self.generate_button.setAccessibleName(self.tr("Generate"))
        self.generate_button.setToolTip(self.tr("Ctrl+Enter"))
        self._show_choices()

    def recolour(self) -> None:
        """Dress the button that this page is about."""
        self.generate_button.setPalette(primary_palette(tokens_for(self.palette())))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self._labels[0])
        layout.addWidget(self.prompt)
        layout.addWidget(self.recipe_hint)
        layout.addWidget(self.problem)
        options = QGridLayout()
        options.setHorizontalSpacing(SPACING)
        options.setVerticalSpacing(SPACING // 2)
        for column, (label, field) in enumerate(zip(self._labels[1:], self._fields[1:], strict=True)):
            options.addWidget(label, 0, column)
            options.addWidget(field, 1, column)
            options.setColumnStretch(column, 1)
        layout.addLayout(options)
        row = QHBoxLayout()
        row.addStretch(1)
        self.generate_button.setMinimumHeight(TARGET_HEIGHT)
        row.addWidget(self.generate_button)
        layout.addLayout(row)
        for label, field in zip(self._labels, self._fields, strict=True):
            label.setBuddy(field)

    def _connect(self) -> None:
        self.generate_button.clicked.connect(self._on_generate_button_clicked)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self)
            shortcut.activated.connect(self._on_generate_button_clicked)
        self.prompt.edited.connect(self._on_field_edited)
        self.length.valueChanged.connect(self._on_field_edited)
        self.style_choice.chosen.connect(self._on_field_edited)
        self.engine.chosen.connect(self._on_engine_chosen)

    def _show_choices(self) -> None:
        self.engine.show_choices([(engine_words(engine.manifest), name) for name, engine in self._engines.items()])
        chosen = self._engines.get(self.engine.value() or "")
        able = chosen.manifest.capabilities if chosen else NO_CAPABILITIES
        by_sentence: Choice = (self.tr("From the sentence"), None)
        styles: list[Choice] = sorted((style_words(style), style) for style in able.styles)
        self.style_choice.show_choices([by_sentence, *styles])
        self.length.show_longest(able.longest_seconds)

    def _field_of(self, problem: Problem) -> QWidget:
        fields = {
            Problem.BAD_SECONDS: self.length,
            Problem.UNKNOWN_STYLE: self.style_choice,
            Problem.UNKNOWN_ENGINE: self.engine,
        }
        return fields.get(problem, self.prompt)

    def _on_generate_button_clicked(self) -> None:
        self.generate_requested.emit(self.order())

    def _keep_recipe(self, order: Order | None) -> None:
        self._recipe = order
        self.recipe_hint.setVisible(order is not None)

    def _on_field_edited(self) -> None:
        self._keep_recipe(None)
        self.show_problem(None)
        self.edited.emit()

    def _on_engine_chosen(self) -> None:
        self._show_choices()
        self._on_field_edited()
