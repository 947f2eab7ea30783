"""Logs of bounded size; they name jobs, never what was asked for."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from musicapp.core.durable import FILE_MODE

LOG_BYTES = 1 << 20
LAYOUT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def write_log(path: Path) -> None:
    """Log to a file from now on; one that has grown too large is put aside first, over the last such one."""
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_name(f"{path.name}.1"))
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, FILE_MODE))
    logging.basicConfig(filename=path, encoding="utf-8", format=LAYOUT, level=logging.INFO)
