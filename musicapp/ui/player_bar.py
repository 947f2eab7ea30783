"""Plays one finished track: its title, play and pause, the place in it, its folder."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from musicapp.core.model import Summary
from musicapp.ui.durations import clock_text
from musicapp.ui.icons import icon
from musicapp.ui.job_words import title_words, track_words
from musicapp.ui.seek_slider import SeekSlider
from musicapp.ui.theme import FAINT_ROLE, SPACING
from musicapp.ui.translated_widget import TranslatedWidget

ICON_SIZE = QSize(16, 16)


class PlayerBar(TranslatedWidget):
    """Stands for one track, whether it is the one that plays or not."""

    toggle_requested = Signal(object)
    seek_requested = Signal(float)
    folder_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._track: Summary | None = None
        self._is_current = False
        self._is_playing = False
        self._position = 0.0
        self._duration = 0.0
        self._make_parts()
        self._lay_out()
        self.play_button.clicked.connect(self._on_play_button_clicked)
        self.folder_button.clicked.connect(self._on_folder_button_clicked)
        self.slider.seek_requested.connect(self.seek_requested)
        self.retranslate()
        self.recolour()

    @property
    def track(self) -> Summary | None:
        """The track it stands for."""
        return self._track

    def show_track(self, track: Summary) -> None:
        """Stand for this track; another one starts at its beginning."""
        is_other = self._track is None or self._track.job_id != track.job_id
        self._track = track
        if is_other:
            self._is_current = self._is_playing = False
            self._show_times(0.0, track.seconds)
        self.retranslate()

    def show_playing(self, track: Summary | None, is_playing: bool) -> None:
        """Follow the player, if it has this track."""
        self._is_current = bool(track and self._track and track.job_id == self._track.job_id)
        self._is_playing = self._is_current and is_playing
        if not self._is_current:
            self._show_times(0.0, self._track.seconds if self._track else 0.0)
        self.retranslate()
        self.recolour()

    def show_position(self, seconds: float) -> None:
        """Show the place in the track in s, if it is the one that the player has."""
        if self._is_current:
            self._show_times(seconds, self._duration)

    def show_duration(self, seconds: float) -> None:
        """Show the measured length of the track in s, if it is the one that the player has."""
        if self._is_current and seconds > 0:
            self._show_times(self._position, seconds)

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        action = self.tr("Pause") if self._is_playing else self.tr("Play")
        self.play_button.setText(action)
        self.play_button.setAccessibleName(action)
        self.folder_button.setText(self.tr("Show in folder"))
        self.folder_button.setAccessibleName(self.tr("Show in folder"))
        self.slider.setAccessibleName(self.tr("Position"))
        self.slider.setEnabled(self._is_current)
        self.title.setText(title_words(self._track) if self._track else "")
        self.facts.setText(track_words(self._track) if self._track else "")

    def recolour(self) -> None:
        """Draw the sign on the button in the colour of its text."""
        name = "pause" if self._is_playing else "play"
        self.play_button.setIcon(icon(name, self.palette().buttonText().color()))

    def _make_parts(self) -> None:
        self.title = QLabel()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.facts = QLabel()
        self.facts.setForegroundRole(FAINT_ROLE)
        for label in (self.title, self.facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.play_button = QPushButton()
        self.play_button.setIconSize(ICON_SIZE)
        self.slider = SeekSlider()
        self.times = QLabel()
        self.folder_button = QPushButton()

    def _lay_out(self) -> None:
        controls = QHBoxLayout()
        controls.setSpacing(SPACING)
        controls.addWidget(self.play_button)
        controls.addWidget(self.slider, 1)
        controls.addWidget(self.times)
        controls.addWidget(self.folder_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self.title)
        layout.addWidget(self.facts)
        layout.addLayout(controls)

    def _show_times(self, position: float, duration: float) -> None:
        self._position, self._duration = position, duration
        self.slider.show_duration(duration)
        self.slider.show_position(position)
        self.times.setText(f"{clock_text(position)} / {clock_text(duration)}")

    def _on_play_button_clicked(self) -> None:
        if self._track is not None:
            self.toggle_requested.emit(self._track)

    def _on_folder_button_clicked(self) -> None:
        if self._track is not None:
            self.folder_requested.emit(self._track)
