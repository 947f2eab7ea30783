"""The program outlives Qt's careless counting."""

from __future__ import annotations

import subprocess
import sys

MANY_SIGNALS = """
from PySide6.QtCore import QObject, Signal
from musicapp.ui.application import build_application

class Bell(QObject):
    rung = Signal(bool)

application = build_application([])
bell = Bell()
bell.rung.connect(lambda is_loud: None)
for _ in range(20_000):
    bell.rung.emit(True)
    bell.setObjectName("bell")
"""


def test_twenty_thousand_signals_do_not_end_the_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", MANY_SIGNALS], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
