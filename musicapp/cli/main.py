"""Entry of the command line; without a verb it opens the window."""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler

from musicapp.app.desk import Desk
from musicapp.app.language import LanguageSwitch
from musicapp.app.sentences import problem_sentence
from musicapp.app.worker_launcher import WorkerLauncher
from musicapp.cli.exits import Exit
from musicapp.cli.parser import build_parser, build_window_parser
from musicapp.cli.printing import print_note
from musicapp.cli.verbs import VERBS
from musicapp.cli.words import NO_SUCH_FILE, UNEXPECTED, say
from musicapp.core.clock import SystemClock
from musicapp.core.logs import write_log
from musicapp.core.paths import DataPaths, data_paths
from musicapp.core.problems import Problem, UserError
from musicapp.core.records import NewerError
from musicapp.core.settings import load_settings

EXITS = {Problem.UNKNOWN_JOB: Exit.UNKNOWN_JOB, Problem.TRACK_GONE: Exit.FAILED}
"""What is no wrong use, although a person can put it right."""


def main(arguments: list[str]) -> int:
    """Run a verb, or open the window; return the exit status."""
    _print_anything()
    if arguments and arguments[0] in VERBS:
        return _run_verb(arguments)
    return _open_window(arguments)


def _print_anything() -> None:
    """No sentence and no path may fail for the terminal's encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run_verb(arguments: list[str]) -> int:
    qInstallMessageHandler(_log_qt)
    application = QCoreApplication(["musicapp"])
    try:
        paths = data_paths()
        LanguageSwitch(application).use(load_settings(paths.settings).language)
        return _run(paths, arguments)
    except NewerError as error:
        return _refuse(UserError(Problem.DATA_TOO_NEW, file=error.file))
    except UserError as error:
        return _refuse(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED


def _log_qt(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Keep Qt's remarks, on a locale that is not installed for one, out of what is printed."""
    logging.getLogger("qt").info("%s", text)


def _run(paths: DataPaths, arguments: list[str]) -> int:
    options = build_parser().parse_args(arguments)
    desk = Desk(paths, SystemClock(), WorkerLauncher(paths).start)
    try:
        return VERBS[options.verb](desk, options)
    except (UserError, NewerError):
        raise
    except Exception:
        return _log_unexpected(paths)


def _refuse(error: UserError) -> Exit:
    print_note(problem_sentence(error))
    return EXITS.get(error.problem, Exit.WRONG_USE)


def _log_unexpected(paths: DataPaths) -> Exit:
    paths.make()
    log = paths.logs / "command-line.log"
    write_log(log)
    logging.getLogger(__name__).exception("unexpected")
    print_note(say(UNEXPECTED, log=str(log)))
    return Exit.FAILED


def _open_window(arguments: list[str]) -> int:
    options = build_window_parser().parse_args(arguments)
    missing = [file for file in options.files if not Path(file).exists()]
    if missing:
        print_note(say(NO_SUCH_FILE, file=missing[0]))
        return Exit.WRONG_USE
    from musicapp.ui.session import run_window

    files = tuple(str(Path(file).absolute()) for file in options.files)
    try:
        paths = data_paths()
        paths.make()
        write_log(paths.logs / "window.log")
        return run_window(paths, prompt=options.prompt, files=files)
    except UserError as error:
        return _refuse(error)
