"""The verbs of the command line, each one function from its options to an exit status."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from functools import partial

from musicapp.app.desk import Desk
from musicapp.app.ordering import find_engine, understand_order
from musicapp.app.sentences import error_sentence
from musicapp.cli.exits import Exit
from musicapp.cli.export import export
from musicapp.cli.parser import order_of
from musicapp.cli.printing import (
    JobsView,
    ProgressBar,
    print_brief,
    print_details,
    print_json,
    print_line,
    print_note,
    print_row,
    track_path,
    view,
)
from musicapp.cli.words import DELETED, GOES_ON, LEFT_WAITING, NO_WASTEBASKET, PAUSED, RESUMED, say
from musicapp.core.model import JobState, Summary

POLL_SECONDS = 0.1
CANCELLING_POLL_SECONDS = 0.1


def generate(desk: Desk, options: argparse.Namespace) -> Exit:
    """Accept a job, print its id at once, and follow it to its end."""
    row = desk.accept(order_of(options))
    say_id = print_note if options.json else print_line
    say_id(row.job_id)
    if options.no_wait:
        desk.record()
        if options.json:
            print_json(view(row))
        return Exit.DONE
    try:
        desk.record()
        ended = _follow(desk, lambda: [row.job_id])
    except KeyboardInterrupt:
        print_note(say(GOES_ON, job=row.job_id))
        return Exit.INTERRUPTED
    desk.record()
    (last,) = ended
    return _tell_end(last, as_json=options.json)


def _tell_end(row: Summary, *, as_json: bool) -> Exit:
    if as_json:
        print_json(view(row))
    elif row.result_url is not None:
        print_line(track_path(row.result_url))
    _tell_trouble(row)
    return _exit_of([row])


def _tell_trouble(row: Summary) -> None:
    if row.error is not None:
        print_note(f"{error_sentence(row.error.kind)} ({row.error.message})")
    elif row.is_unfinished:
        print_note(say(LEFT_WAITING))


def _follow(desk: Desk, wanted: Callable[[], Iterable[str]]) -> list[Summary]:
    """Poll until every wanted job has ended or is left waiting; return their last rows."""
    bar = ProgressBar()
    poll = desk.poll()
    while rows := _still_moving(desk, wanted(), is_paused=poll.is_paused):
        bar.show(rows[0])
        time.sleep(POLL_SECONDS)
        poll = desk.poll()
    bar.clear()
    return [row for job_id in wanted() if (row := desk.ledger.row(job_id)) is not None]


def _still_moving(desk: Desk, wanted: Iterable[str], *, is_paused: bool) -> list[Summary]:
    rows = [row for job_id in wanted if (row := desk.ledger.row(job_id)) is not None]
    return [row for row in rows if row.is_unfinished and not _is_left_waiting(row, is_paused=is_paused)]


def _is_left_waiting(row: Summary, *, is_paused: bool) -> bool:
    return row.held or (is_paused and row.state is JobState.PENDING)


def _exit_of(rows: Iterable[Summary]) -> Exit:
    states = {row.state for row in rows}
    if JobState.ERROR in states:
        return Exit.FAILED
    if states - {JobState.DONE, JobState.CANCELLED}:
        return Exit.LEFT_WAITING
    return Exit.CANCELLED if JobState.CANCELLED in states else Exit.DONE


def plan(desk: Desk, options: argparse.Namespace) -> Exit:
    """Print what was understood, without making anything."""
    order = order_of(options)
    brief = understand_order(order, find_engine(desk.engines(), order.engine))
    (print_json if options.json else print_brief)(brief)
    return Exit.DONE


def jobs(desk: Desk, options: argparse.Namespace) -> Exit:
    """Print all jobs, oldest first."""
    desk.record()
    rows = desk.ledger.rows()
    if options.json:
        print_json(JobsView(jobs=tuple(view(row) for row in rows)))
    else:
        for row in rows:
            print_row(row)
    return Exit.DONE


def status(desk: Desk, options: argparse.Namespace) -> Exit:
    """Print one job."""
    desk.record()
    row = desk.row(options.job)
    if options.json:
        print_json(view(row))
    else:
        print_details(row)
    return Exit.DONE


def cancel(desk: Desk, options: argparse.Namespace) -> Exit:
    """Cancel a job and say the state it is in then."""
    desk.record()
    desk.cancel(options.job)
    _wait_for_cancels(desk)
    desk.record()
    print_row(desk.row(options.job))
    return Exit.DONE


def _wait_for_cancels(desk: Desk) -> None:
    desk.poll()
    while desk.is_cancelling:
        time.sleep(CANCELLING_POLL_SECONDS)
        desk.poll()


def retry(desk: Desk, options: argparse.Namespace) -> Exit:
    """Put a failed or cancelled job back into the queue."""
    desk.record()
    desk.retry(options.job)
    desk.record()
    print_row(desk.row(options.job))
    return Exit.DONE


def delete(desk: Desk, options: argparse.Namespace) -> Exit:
    """Move a job and its track to the wastebasket."""
    desk.open()
    try:
        desk.delete(options.job)
        _wait_for_cancels(desk)
        kept = desk.empty_deleted()
    finally:
        desk.close()
    print_line(say(NO_WASTEBASKET if options.job in kept else DELETED, job=options.job))
    return Exit.DONE


def wait(desk: Desk, options: argparse.Namespace) -> Exit:
    """Wait until a job has ended, or until the queue is empty."""
    desk.record()
    desk.poll()
    seen: set[str] = set()
    wanted = partial(_unfinished, desk, seen) if options.job is None else lambda: [desk.row(options.job).job_id]
    rows = _follow(desk, wanted)
    desk.record()
    for row in rows:
        _tell_trouble(row)
    return _exit_of(rows)


def _unfinished(desk: Desk, seen: set[str]) -> list[str]:
    seen.update(row.job_id for row in desk.ledger.rows() if row.is_unfinished)
    return sorted(seen)


def pause(desk: Desk, _options: argparse.Namespace) -> Exit:
    """Let no new job begin."""
    desk.pause()
    print_line(say(PAUSED))
    return Exit.DONE


def resume(desk: Desk, _options: argparse.Namespace) -> Exit:
    """Let jobs begin again, held ones too."""
    desk.resume()
    print_line(say(RESUMED))
    return Exit.DONE


VERBS: dict[str, Callable[[Desk, argparse.Namespace], Exit]] = {
    verb.__name__: verb for verb in (generate, plan, jobs, status, cancel, retry, delete, export, wait, pause, resume)
}
