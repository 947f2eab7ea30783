"""A helper: a process split off from this one, which does its lot of the work a few blocks ahead.

It lives no longer than who split it off. Only where the system is Linux.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.core.model import ErrorKind
from musicapp.engines.composer.audio import BLOCK, Samples
from musicapp.engines.composer.mix.channel import Given, Work
from musicapp.engines.failure import EngineFailure

AHEAD = 4
"""Blocks that may wait to be taken."""
PR_SET_PDEATHSIG = 1
DONE, TROUBLE = b".", b"!"


class Trouble(msgspec.Struct, frozen=True):
    """Why a helper cannot go on."""

    kind: ErrorKind
    text: str


class Shelf:
    """Shared memory for a few blocks of each piece of work, and how many rows of each are filled."""

    def __init__(self, work: Sequence[Work]) -> None:
        self._rows = [one.rows for one in work]
        rows, items = sum(map(sum, self._rows)), sum(map(len, self._rows))
        memory = mmap.mmap(-1, AHEAD * (4 * BLOCK * rows + items))
        size = AHEAD * rows * BLOCK
        self._sound: Samples = np.frombuffer(memory, np.float32, size).reshape(AHEAD, rows, BLOCK)
        filled: npt.NDArray[np.uint8] = np.frombuffer(memory, np.uint8, AHEAD * items, offset=4 * size)
        self._filled = filled.reshape(AHEAD, items)

    def put(self, number: int, given: Sequence[Given]) -> None:
        """Fill a block in."""
        row = 0
        for item, (most, block) in enumerate(self._flat(given)):
            self._filled[number, item] = 0 if block is None else len(block)
            if block is not None:
                self._sound[number, row : row + len(block)] = block
            row += most

    def look(self, number: int) -> list[Given]:
        """Return a block as it was filled in."""
        given: list[Given] = []
        row, item = 0, 0
        for rows in self._rows:
            blocks: list[Samples | None] = []
            for most in rows:
                filled = int(self._filled[number, item])
                blocks.append(self._sound[number, row : row + filled] if filled else None)
                row, item = row + most, item + 1
            given.append(blocks)
        return given

    def _flat(self, given: Sequence[Given]) -> list[tuple[int, Samples | None]]:
        return [
            (most, block)
            for rows, blocks in zip(self._rows, given, strict=True)
            for most, block in zip(rows, blocks, strict=True)
        ]


class Helper:
    """Does work for blocks that begin at starts; a context manager that leaves no process."""

    def __init__(self, work: Sequence[Work], starts: range) -> None:
        self._shelf = Shelf(work)
        self._taken = 0
        told, self._tell = os.pipe()
        self._hear, say = os.pipe()
        parent = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            try:
                _die_with(parent)
                os.close(self._tell)
                os.close(self._hear)
                _serve(work, starts, self._shelf, (told, say))
            finally:
                os._exit(0)  # whatever happens, a helper never becomes a second engine
        os.close(told)
        os.close(say)

    def __enter__(self) -> Helper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._tell)
        os.close(self._hear)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def next_block(self) -> list[Given]:
        """Return the next block of each piece of work; what was returned before is let go.

        Raises:
            EngineFailure: the helper says why it cannot go on, or has died.
        """
        if self._taken:
            self._go_on()
        said = os.read(self._hear, 1)
        if said != DONE:
            raise self._trouble()
        number = self._taken % AHEAD
        self._taken += 1
        return self._shelf.look(number)

    def _go_on(self) -> None:
        """Tell that a block was taken; one that has done all its work listens no more."""
        try:
            os.write(self._tell, DONE)
        except BrokenPipeError:
            return

    def _trouble(self) -> Exception:
        words = b""
        while chunk := os.read(self._hear, 1 << 12):
            words += chunk
        if not words:
            return EngineFailure(ErrorKind.CRASHED, "a helper of the composer ended without a word")
        trouble = msgspec.json.decode(words, type=Trouble)
        return EngineFailure(trouble.kind, trouble.text)


def _die_with(parent: int) -> None:
    """Have the kernel end this process when the one dies that split it off, which may have happened already."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _serve(work: Sequence[Work], starts: range, shelf: Shelf, pipes: tuple[int, int]) -> None:
    """Be the helper."""
    told, say = pipes
    try:
        for number, start in enumerate(starts):
            if number >= AHEAD and not os.read(told, 1):
                break
            shelf.put(number % AHEAD, [one.next(start) for one in work])
            os.write(say, DONE)
    except BrokenPipeError:
        pass
    except BaseException as problem:
        traceback.print_exc(file=sys.stderr)
        os.write(say, TROUBLE + msgspec.json.encode(_told(problem)))


def _told(problem: BaseException) -> Trouble:
    if isinstance(problem, EngineFailure):
        return Trouble(problem.kind, str(problem))
    kind = ErrorKind.OUT_OF_MEMORY if isinstance(problem, MemoryError) else ErrorKind.INTERNAL
    return Trouble(kind, f"{type(problem).__name__}: {problem}")
