"""Measure what is promised on this machine and print a table; exit 1 when a promise is not kept.

    python -m tests.bench [WORD...]

Words choose rows by a part of their name, e.g. ``python -m tests.bench acceptance poll``. Every value is a
median over warm runs; what is compared was measured in turns, in the same run.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.acceptance import measure_acceptance
from tests.bench.composing import measure_composing
from tests.bench.machine import describe_machine
from tests.bench.polling import measure_polling
from tests.bench.rows import Row, table
from tests.bench.styles import measure_styles
from tests.bench.window import measure_window
from tests.bench.worker import measure_worker

BENCHES: dict[str, Callable[[Path], list[Row]]] = {
    "acceptance": measure_acceptance,
    "poll": measure_polling,
    "worker": measure_worker,
    "window": measure_window,
    "composing": measure_composing,
    "styles": measure_styles,
}


def main(words: list[str]) -> int:
    """Run the benches that are asked for and print their rows."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="musicapp-bench-") as folder:
        for name, measure in BENCHES.items():
            if not words or any(word in name for word in words):
                rows += measure(Path(folder))
    sys.stdout.write(f"{describe_machine(Path(tempfile.gettempdir()))}\n\n{table(rows)}\n")
    return int(any(row.is_kept is False for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
