"""A finished MIDI file as another program reads it."""

from __future__ import annotations

from pathlib import Path

import mido
import msgspec
import numpy as np
import numpy.typing as npt

from tests.engines.rules.midi_score import word_of


class Score(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Names and numbers of notes of the tracks that play, when notes start, and the file's length in s."""

    kind: int
    names: tuple[str, ...]
    counts: tuple[int, ...]
    hanging: int
    onsets_s: npt.NDArray[np.float64]
    seconds: float

    @property
    def instruments(self) -> frozenset[str]:
        """What plays: a track's name may say which of several it is, and how it sounds."""
        return frozenset(map(word_of, self.names))


def read_score(path: Path) -> Score:
    """Read a MIDI file; its first track is the conductor's."""
    file = mido.MidiFile(path, charset="utf-8")
    counts = tuple(sum(is_start(message) for message in track) for track in file.tracks[1:])
    ends = tuple(sum(is_end(message) for message in track) for track in file.tracks[1:])
    now, onsets = 0.0, []
    for message in file:
        now += message.time
        if is_start(message):
            onsets.append(now)
    return Score(
        kind=file.type,
        names=tuple(track.name for track in file.tracks[1:]),
        counts=counts,
        hanging=sum(abs(start - end) for start, end in zip(counts, ends, strict=True)),
        onsets_s=np.array(onsets),
        seconds=float(file.length),
    )


def is_start(message: mido.Message) -> bool:
    """True where a note starts."""
    return bool(message.type == "note_on" and message.velocity)


def is_end(message: mido.Message) -> bool:
    """True where a note ends."""
    return bool(message.type == "note_off" or (message.type == "note_on" and not message.velocity))
