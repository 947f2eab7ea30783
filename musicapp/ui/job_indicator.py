"""One line in the status bar that says what is being made, on every tab."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from musicapp.core.overview import Overview
from musicapp.ui.durations import clock_text
from musicapp.ui.job_words import join_words
from musicapp.ui.theme import text_palette, tokens_for

translate = QCoreApplication.translate


def indicator_text(overview: Overview) -> str:
    """Say what the whole program is doing; nothing while it is idle."""
    if overview.is_idle:
        return ""
    failed = _count_text(translate("JobIndicator", "{count} failed"), overview.failed_unseen)
    return join_words(*_unfinished_parts(overview), failed)


def _unfinished_parts(overview: Overview) -> tuple[str, ...]:
    paused = translate("JobIndicator", "Paused") if overview.is_paused and overview.waiting else ""
    waiting = _count_text(translate("JobIndicator", "{count} waiting"), overview.waiting)
    if overview.running:
        return _running_text(overview), _time_text(overview), paused, waiting
    if overview.is_checking:
        return translate("JobIndicator", "Checking…"), paused, waiting
    if paused or not waiting:
        return paused, waiting
    return (_count_text(translate("JobIndicator", "Waiting… {count}"), overview.waiting),)


def _count_text(text: str, count: int) -> str:
    return text.format(count=count) if count else ""


def _running_text(overview: Overview) -> str:
    percent = "" if overview.percent is None else f"{overview.percent}%"
    others = f"+{overview.running - 1}" if overview.running > 1 else ""
    return " ".join(part for part in (translate("JobIndicator", "Generating music…"), percent, others) if part)


def _time_text(overview: Overview) -> str:
    if overview.seconds_left is None:
        return ""
    return translate("JobIndicator", "about {time} left").format(time=clock_text(overview.seconds_left))


class JobIndicator(QToolButton):
    """Shows the overview; a click goes to the job it speaks of. Hidden while idle."""

    job_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overview = Overview()
        self.setObjectName("job_indicator")
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_self_clicked)
        self.show_overview(self._overview)

    def show_overview(self, overview: Overview) -> None:
        """Say what the whole program is doing now."""
        self._overview = overview
        text = indicator_text(overview)
        self.setText(text)
        self.setAccessibleName(text)
        self._colour()
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the program's language and colours."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.ApplicationPaletteChange):
            self.show_overview(self._overview)
        super().changeEvent(event)

    def _colour(self) -> None:
        tokens = tokens_for(self.palette())
        self.setPalette(text_palette(tokens.alarm if self._overview.failed_unseen else tokens.text))

    def _on_self_clicked(self) -> None:
        if self._overview.job_id is not None:
            self.job_clicked.emit(self._overview.job_id)
