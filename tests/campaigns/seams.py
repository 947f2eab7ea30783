"""Loops, heard round and round: the seam beside all other bar lines, by level and by spectrum."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import mido
import msgspec
import numpy as np
import numpy.typing as npt
import soundfile

from musicapp.core.model import Wishes
from musicapp.engines.protocol import EngineRequest
from tests.campaigns.costs import usual_request
from tests.campaigns.pieces import make_pieces
from tests.campaigns.tables import table
from tests.campaigns.trials import say

Sound = npt.NDArray[np.float64]
SECONDS = 24.0
AROUND_S = 0.1
"""How much is heard before a bar line and after it."""
LOWEST_HZ, OCTAVES = 62.5, 8
FAINTEST_DB = -70.0
HEADS = ("loop", "bars", "seam, level dB", "most elsewhere", "seam, octaves dB", "most elsewhere", "")


class Jump(msgspec.Struct, frozen=True, kw_only=True):
    """How far the level moves over a bar line, and the octave bands on average, in dB."""

    level_db: float
    octaves_db: float


def measure_seams(styles: Iterable[str], seeds: range, folder: Path) -> int:
    """Make loops and compare; return 0 where no seam jumps further than the worst bar line inside."""
    requests = {f"{style}-{seed}": loop_request(style, seed) for style in styles for seed in seeds}
    pieces = make_pieces(requests, folder)
    rows = [row_of(folder / piece.track, folder / piece.midi) for piece in pieces]
    say(table(HEADS, [(name, *row) for name, row in zip(requests, rows, strict=True)]))
    return int(any(row[-1] == "JUMPS" for row in rows))


def loop_request(style: str, seed: int) -> EngineRequest:
    """Return the request for a loop of a style."""
    return usual_request(style, seed, Wishes(style=style, seconds=SECONDS, loop=True))


def row_of(track: Path, midi: Path) -> tuple[str, ...]:
    """Return a loop's row."""
    sound, rate = soundfile.read(track, dtype="float64", always_2d=True)
    lines = bar_lines_s(midi, len(sound) / rate)
    seam, *inside = (jump_at(sound.mean(axis=1), round(at * rate), rate) for at in lines)
    level, octaves = max(jump.level_db for jump in inside), max(jump.octaves_db for jump in inside)
    fits = seam.level_db <= level and seam.octaves_db <= octaves
    figures = (f"{value:.1f}" for value in (seam.level_db, level, seam.octaves_db, octaves))
    return (str(len(lines)), *figures, "fits" if fits else "JUMPS")


def bar_lines_s(midi: Path, length_s: float) -> list[float]:
    """Return where bars begin, in s: the first is the seam."""
    messages = list(mido.MidiFile(midi).tracks[0])
    per_quarter_s = next(m.tempo for m in messages if m.type == "set_tempo") / 1e6
    meter = next(m for m in messages if m.type == "time_signature")
    bar_s = per_quarter_s * 4 * meter.numerator / meter.denominator
    return [bar_s * bar for bar in range(max(2, round(length_s / bar_s)))]


def jump_at(sound: Sound, at: int, rate: int) -> Jump:
    """Return how far a looped sound moves at a sample."""
    size = round(AROUND_S * rate)
    before, after = (np.take(sound, np.arange(at + low, at + low + size), mode="wrap") for low in (-size, 0))
    bands = [octave_levels(part, rate) for part in (before, after)]
    levels = [10 * np.log10(np.mean(part**2) + 10 ** (FAINTEST_DB / 10)) for part in (before, after)]
    return Jump(level_db=float(abs(levels[1] - levels[0])), octaves_db=float(np.mean(np.abs(bands[1] - bands[0]))))


def octave_levels(part: Sound, rate: int) -> Sound:
    """Return the level of each octave in dB."""
    power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2 / len(part) ** 2
    hertz = np.fft.rfftfreq(len(part), 1 / rate)
    edges = LOWEST_HZ * 2.0 ** np.arange(OCTAVES + 1)
    sums = [power[(hertz >= low) & (hertz < high)].sum() for low, high in itertools.pairwise(edges)]
    return np.asarray(10 * np.log10(np.array(sums) + 10 ** (FAINTEST_DB / 10)))
