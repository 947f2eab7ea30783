"""A window without a picture: the real JobManager, desk and storage thread in a process that may be killed.

Usage: ``python -m tests.e2e.window_process OUTPUT PROMPT...``: gives one order for each prompt and says on
standard output, one JSON object a line, what a window would show. It stays until it is killed or told to end.
"""

from __future__ import annotations

import json
import signal
import sys

from PySide6.QtCore import QCoreApplication, QTimer

from musicapp.app.desk import Desk
from musicapp.app.job_manager import JobManager
from musicapp.app.storage_thread import StorageThread
from musicapp.app.worker_launcher import WorkerLauncher
from musicapp.core.clock import SystemClock
from musicapp.core.model import Order, Summary, Wishes
from musicapp.core.paths import data_paths


def say(event: str, **values: object) -> None:
    """Write one event, at once."""
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


def main(output: str, prompts: list[str]) -> int:
    """Open, order, and watch."""
    application = QCoreApplication([])
    paths, clock = data_paths(), SystemClock()
    desk = Desk(paths, clock, WorkerLauncher(paths).start)
    manager = JobManager(desk, StorageThread(), clock)

    def on_loaded(_rows: tuple[Summary, ...]) -> None:
        say("opened", isWriter=desk.ledger.is_writer)
        for prompt in prompts:
            manager.generate(Order(prompt=prompt, engine="scripted", output=output, wishes=Wishes(seconds=1.0)))

    manager.accepted.connect(lambda row: say("accepted", job=row.job_id))
    manager.refused.connect(lambda error: say("refused", problem=str(error)))
    manager.job_changed.connect(lambda row: say("changed", job=row.job_id, state=row.state))
    manager.finished.connect(lambda row: say("finished", job=row.job_id))
    manager.finished_away.connect(lambda rows: say("finished-away", jobs=[row.job_id for row in rows]))
    manager.library_loaded.connect(on_loaded)
    signal.signal(signal.SIGTERM, lambda *_: application.quit())
    ticks = QTimer()
    ticks.timeout.connect(lambda: None)  # lets Python see the signal
    ticks.start(50)
    manager.start()
    application.exec()
    manager.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
