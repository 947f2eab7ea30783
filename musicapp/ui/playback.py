"""Ties player bars to the one player."""

from __future__ import annotations

from musicapp.app.player import Player, may_start_by_itself
from musicapp.core.model import Summary
from musicapp.ui.player_bar import PlayerBar
from musicapp.ui.show_in_folder import show_in_folder


class NowPlayingBar(PlayerBar):
    """Stands for whatever the player has."""

    def show_playing(self, track: Summary | None, is_playing: bool) -> None:
        """Follow the player to its track."""
        if track is not None:
            self.show_track(track)
        super().show_playing(track, is_playing)

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        super().retranslate()
        self.setAccessibleName(self.tr("Player"))


def connect_bar(bar: PlayerBar, player: Player) -> None:
    """Let a bar show what the player does, and the player do what the bar is asked for."""
    player.playing_changed.connect(bar.show_playing)
    player.position_changed.connect(bar.show_position)
    player.duration_changed.connect(bar.show_duration)
    bar.toggle_requested.connect(player.toggle)
    bar.seek_requested.connect(player.seek)
    bar.folder_requested.connect(show_in_folder)


def start_if_welcome(player: Player, track: Summary, *, is_wanted: bool, is_in_front: bool) -> None:
    """Play a track that was just finished, unless that would disturb."""
    if may_start_by_itself(is_wanted=is_wanted, is_in_front=is_in_front, is_playing=player.is_playing):
        player.play(track)
