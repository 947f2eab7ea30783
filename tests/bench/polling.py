"""How long one look at the jobs takes, however many are finished."""

from __future__ import annotations

from pathlib import Path

from musicapp.app.desk import Desk
from musicapp.core.clock import SystemClock
from tests.bench.history import old_home
from tests.bench.rows import Row, medians, seconds_of

UNFINISHED_JOBS = 5


def measure_polling(folder: Path) -> list[Row]:
    """Compare a long past with a short one."""
    desks, opened = [], []
    for finished in (100, 10_000):
        home = old_home(folder, finished)
        for _ in range(UNFINISHED_JOBS):
            home.accept()
        desk = Desk(home.paths, SystemClock(), lambda: True)
        opened.append(seconds_of(desk.open))
        desks.append(desk)
    few, many = medians(desks[0].poll, desks[1].poll)
    for desk in desks:
        desk.close()
    return [
        Row("one poll, 100 finished + 5 unfinished", few * 1000, "ms", 5),
        Row("one poll, 10,000 finished + 5 unfinished", many * 1000, "ms", 5),
        Row("  many / few", many / few, "x", 2.0),
        Row("opening 10,000 finished + 5 unfinished", opened[1] * 1000, "ms", note="once, off the GUI thread"),
    ]
