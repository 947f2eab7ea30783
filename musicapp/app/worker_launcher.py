"""Starting a worker that outlives whoever starts it."""

from __future__ import annotations

import logging

from PySide6.QtCore import QProcess, QProcessEnvironment

from musicapp.core.paths import DataPaths
from musicapp.core.program import program_command

log = logging.getLogger(__name__)


class WorkerLauncher:
    """Starts detached workers for one data folder."""

    def __init__(self, paths: DataPaths) -> None:
        self._paths = paths

    def start(self) -> bool:
        """Start a worker in a session of its own; False when the system would not.

        It is never asked whether one is there already: one without a slot ends at once.
        """
        program, *arguments = program_command("--worker")
        process = QProcess()
        process.setProgram(program)
        process.setArguments(arguments)
        process.setWorkingDirectory(str(self._paths.root))
        process.setProcessEnvironment(_worker_environment())
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        is_started = bool(process.startDetached())
        if not is_started:
            log.error("the worker could not be started: %s", process.errorString())
        return is_started


def _worker_environment() -> QProcessEnvironment:
    """Return this process's environment without what a frozen window adds for itself."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.remove("QT_PLUGIN_PATH")
    environment.insert("PYINSTALLER_RESET_ENVIRONMENT", "1")
    return environment
