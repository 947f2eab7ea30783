"""A child process that speaks JSON lines: engine hosts and the publisher alike."""

from __future__ import annotations

import contextlib
import ctypes
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from musicapp.core.model import ProcessId, Record
from musicapp.core.processes import end_tree, identify
from musicapp.engines.protocol import MAX_LINE_BYTES, encode_line

LOG_LIMIT_BYTES = 1 << 20
GOODBYE_SECONDS = 2.0
PR_SET_PDEATHSIG = 1
KEPT_VARIABLES = ("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT")
KEPT_PREFIXES = ("LC_", "XDG_", "OPENBLAS_", "OMP_", "PYTHON", "LD_LIBRARY_PATH")


class LineTooLong(Exception):
    """The child wrote a line that no message of the contract comes near."""


class Child:
    """A running child: send it records, receive its lines, end it with all it started."""

    def __init__(self, command: list[str], log: Path) -> None:
        """Start the child as the leader of a session of its own.

        Args:
            command: program and arguments; no shell is involved.
            log: the file that what it says on standard error is added to, capped.

        Raises:
            OSError: it cannot be started.
        """
        self._log = log
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_cleaned_environment(),
            start_new_session=True,
            preexec_fn=_die_with_parent(),  # noqa: PLW1509  (one prctl call, prepared before the fork)
        )
        self._lines: queue.Queue[bytes | None] = queue.Queue(maxsize=1000)
        self.identity: ProcessId | None = identify(self._process.pid)
        _start_thread(self._read_lines, self._process.stdout)
        _start_thread(self._read_log, self._process.stderr)

    def use_log(self, log: Path) -> None:
        """Add what the child says from now on to another file."""
        self._log = log

    def send(self, record: Record) -> None:
        """Write one record as a line.

        Raises:
            OSError: the child does not listen any more.
        """
        assert self._process.stdin is not None  # noqa: S101  (it was asked for)
        self._process.stdin.write(encode_line(record))
        self._process.stdin.flush()

    def receive(self, seconds: float) -> bytes | None:
        """Return the next line, b"" when the child has closed its output, None when none came in time.

        Raises:
            LineTooLong: it wrote more than a line may hold.
        """
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return None
        if line is None:
            self._lines.put(None)
            return b""
        if len(line) > MAX_LINE_BYTES:
            raise LineTooLong(f"a line of more than {MAX_LINE_BYTES} bytes")
        return line

    def has_unread(self) -> bool:
        """True when a line waits that nobody has asked for."""
        return not self._lines.empty()

    def describe_end(self) -> str:
        """Say how the child ended, for the log and the job's error."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(GOODBYE_SECONDS)
            return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return "closed its output but did not end"

    def is_running(self) -> bool:
        """True while the child has not ended."""
        return self._process.poll() is None

    def close(self) -> None:
        """Let the child end by itself: its input closes; kill what does not."""
        assert self._process.stdin is not None  # noqa: S101  (it was asked for)
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GOODBYE_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the child and everything it started, at once."""
        if self.identity is not None:
            end_tree(self.identity)
        self._process.kill()
        self._process.wait()

    def _read_lines(self, stream: IO[bytes]) -> None:
        while line := stream.readline(MAX_LINE_BYTES + 1):
            self._lines.put(line)
            if len(line) > MAX_LINE_BYTES:
                break
        self._lines.put(None)

    def _read_log(self, stream: IO[bytes]) -> None:
        while chunk := os.read(stream.fileno(), 1 << 16):
            with contextlib.suppress(OSError):
                _append_capped(self._log, chunk)


def _append_capped(path: Path, chunk: bytes) -> None:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        room = LOG_LIMIT_BYTES - os.fstat(descriptor).st_size
        if room > 0:
            os.write(descriptor, chunk[:room])
    finally:
        os.close(descriptor)


def _start_thread(target: Callable[[IO[bytes]], None], stream: IO[bytes] | None) -> None:
    threading.Thread(target=target, args=(stream,), daemon=True).start()


def _cleaned_environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if name in KEPT_VARIABLES or name.startswith(KEPT_PREFIXES)
    }


def _die_with_parent() -> Callable[[], None] | None:
    """Return what makes the kernel kill the child when this process dies (Linux)."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
