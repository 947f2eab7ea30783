"""The exporting process: one request in, one file out."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback

from musicapp.core.exporting import Exported, ExportFailed, ExportProgress, ExportRequest, request_decoder
from musicapp.core.model import ErrorKind
from musicapp.engines.channel import Channel, channel_over_stdout
from musicapp.engines.protocol import MAX_LINE_BYTES
from musicapp.publish.export import cost_s, export_track, read_recipe
from musicapp.publish.failure import failure_of
from musicapp.publish.formats import FORMATS
from musicapp.publish.refusal import Refusal
from musicapp.publish.workload import Workload

STDIN = 0


class NobodyWaits(Exception):
    """Whoever asked for the file has gone or does not want it any more."""


def main() -> int:
    """Export the track that standard input names.

    Returns:
        0 when there is a new file, 1 when not.
    """
    channel = channel_over_stdout()
    try:
        last = _answer(channel)
        channel.send(last)
    except (BrokenPipeError, NobodyWaits):
        return 1
    return 0 if isinstance(last, Exported) else 1


def _answer(channel: Channel) -> Exported | ExportFailed:
    try:
        return _export(_read_request(), channel)
    except (BrokenPipeError, NobodyWaits):
        raise
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        return _failed(error)


def _export(job: ExportRequest, channel: Channel) -> Exported:
    is_waited_for = _watch_input()
    sidecar = read_recipe(job)
    work = Workload(
        cost_s(sidecar, FORMATS[job.format]),
        lambda told: channel.send(ExportProgress(fraction=told.fraction or 0.0)),
        time.monotonic,
    )

    def spend(work_s: float) -> None:
        if not is_waited_for.is_set():
            raise NobodyWaits
        work.spend(work_s)

    return export_track(job, sidecar, spend)


def _read_request() -> ExportRequest:
    with open(STDIN, "rb", closefd=False, buffering=0) as stream:
        line = stream.readline(MAX_LINE_BYTES)
    try:
        return request_decoder.decode(line)
    except ValueError as error:
        raise Refusal(f"no request that can be read: {error}", ErrorKind.BAD_REQUEST) from error


def _watch_input() -> threading.Event:
    """Return what is set for as long as standard input is open."""
    is_open = threading.Event()
    is_open.set()

    def watch() -> None:
        while os.read(STDIN, 1 << 10):
            pass
        is_open.clear()

    threading.Thread(target=watch, daemon=True).start()
    return is_open


def _failed(error: Exception) -> ExportFailed:
    """Say why there is no file; what the system refuses, it refuses of the folder."""
    failed = failure_of(error)
    is_refused = isinstance(error, OSError) and failed.kind is ErrorKind.INTERNAL
    return ExportFailed(kind=ErrorKind.OUTPUT_FOLDER if is_refused else failed.kind, text=failed.text)
