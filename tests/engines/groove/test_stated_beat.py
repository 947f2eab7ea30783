"""Music without drums says how fast it goes: notes fall on its beats, and between them where beats are far apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from musicapp.engines.composer.piece import Piece
from tests.engines.orders import compose_with

NEAR_S = 0.045


@pytest.mark.parametrize("tempo", [48.0, 66.0, 86.0, 104.0])
@pytest.mark.parametrize("meter", ["4/4", "3/4", "6/8"])
def test_beats_are_struck(tempo: float, meter: str) -> None:
    piece = ambient(tempo, meter)
    assert share_struck(piece, steps(piece, 1)) > 0.9


@pytest.mark.parametrize("tempo", [44.0, 55.0, 62.0])
def test_slow_beats_are_halved(tempo: float) -> None:
    piece = ambient(tempo, "4/4")
    assert share_struck(piece, steps(piece, 2)) > 0.9


def ambient(tempo: float, meter: str) -> Piece:
    """Compose a minute and a half of ambient music by its usual players."""
    return compose_with(
        style="ambient", key="D minor", seed=3, seconds=90.0, tempo=tempo, meter=meter, instruments=(), mood=()
    )


def steps(piece: Piece, parts: int) -> npt.NDArray[np.float64]:
    """Return when each beat of the sections begins, and each of its equal parts, in s."""
    beat, clock = piece.form.grid.meter.counted_beat, piece.form.grid.clock
    return np.array([clock.seconds(tick) for tick in range(0, piece.form.grid.end, beat // parts)])


def share_struck(piece: Piece, times_s: npt.NDArray[np.float64]) -> float:
    """Return the share of moments at which somebody begins a note."""
    starts = np.array([note.start_s for performer in piece.performers for note in performer.track.notes])
    return float(np.mean([np.abs(starts - time).min() < NEAR_S for time in times_s]))
