"""The composer in a process of its own for each piece, so that one piece's memory and death are its own."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import msgspec
import psutil

from musicapp.core.model import ErrorKind
from musicapp.core.program import program_command
from musicapp.engines.protocol import Done, EngineRequest, Failed, decode_message, encode_line


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """What a host answered in the end, and what it took: time in s, and the most memory in MB, with its helpers'."""

    request: EngineRequest
    answer: Done | Failed
    wall_s: float
    cpu_s: float
    peak_mb: float

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return Path(self.request.work_folder)


def make(request: EngineRequest, folder: Path) -> Making:
    """Make a piece below a folder, which is made if need be; the host's log lies beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    placed = msgspec.structs.replace(request, work_folder=str(folder))
    begun = time.monotonic()
    with folder.with_suffix(".log").open("wb") as log:
        host = subprocess.Popen(
            program_command("--engine-host", "composer"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
        with host:
            assert host.stdin is not None
            assert host.stdout is not None
            host.stdin.write(encode_line(placed))
            host.stdin.flush()
            answer, peak_mb = last_message(host)
            wall_s = time.monotonic() - begun
            cpu_s = processor_s(host.pid)
            host.stdin.close()
    return Making(request=placed, answer=answer, wall_s=wall_s, cpu_s=cpu_s, peak_mb=peak_mb)


def last_message(host: subprocess.Popen[bytes]) -> tuple[Done | Failed, float]:
    """Return the message that ends a job, and the most memory that was held at any message before it, in MB.

    A host that ends without such a message has crashed.
    """
    assert host.stdout is not None
    peak_mb = 0.0
    for line in host.stdout:
        peak_mb = max(peak_mb, held_mb(host.pid))
        message = decode_message(line)
        if isinstance(message, Done | Failed):
            return message, peak_mb
    return Failed(kind=ErrorKind.CRASHED, text="the host ended without a word"), peak_mb


def held_mb(pid: int) -> float:
    """Return what a process and those it started hold in MB, what they share counted once; 0 where it is not told."""
    held = 0.0
    try:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            held += getattr(one.memory_full_info(), "pss", 0) / 2**20
    except psutil.Error:
        return held
    return held


def processor_s(pid: int) -> float:
    """Return the processor time in s of a running process and of those it waited for; 0 where it is not told."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(sum(times[:4]))
