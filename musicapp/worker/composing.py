"""Having an engine compose a job: one host process, kept between jobs of its engine."""

from __future__ import annotations

import math
import sys
from pathlib import Path

from musicapp.core.job_folder import OwnedJob
from musicapp.core.manifest import BUILT_IN_FOLDER, Engine, find_engines
from musicapp.core.model import ErrorKind, Request
from musicapp.core.paths import DataPaths
from musicapp.core.program import program_command
from musicapp.engines.protocol import Done, EngineRequest, Failed, Output, Progress, Ready, decode_message
from musicapp.worker.child import Child
from musicapp.worker.watch import JobWatch
from musicapp.worker.wishes import ChildDied, JobFailed

COMPOSING_SHARE = 0.9
"""The part of a job's time that composing and rendering take; the rest is publishing."""


class Composing:
    """Runs engine hosts, one at a time."""

    def __init__(self, paths: DataPaths) -> None:
        self._paths = paths
        self._engine_id = ""
        self._host: Child | None = None

    def compose(self, job: OwnedJob, request: Request, work_folder: Path, watch: JobWatch) -> Done:
        """Let the job's engine make it; return its last word.

        Raises:
            JobFailed: the engine is unknown, refused the job, hung or broke the contract.
            ChildDied: the host ended in the middle.
            CancelWished, StopWished, FilesRemoved: as JobWatch.look.
        """
        engine = self._find(request.engine)
        host = self._host_of(engine, job)
        try:
            _send(host, request, work_folder)
            return _listen(host, engine, watch)
        except BaseException:
            self.kill()
            raise

    def close(self) -> None:
        """Let the host end."""
        if self._host is not None:
            self._host.close()
            self._host = None

    def kill(self) -> None:
        """End the host and all it started."""
        if self._host is not None:
            self._host.kill()
            self._host = None

    def _find(self, engine_id: str) -> Engine:
        engine = find_engines(BUILT_IN_FOLDER, self._paths.engines).get(engine_id)
        if engine is None:
            raise JobFailed(ErrorKind.MISSING_MODEL, f"there is no engine {engine_id!r}")
        return engine

    def _host_of(self, engine: Engine, job: OwnedJob) -> Child:
        if self._host is not None and not _is_fit(self._host, is_its_engine=self._engine_id == engine.manifest.id):
            self.close()
        if self._host is None:
            self._host = _start(engine, job.folder.log)
            self._engine_id = engine.manifest.id
        self._host.use_log(job.folder.log)
        job.note(host=self._host.identity)
        return self._host


def _is_fit(host: Child, *, is_its_engine: bool) -> bool:
    """True for a host that may take another job: what it said after its last word is not the next job's."""
    return is_its_engine and host.is_running() and not host.has_unread()


def _start(engine: Engine, log: Path) -> Child:
    try:
        return Child(_command(engine), log)
    except OSError as error:
        raise JobFailed(ErrorKind.MISSING_MODEL, f"the engine cannot be started: {error}") from error


def _command(engine: Engine) -> list[str]:
    if engine.manifest.run == "self":
        return program_command("--engine-host", engine.manifest.id)
    values = {"{folder}": engine.folder, "{python}": sys.executable}
    command = list(engine.manifest.run)
    for name, value in values.items():
        command = [word.replace(name, value) for word in command]
    return command


def _send(host: Child, request: Request, work_folder: Path) -> None:
    wanted = EngineRequest(
        work_folder=str(work_folder),
        brief=request.brief,
        prompt=request.prompt,
        language=request.language,
        seed=request.seed,
        stems=request.stems,
        options=request.options,
    )
    try:
        host.send(wanted)
    except OSError as error:
        raise ChildDied(f"the host did not take the job: {host.describe_end()}") from error


def _listen(host: Child, engine: Engine, watch: JobWatch) -> Done:
    for line in watch.lines(host, engine.manifest.silence_seconds):
        try:
            message = decode_message(line)
        except ValueError as error:
            raise JobFailed(ErrorKind.INTERNAL, f"the engine wrote no message of the contract: {error}") from error
        match message:
            case Progress():
                watch.show(_checked_fraction(message), message.stage)
            case Done():
                return message
            case Failed():
                raise JobFailed(message.kind, message.text)
            case Ready() | Output():
                watch.beat()
    raise AssertionError("lines end only by raising")


def _checked_fraction(message: Progress) -> float | None:
    if message.fraction is None:
        return None
    if not math.isfinite(message.fraction) or not 0 <= message.fraction <= 1:
        raise JobFailed(ErrorKind.INTERNAL, f"the engine said its progress was {message.fraction}")
    return message.fraction * COMPOSING_SHARE
