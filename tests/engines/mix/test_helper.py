"""Helpers: what they hand over, what they say when they cannot go on, and that none is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import numpy as np
import psutil
import pytest

from musicapp.core.model import ErrorKind
from musicapp.engines.composer.audio import BLOCK
from musicapp.engines.composer.mix import crew
from musicapp.engines.composer.mix.channel import Given
from musicapp.engines.composer.mix.crew import shared_out
from musicapp.engines.composer.mix.helper import AHEAD, Helper
from musicapp.engines.failure import EngineFailure

pytestmark = pytest.mark.skipif(not crew.SPLITS, reason="only where the system can split a process")
STARTS = range(0, 12 * BLOCK, BLOCK)


class Counting:
    """Gives the number of its block on two channels, then on one, then silence, and so on."""

    place, rows = 0, (2, 1)

    def next(self, start: int) -> Given:
        """Return the next block."""
        number = start // BLOCK
        return (None if number % 3 == 2 else np.full((2 - number % 3, BLOCK), number, np.float32), None)


class Stuck:
    """Is never done: nothing that it is told reaches it."""

    place, rows = 0, (1,)

    def next(self, _start: int, /) -> Given:
        """Wait for a signal."""
        signal.pause()
        return (None,)


class Failing:
    """Fails at its third block."""

    place, rows = 0, (1,)

    def __init__(self, problem: BaseException) -> None:
        self._problem = problem

    def next(self, start: int) -> Given:
        """Return silence, or raise."""
        if start == 2 * BLOCK:
            raise self._problem
        return (None,)


def children() -> int:
    """Return how many processes this one has."""
    return len(psutil.Process().children())


def test_blocks_come_in_order_as_they_were_made() -> None:
    with Helper([Counting()], STARTS) as helper:
        for number in range(len(STARTS)):
            [[sound, nothing]] = helper.next_block()
            assert nothing is None
            if number % 3 == 2:
                assert sound is None
            else:
                assert sound is not None
                assert sound.shape == (2 - number % 3, BLOCK)
                assert (sound == number).all()


@pytest.mark.parametrize("taken", [0, 1, AHEAD + 1])
def test_no_process_is_left(taken: int) -> None:
    before = children()
    with Helper([Counting()], STARTS) as helper:
        for _ in range(taken):
            helper.next_block()
        assert children() == before + 1
    assert children() == before


@pytest.mark.parametrize(
    ("problem", "kind", "words"),
    [
        (EngineFailure(ErrorKind.MISSING_MODEL, "The bank is damaged."), ErrorKind.MISSING_MODEL, "bank is damaged"),
        (MemoryError("no room"), ErrorKind.OUT_OF_MEMORY, "no room"),
        (ValueError("odd"), ErrorKind.INTERNAL, "ValueError: odd"),
    ],
)
def test_what_goes_wrong_is_told(problem: BaseException, kind: ErrorKind, words: str) -> None:
    with Helper([Failing(problem)], STARTS) as helper:
        helper.next_block()
        helper.next_block()
        with pytest.raises(EngineFailure, match=words) as told:
            helper.next_block()
    assert told.value.kind is kind


def test_a_helper_that_was_killed_is_noticed() -> None:
    with Helper([Counting()], STARTS) as helper:
        helper.next_block()
        [process] = [child for child in psutil.Process().children() if child.pid == helper.pid]
        process.send_signal(signal.SIGKILL)
        with pytest.raises(EngineFailure, match="without a word"):
            for _ in range(len(STARTS)):
                helper.next_block()


def test_helpers_die_with_who_split_them_off() -> None:
    program = (
        "import signal\n"
        "from tests.engines.mix.test_helper import STARTS, Helper, Stuck\n"
        "helper = Helper([Stuck()], STARTS)\n"
        "print(helper.pid, flush=True)\n"
        "signal.pause()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        helper = psutil.Process(int(parent.stdout.readline()))
        os.kill(parent.pid, signal.SIGKILL)
        psutil.wait_procs([helper], timeout=10)
    assert not helper.is_running() or helper.status() == psutil.STATUS_ZOMBIE


def test_work_is_shared_out_by_weight() -> None:
    assert shared_out([5.0, 1.0, 1.0, 4.0, 1.0], 2) == [[0, 2], [1, 3, 4]]
