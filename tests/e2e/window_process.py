"""A window in a process that may be killed: with its picture, or its JobManager, desk and storage thread alone.

Usage: ``python -m tests.e2e.window_process bare|window OUTPUT PROMPT...``: gives one order for each prompt and says
on standard output, one JSON object a line, what is shown. It stays until it is killed or told to end.
"""

from __future__ import annotations

import json
import signal
import sys

from PySide6.QtCore import QCoreApplication, QTimer

from musicapp.app.desk import Desk
from musicapp.app.job_manager import JobManager
from musicapp.app.language import LanguageSwitch
from musicapp.app.single_instance import Opening
from musicapp.app.storage_thread import StorageThread
from musicapp.app.worker_launcher import WorkerLauncher
from musicapp.core.clock import SystemClock
from musicapp.core.model import Order, Wishes
from musicapp.core.paths import data_paths


def say(event: str, **values: object) -> None:
    """Write one event, at once."""
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


def follow(manager: JobManager, output: str, prompts: list[str]) -> None:
    """Say what the manager says, and order once it has opened."""

    def on_loaded(_rows: object) -> None:
        for prompt in prompts:
            manager.generate(Order(prompt=prompt, engine="scripted", output=output, wishes=Wishes(seconds=1.0)))

    manager.accepted.connect(lambda row: say("accepted", job=row.job_id))
    manager.refused.connect(lambda error: say("refused", problem=str(error)))
    manager.finished.connect(lambda row: say("finished", job=row.job_id))
    manager.finished_away.connect(lambda rows: say("finished-away", jobs=[row.job_id for row in rows]))
    manager.library_loaded.connect(on_loaded)


def run_bare(output: str, prompts: list[str]) -> None:
    """Watch without a picture."""
    application = QCoreApplication([])
    paths, clock = data_paths(), SystemClock()
    desk = Desk(paths, clock, WorkerLauncher(paths).start)
    manager = JobManager(desk, StorageThread(), clock)
    manager.library_loaded.connect(lambda _: say("opened", isWriter=desk.ledger.is_writer))
    follow(manager, output, prompts)
    manager.start()
    _run(application)
    manager.stop()


def run_window(output: str, prompts: list[str]) -> None:
    """Watch in the real window."""
    from musicapp.ui.application import build_application
    from musicapp.ui.session import Session

    application = build_application(["musicapp"])
    session = Session(application, data_paths(), LanguageSwitch(application))
    session.manager.library_loaded.connect(lambda _: say("opened"))
    follow(session.manager, output, prompts)
    session.begin(Opening())
    _run(application)


def _run(application: QCoreApplication) -> None:
    signal.signal(signal.SIGTERM, lambda *_: application.quit())
    ticks = QTimer()
    ticks.timeout.connect(lambda: None)  # lets Python see the signal
    ticks.start(50)
    application.exec()


if __name__ == "__main__":
    (run_window if sys.argv[1] == "window" else run_bare)(sys.argv[2], sys.argv[3:])
