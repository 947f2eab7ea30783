"""Checks that a MIDI file can be read and holds notes."""

from __future__ import annotations

from pathlib import Path

import mido

from musicapp.publish.refusal import Refusal

SIZE_LIMIT_BYTES = 8 << 20
"""A hundred times the notes of a dense piece; as objects in memory it is far more."""


def check_midi(path: Path) -> None:
    """Read the file as a sequencer would.

    Raises:
        Refusal: it is too large, damaged or without a note.
    """
    if path.stat().st_size > SIZE_LIMIT_BYTES:
        raise Refusal(f"{path.name} is too large for a MIDI file")
    try:
        tracks = mido.MidiFile(path).tracks
    except (EOFError, OSError, ValueError, LookupError, TypeError, mido.KeySignatureError) as error:
        raise Refusal(f"{path.name} cannot be read as MIDI: {error}") from error
    if not any(event.type == "note_on" and event.velocity > 0 for track in tracks for event in track):
        raise Refusal(f"{path.name} holds no note")
