"""Second-order sections as matrix products: a recursive filter that does not go from sample to sample.

A filter is linear in what it hears and in its state. So a row of ROW samples comes out as what is heard times one
matrix, plus the state before the row times another, and the states before all rows follow from each other in the
same way, a chunk of rows at a time, then chunk by chunk. All products have one shape however long a sound is: what it
begins with does not depend on how it goes on, to the last bit.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.effects.biquads import Section

Matrix = npt.NDArray[np.floating]
"""In the precision that a filter needs."""
State = npt.NDArray[np.float64]
"""float64 (..., states): two numbers for each section."""
LONG_MEMORY = 0.9
"""What is left after a sample of what a filter remembers, from where on single precision is not enough: below 1 kHz."""
ROW = 32
ROWS, ROWS_OF_MORE = 32, 16
"""Rows a chunk, by measured speed: for one section, and for more."""


class StateSpace(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A filter by what it remembers, its state, a row of numbers.

    With each sample heard, state @ ring + heard x straight sounds, and the state becomes state @ step + heard x drive.
    """

    step: Matrix
    drive: State
    ring: State
    straight: float


class BlockFilter(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The matrices of a filter.

    straight (ROW, ROW) and ring (states, ROW) make a row's sound of what it hears and of the state before it; drive
    (ROW, states) is what a row adds to the state, step (ROW + 1, states, states) what becomes of a state after so
    many samples. between (rows x states, rows x states) and fade (states, rows x states) make the states before a
    chunk's rows of their drives and of the state before the chunk; end (rows x states, states) and over (states,
    states) make the state after it.
    """

    rows: int

    straight: Samples
    ring: Samples
    drive: Matrix
    step: Matrix
    between: Matrix
    fade: Matrix
    end: Matrix
    over: Matrix

    @property
    def states(self) -> int:
        """How many numbers a channel's state has."""
        return len(self.over)

    def silence(self, channels: int) -> State:
        """Return the state before anything was heard."""
        return np.zeros((channels, self.states))

    def run(self, sound: Samples, state: State) -> tuple[Samples, State]:
        """Filter float32 (channels, samples) from a state on; return as many samples, and the state after them."""
        channels, size = sound.shape
        if not size:
            return sound, state
        padded = filled_up(sound, -size % (self.rows * ROW))
        heard = padded.reshape(-1, self.rows, ROW)
        states = self._states(heard, state)
        out = heard @ self.straight
        out += states.astype(np.float32, copy=False) @ self.ring
        last = self._after(padded, states.reshape(channels, -1, self.states), size)
        return out.reshape(channels, -1)[:, :size], last

    def _states(self, heard: Samples, state: State) -> Matrix:
        """Return the state before each row, (channels x chunks, rows, states)."""
        precision = self.drive.dtype
        drives = (heard.astype(precision, copy=False) @ self.drive).reshape(len(heard), 1, -1)
        ends = (drives @ self.end).reshape(len(state), -1, self.states)
        starts = follow(self.over, np.concatenate([state[:, None].astype(precision), ends[:, :-1]], axis=1))
        before = drives @ self.between
        before += starts.reshape(-1, 1, self.states) @ self.fade
        return before.reshape(len(heard), self.rows, self.states)

    def _after(self, padded: Samples, states: Matrix, size: int) -> State:
        """Return the state after so many samples of what was heard: that before their last row, moved on."""
        row, rest = divmod(size - 1, ROW)
        rest += 1
        heard = padded[:, row * ROW : row * ROW + rest].astype(np.float64)
        return np.asarray(states[:, row] @ self.step[rest] + heard @ self.drive[ROW - rest :])


def filled_up(sound: Samples, missing: int) -> Samples:
    """Return a sound with so many samples of silence after it."""
    if not missing:
        return np.ascontiguousarray(sound)
    padded = np.zeros((len(sound), sound.shape[1] + missing), np.float32)
    padded[:, :-missing] = sound
    return padded


def follow(over: Matrix, parts: Matrix) -> Matrix:
    """Return what parts (channels, steps, states) come to when each is added to the one before times a matrix.

    It takes as many rounds as doublings lead to the number of steps (Hillis and Steele, 1986).
    """
    sums, reach = parts, 1
    while reach < parts.shape[1]:
        moved = np.einsum("csi,ij->csj", sums[:, :-reach], over)
        sums = np.concatenate([sums[:, :reach], sums[:, reach:] + moved], axis=1)
        over, reach = over @ over, 2 * reach
    return sums


def state_of(first: float, second: float) -> State:
    """Return the state of one section on one channel, of the two states of its transposed direct form II."""
    return np.array([[first, first + second]])


def block_filter(sections: Sequence[Section]) -> BlockFilter:
    """Return the filter of sections one after the other."""
    return _block_filter(tuple(tuple(section.tolist()) for section in sections))


@functools.lru_cache(maxsize=1024)
def _block_filter(sections: tuple[tuple[float, ...], ...]) -> BlockFilter:
    space = functools.reduce(_joined, [_space(*section) for section in sections])
    states, rows = len(space.step), ROWS if len(sections) == 1 else ROWS_OF_MORE
    memory = float(np.abs(np.linalg.eigvals(space.step)).max())
    precision = np.dtype(np.float64 if memory > LONG_MEMORY else np.float32)
    step = _powers(space.step, ROW)
    row_steps = _powers(step[ROW], rows)
    rings = np.einsum("kij,j->ki", step[:ROW], space.ring)
    sounds = np.append(space.straight, rings[:-1] @ space.drive)
    return BlockFilter(
        rows=rows,
        straight=_staircase(sounds[:, None, None], 0).astype(np.float32),
        ring=np.ascontiguousarray(rings.T, np.float32),
        drive=np.einsum("i,kij->kj", space.drive, step[:ROW])[::-1].astype(precision),
        step=step,
        between=_staircase(row_steps[:rows], 1).astype(precision),
        fade=row_steps[:rows].transpose(1, 0, 2).reshape(states, -1).astype(precision),
        end=row_steps[:rows][::-1].reshape(-1, states).astype(precision),
        over=row_steps[rows].astype(precision),
    )


def _staircase(blocks: Matrix, first: int) -> Matrix:
    """Return a square of blocks (count, size, size): the same on each diagonal from the first on, nothing below it."""
    count, size = len(blocks), blocks.shape[1]
    diagonal = np.arange(count) - np.arange(count)[:, None] - first
    square = np.where((diagonal >= 0)[:, :, None, None], blocks[np.maximum(diagonal, 0)], 0.0)
    return square.transpose(0, 2, 1, 3).reshape(count * size, count * size)


def _powers(matrix: Matrix, most: int) -> Matrix:
    """Return a matrix's powers from none to the most."""
    powers = [np.eye(len(matrix))]
    for _ in range(most):
        powers.append(powers[-1] @ matrix)
    return np.stack(powers)


def _space(b0: float, b1: float, b2: float, _: float, a1: float, a2: float) -> StateSpace:
    """Return one section: the transposed direct form II, with the sum of both states for the second.

    Of a low filter both states are large and nearly cancel out; their sum keeps what single precision would lose.
    """
    first, second = b1 - a1 * b0, b2 - a2 * b0
    return StateSpace(
        step=np.array([[-1 - a1, -1 - a1 - a2], [1.0, 1.0]]),
        drive=np.array([first, first + second]),
        ring=np.array([1.0, 0.0]),
        straight=b0,
    )


def _joined(first: StateSpace, then: StateSpace) -> StateSpace:
    """Return two filters one after the other as one."""
    nothing = np.zeros((len(then.step), len(first.step)))
    return StateSpace(
        step=np.block([[first.step, np.outer(first.ring, then.drive)], [nothing, then.step]]),
        drive=np.concatenate([first.drive, first.straight * then.drive]),
        ring=np.concatenate([first.ring * then.straight, then.ring]),
        straight=first.straight * then.straight,
    )
