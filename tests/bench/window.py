"""How soon the window is there and what it weighs, beside a bare one with the same Qt modules."""

from __future__ import annotations

from pathlib import Path

from tests.bench.rows import Row


def measure_window(folder: Path) -> list[Row]:
    """Nothing yet: the rows are "window ready / bare QMainWindow" (2x) and "its memory / bare" (1.5x)."""
    return []
