"""The engine host: a process that runs one engine and nothing else.

``main`` is entered by ``--engine-host ID``. What is read and written is the contract of
``engines.protocol``; standard error is the log. It may crash, leak or be killed: only the
job it works on suffers.
"""

from __future__ import annotations

import errno
import importlib
import importlib.util
import os
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from musicapp.core.model import ErrorKind
from musicapp.engines.channel import channel_over_stdout
from musicapp.engines.failure import EngineFailure
from musicapp.engines.protocol import (
    MAX_LINE_BYTES,
    PROTOCOL_VERSION,
    Done,
    EngineRequest,
    Failed,
    Message,
    Output,
    OutputFile,
    Progress,
    Ready,
    Used,
    decode_request,
)

STDIN = 0
PROGRESS_EVERY_S = 0.1
BAD_ENGINE_EXIT = 2

Report = Callable[[float, str], None]
"""Says how far a job is: fraction 0-1 and the name of the stage."""


class Engine(Protocol):
    """What the module ``musicapp.engines.<id>.engine`` offers as ``open_engine()``."""

    def refuse(self, request: EngineRequest) -> str | None:
        """Say in words why this request cannot be met, or None when it can; EngineFailure where it is not its fault."""

    def make(self, request: EngineRequest, report: Report) -> tuple[tuple[OutputFile, ...], Used]:
        """Write the files below the work folder; call report from the computing loop itself."""


class Reporter:
    """Passes progress on: never backwards, a stage's change at once, else about 10 a second."""

    def __init__(self, send: Callable[[Message], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._send = send
        self._clock = clock
        self._fraction = 0.0
        self._stage = ""
        self._sent_at = float("-inf")

    def __call__(self, fraction: float, stage: str) -> None:
        """Take note of a fraction 0-1 and a stage, and tell it when it is due."""
        self._fraction = min(1.0, max(self._fraction, fraction))
        now = self._clock()
        if stage == self._stage and now - self._sent_at < PROGRESS_EVERY_S:
            return
        self._stage, self._sent_at = stage, now
        self._send(Progress(fraction=self._fraction, stage=stage))


def main(engine_id: str) -> int:
    """Serve requests until standard input closes; return the exit code."""
    channel = channel_over_stdout()
    try:
        engine = load_engine(engine_id)
    except LookupError as problem:
        sys.stderr.write(f"{problem}\n")
        return BAD_ENGINE_EXIT
    try:
        channel.send(Ready(engine=engine_id))
        for line in read_lines(os.fdopen(STDIN, "rb", closefd=False)):
            channel.send(serve(line, engine, channel.send))
    except BrokenPipeError:
        return 0  # the supervisor is gone: nobody is left to work for
    return 0


def load_engine(engine_id: str) -> Engine:
    """Import an engine with all it needs, so that an update under a running host cannot hurt.

    Raises:
        LookupError: there is no such engine.
    """
    name = f"musicapp.engines.{engine_id}.engine"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", engine_id) or importlib.util.find_spec(name) is None:
        raise LookupError(f"no engine is called {engine_id!r}")
    engine: Engine = importlib.import_module(name).open_engine()
    return engine


def read_lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield lines; one that is too long comes as its first MAX_LINE_BYTES + 1 bytes."""
    while line := source.readline(MAX_LINE_BYTES + 1):
        rest = line
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = source.readline(MAX_LINE_BYTES + 1)
        if line.strip():
            yield line


def serve(line: bytes, engine: Engine, send: Callable[[Message], None]) -> Message:
    """Do what one request line asks and return the job's last message."""
    try:
        request = read_request(line)
        reason = engine.refuse(request)
    except ValueError as problem:
        return Failed(kind=ErrorKind.BAD_REQUEST, text=str(problem))
    except EngineFailure as problem:
        return Failed(kind=problem.kind, text=str(problem))
    if reason is not None:
        return Failed(kind=ErrorKind.BAD_REQUEST, text=reason)
    try:
        files, used = engine.make(request, Reporter(send))
    except BrokenPipeError:
        raise
    except EngineFailure as problem:
        return Failed(kind=problem.kind, text=str(problem))
    except Exception as problem:  # the process boundary: whatever happens becomes a true state
        traceback.print_exc()
        return Failed(kind=kind_of(problem), text=f"{type(problem).__name__}: {problem}")
    for file in files:
        send(Output(output=file))
    return Done(files=files, used=used)


def read_request(line: bytes) -> EngineRequest:
    """Decode a request line.

    Raises:
        ValueError: it is too long, no request, of another protocol, or names an unknown field.
    """
    if len(line) > MAX_LINE_BYTES:
        raise ValueError(f"the request is longer than {MAX_LINE_BYTES} bytes")
    request = decode_request(line)
    if request.protocol_version != PROTOCOL_VERSION:
        raise ValueError(f"protocolVersion {request.protocol_version} is not {PROTOCOL_VERSION}")
    return request


def kind_of(problem: Exception) -> ErrorKind:
    """Name the kind of a failure."""
    if isinstance(problem, MemoryError):
        return ErrorKind.OUT_OF_MEMORY
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return ErrorKind.NO_SPACE
    return ErrorKind.INTERNAL
