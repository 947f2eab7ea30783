"""Plays finished tracks; it knows nothing of jobs, and no job ever stops it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from musicapp.core.model import Summary

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

MS_PER_SECOND = 1000


def may_start_by_itself(*, is_wanted: bool, is_in_front: bool, is_playing: bool) -> bool:
    """Say whether a track that was just finished may start without being asked to.

    Args:
        is_wanted: the setting is on.
        is_in_front: the window is the one being worked in.
        is_playing: something plays already.
    """
    return is_wanted and is_in_front and not is_playing


class Player(QObject):
    """One track at a time.

    QtMultimedia is loaded by prepare(), once the window is there, and sound devices are
    opened when the first track is played: neither holds up the start.
    """

    started = Signal(object)
    """A track begins to sound: it counts as heard."""
    playing_changed = Signal(object, bool)
    position_changed = Signal(float)
    duration_changed = Signal(float)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media: QMediaPlayer | None = None
        self._track: Summary | None = None

    @property
    def track(self) -> Summary | None:
        """The track that plays or is paused."""
        return self._track

    @property
    def is_playing(self) -> bool:
        """True while a track sounds."""
        return self._media is not None and self._media.isPlaying()

    def prepare(self) -> None:
        """Load what the first track will need."""
        importlib.import_module("PySide6.QtMultimedia")

    def play(self, track: Summary) -> None:
        """Play a track from its beginning, or go on with it if it is paused."""
        media = self._opened()
        if self._track is None or self._track.job_id != track.job_id:
            self._track = track
            media.setSource(QUrl(track.result_url or ""))
        media.play()
        self.started.emit(track)

    def pause(self) -> None:
        """Pause; play() goes on from here."""
        if self._media is not None:
            self._media.pause()

    def toggle(self, track: Summary) -> None:
        """Pause this track if it sounds, else play it."""
        is_this = self._track is not None and self._track.job_id == track.job_id
        if is_this and self.is_playing:
            self.pause()
        else:
            self.play(track)

    def seek(self, seconds: float) -> None:
        """Go to a place in the track, in s."""
        if self._media is not None:
            self._media.setPosition(round(seconds * MS_PER_SECOND))

    def release(self, job_id: str) -> None:
        """Let go of a track's file, so that it can be moved."""
        if self._media is not None and self._track is not None and self._track.job_id == job_id:
            self._media.stop()
            self._media.setSource(QUrl())
            self._track = None
            self.playing_changed.emit(None, False)

    def _opened(self) -> QMediaPlayer:
        if self._media is None:
            from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

            self._media = QMediaPlayer(self)
            self._media.setAudioOutput(QAudioOutput(self))
            self._media.positionChanged.connect(self._on_media_position_changed)
            self._media.durationChanged.connect(self._on_media_duration_changed)
            self._media.playbackStateChanged.connect(self._on_media_playback_state_changed)
            self._media.errorOccurred.connect(self._on_media_error_occurred)
        return self._media

    def _on_media_position_changed(self, position_ms: int) -> None:
        self.position_changed.emit(position_ms / MS_PER_SECOND)

    def _on_media_duration_changed(self, duration_ms: int) -> None:
        self.duration_changed.emit(duration_ms / MS_PER_SECOND)

    def _on_media_playback_state_changed(self) -> None:
        self.playing_changed.emit(self._track, self.is_playing)

    def _on_media_error_occurred(self, _error: QMediaPlayer.Error, text: str) -> None:
        self.failed.emit(text)
