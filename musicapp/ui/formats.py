"""The formats a track can have, by the names people know."""

from __future__ import annotations

from musicapp.ui.choice_field import Choice

FORMATS: list[Choice] = [("FLAC", "flac"), ("WAV", "wav"), ("MP3", "mp3"), ("OGG Vorbis", "ogg"), ("Opus", "opus")]
