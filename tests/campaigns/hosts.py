"""The composer in a process of its own for each piece, so that one piece's memory and death are its own."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import IO

import msgspec
import psutil

from musicapp.core.model import ErrorKind
from musicapp.core.program import program_command
from musicapp.engines.protocol import Done, EngineRequest, Failed, decode_message, encode_line


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """What a host answered in the end, and what it took: the whole process's time in s, its most memory in MB."""

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
            answer = last_message(host.stdout)
            wall_s = time.monotonic() - begun
            cpu_s, peak_mb = cost_of(host.pid)
            host.stdin.close()
    return Making(request=placed, answer=answer, wall_s=wall_s, cpu_s=cpu_s, peak_mb=peak_mb)


def last_message(stream: IO[bytes]) -> Done | Failed:
    """Return the message that ends a job; a host that ends without one has crashed."""
    for line in stream:
        message = decode_message(line)
        if isinstance(message, Done | Failed):
            return message
    return Failed(kind=ErrorKind.CRASHED, text="the host ended without a word")


def cost_of(pid: int) -> tuple[float, float]:
    """Return a running process's processor time in s and the most memory it ever held in MB; 0 of what is not told."""
    try:
        times = psutil.Process(pid).cpu_times()
        status = Path(f"/proc/{pid}/status")
        lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    except (psutil.Error, OSError):
        return 0.0, 0.0
    kilobytes = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
    return times.user + times.system, kilobytes / 1024
