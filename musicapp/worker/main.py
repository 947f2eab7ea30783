"""Entry of the detached worker: light, out of the way, and told to end by SIGTERM."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading

import psutil

from musicapp.core.clock import SystemClock
from musicapp.core.logs import write_log
from musicapp.core.paths import data_paths
from musicapp.core.problems import UserError
from musicapp.core.records import NewerError
from musicapp.core.settings import load_settings
from musicapp.worker.drain import Drain

NICENESS = 10


def main() -> int:
    """Drain the queue; return the exit status."""
    told_to_end = _watch_signals()
    try:
        paths = data_paths()
        paths.make()
        write_log(paths.logs / "worker.log")
        _step_back()
        Drain(paths, load_settings(paths.settings), SystemClock(), told_to_end.is_set).run()
    except (UserError, NewerError) as error:
        logging.getLogger(__name__).error("%s", error)
        return 2
    except Exception:
        logging.getLogger(__name__).exception("the worker ends")
        return 1
    return 0


def _watch_signals() -> threading.Event:
    told_to_end = threading.Event()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: told_to_end.set())
    return told_to_end


def _step_back() -> None:
    """Let everything the user does come first."""
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(NICENESS)
