"""Keeping the machine from idle sleep while a job runs, where the system offers that."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import threading
from types import TracebackType
from typing import Self

log = logging.getLogger(__name__)

CALL_SECONDS = 2.0


class StayingAwake:
    """While entered, the machine does not go to sleep for being idle.

    On Linux logind gives a file descriptor for it and drops the wish when the descriptor
    closes, so a killed worker leaves nothing behind. A thread does it: a system that does
    not answer must not delay the job.
    """

    def __enter__(self) -> Self:
        self._descriptor: int | None = None
        self._is_over = False
        self._guard = threading.Lock()
        if sys.platform == "linux":
            threading.Thread(target=self._ask, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            self._is_over = True
            self._let_go()

    def _ask(self) -> None:
        try:
            descriptor = asyncio.run(asyncio.wait_for(_inhibit_sleep(), CALL_SECONDS))
        except Exception as error:  # no bus, no logind, or one that refuses: the job is made all the same
            log.info("idle sleep is not inhibited: %s", error)
            return
        with self._guard:
            self._descriptor = descriptor
            if self._is_over:
                self._let_go()

    def _let_go(self) -> None:
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


async def _inhibit_sleep() -> int:
    """Ask logind not to sleep; return the descriptor that keeps the wish."""
    from dbus_fast import BusType, Message
    from dbus_fast.aio import MessageBus

    bus = await MessageBus(bus_type=BusType.SYSTEM, negotiate_unix_fd=True).connect()
    try:
        reply = await bus.call(
            Message(
                destination="org.freedesktop.login1",
                path="/org/freedesktop/login1",
                interface="org.freedesktop.login1.Manager",
                member="Inhibit",
                signature="ssss",
                body=["idle", "musicapp", "Music is being made", "block"],
            )
        )
        if not reply.unix_fds:
            raise OSError(f"logind answered {reply.body}")
        return int(reply.unix_fds[0])
    finally:
        bus.disconnect()
