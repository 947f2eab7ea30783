"""From a track's notes to what its instrument is asked for: pedal, re-struck keys, chokes, on the sample grid."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.performance.track import Curve, PedalPress, PlayedNote, Track
from musicapp.engines.composer.sound.instrument import CONTROL, Instrument, Tone

RELEASE_S = 0.5
"""How long after a key is let go its pitch still follows bend and modulation; what comes later is meant for others."""


class Score:
    """A track's tones in order of their start, each made when it is asked for.

    starts and ends are int64 (tones,) in samples; a tone ends when its key is let go or it is cut,
    and its sound dies away after that.
    """

    def __init__(self, track: Track, instrument: Instrument) -> None:
        self._turn = round(track.round_s * RATE)
        self._bend, self._modulation = _line(track.bend, 1.0), _line(track.modulation, 1 / 127)
        self._notes = sorted(track.notes, key=lambda note: note.start_s)
        groups = [instrument.choke_group(note.pitch) for note in self._notes]
        self.starts = _to_samples(_spoken(self._notes, track.early_s))
        released = np.minimum(_to_samples(pedalled(self._notes, track.pedal)), _next_same(self.starts, self._keys()))
        self._lengths = np.maximum(released - self.starts, 1)
        self._cuts = _next_same(self.starts, groups)
        self.ends = np.minimum(self.starts + self._lengths, self._cuts)

    def tone(self, index: int) -> Tone:
        """Return a tone by its place in the order."""
        note, start, length = self._notes[index], int(self.starts[index]), int(self._lengths[index])
        cut = int(self._cuts[index]) - start
        return Tone(
            start=start,
            length=length,
            pitch=note.pitch,
            velocity=note.velocity,
            cut=cut if self._cuts[index] < NEVER else None,
            turn=self._turn,
            bend=_moving(self._bend, start, length),
            modulation=_moving(self._modulation, start, length),
        )

    def _keys(self) -> list[int | None]:
        return [note.pitch for note in self._notes]


NEVER = 1 << 62


def _spoken(notes: list[PlayedNote], early_s: float) -> list[float]:
    """Return when the notes' sounds begin, in s: early, but not before the piece; a loop was there before its start."""
    is_loop = bool(notes) and notes[0].start_s < 0
    return [note.start_s - early_s if is_loop else max(0.0, note.start_s - early_s) for note in notes]


def _to_samples(times_s: list[float]) -> npt.NDArray[np.int64]:
    return np.rint(np.asarray(times_s, np.float64) * RATE).astype(np.int64)


def pedalled(notes: list[PlayedNote], pedal: tuple[PedalPress, ...]) -> list[float]:
    """Return when notes end: one let go while the pedal is down ends when the pedal comes up."""
    presses = sorted(pedal, key=lambda press: press.down_s)
    downs = np.array([press.down_s for press in presses])
    ends: list[float] = []
    for note in notes:
        at = int(np.searchsorted(downs, note.end_s, side="right")) - 1
        ends.append(max(note.end_s, presses[at].up_s) if at >= 0 else note.end_s)
    return ends


def _next_same(starts: npt.NDArray[np.int64], marks: list[int | None]) -> npt.NDArray[np.int64]:
    """Return for each note when a later one of the same mark (key or choke group) starts; NEVER if none does."""
    following = np.full(len(starts), NEVER, np.int64)
    coming: dict[int, tuple[int, int]] = {}
    for index in range(len(starts) - 1, -1, -1):
        mark, start = marks[index], int(starts[index])
        if mark is None:
            continue
        nearest, after = coming.get(mark, (NEVER, NEVER))
        following[index] = nearest if nearest > start else after
        coming[mark] = (start, nearest) if nearest > start else (nearest, after)
    return following


class _Line(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A controller's points: times in s, and values."""

    times_s: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]


def _line(curve: Curve, scale: float) -> _Line | None:
    """Return a curve's points with their values scaled; None where there are none."""
    if not curve:
        return None
    points = np.array(curve)
    return _Line(times_s=points[:, 0], values=points[:, 1] * scale)


def _moving(line: _Line | None, start: int, length: int) -> Samples | None:
    """Return a controller over a tone, float32 (points,), None where it rests."""
    if line is None:
        return None
    end = start + length + round(RELEASE_S * RATE)
    low, high = np.searchsorted(line.times_s, (start / RATE, end / RATE))
    if not line.values[max(0, low - 1) : high + 1].any():
        return None
    times_s = np.arange(start, end, CONTROL) / RATE
    course: Samples = np.interp(times_s, line.times_s, line.values).astype(np.float32)
    return course if np.ptp(course) else course[:1]
