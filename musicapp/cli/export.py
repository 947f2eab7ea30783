"""The verb that writes a finished track in another format."""

from __future__ import annotations

import argparse
from pathlib import Path

from musicapp.app.desk import Desk
from musicapp.app.exporting import Export
from musicapp.app.sentences import export_sentence
from musicapp.cli.exits import Exit
from musicapp.cli.printing import ExportView, ProgressBar, print_json, print_line, print_note
from musicapp.cli.words import LOSSY_TWICE, NOT_EXPORTED, say
from musicapp.core.exporting import Exported, ExportFailed, ExportProgress, ExportWish
from musicapp.core.model import JobError


def export(desk: Desk, options: argparse.Namespace) -> Exit:
    """Write a finished track in another format, and print where it is."""
    desk.record()
    running = desk.export(ExportWish(job_id=options.job, format=options.format, output=options.output))
    try:
        last = _follow(running)
    except KeyboardInterrupt:
        print_note(say(NOT_EXPORTED))
        return Exit.INTERRUPTED
    finally:
        running.stop()
    if options.json:
        print_json(_view(options, last))
    return _tell_file(last, as_json=options.json) if isinstance(last, Exported) else _tell_failure(last)


def _follow(running: Export) -> Exported | ExportFailed:
    """Draw a bar until the last message comes."""
    bar = ProgressBar()
    try:
        for message in running.messages():
            if not isinstance(message, ExportProgress):
                return message
            bar.draw(message.fraction)
    finally:
        bar.clear()
    raise AssertionError("there is always a last message")


def _view(options: argparse.Namespace, last: Exported | ExportFailed) -> ExportView:
    return ExportView(
        job_id=options.job,
        format=options.format,
        result_url=Path(last.file).as_uri() if isinstance(last, Exported) else None,
        warning=say(LOSSY_TWICE) if isinstance(last, Exported) and last.is_lossy_twice else None,
        error=JobError(kind=last.kind, message=last.text) if isinstance(last, ExportFailed) else None,
    )


def _tell_file(made: Exported, *, as_json: bool) -> Exit:
    if not as_json:
        print_line(made.file)
    if made.is_lossy_twice:
        print_note(say(LOSSY_TWICE))
    return Exit.DONE


def _tell_failure(failed: ExportFailed) -> Exit:
    print_note(f"{export_sentence(failed.kind)} ({failed.text})")
    return Exit.FAILED
