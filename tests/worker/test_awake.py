"""The wish not to sleep reaches logind and is dropped again; a stand-in for logind runs on a bus of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicapp.worker.awake import StayingAwake
from tests.conftest import until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a D-Bus daemon"
)
BUS_CONFIG = """<busconfig><type>system</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>
</busconfig>"""


class Logind:
    """Answers Inhibit with the writing end of a pipe, as logind does."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)

    async def serve(self, address: str, ready: threading.Event, over: threading.Event) -> None:
        """Serve until over."""
        from dbus_fast import Message, MessageType
        from dbus_fast.aio import MessageBus

        bus = await MessageBus(bus_address=address, negotiate_unix_fd=True).connect()

        def answer(message: Message) -> Message | None:
            if message.member != "Inhibit" or message.message_type is not MessageType.METHOD_CALL:
                return None
            self.asked.append(message.body)
            return Message.new_method_return(message, "h", [0], unix_fds=[self._writing])

        bus.add_message_handler(answer)
        await bus.request_name("org.freedesktop.login1")
        ready.set()
        while not over.is_set():
            await asyncio.sleep(0.01)
        bus.disconnect()

    def is_held(self) -> bool:
        """True while somebody beside this stand-in holds the descriptor."""
        try:
            return os.read(self._reading, 1) != b""
        except BlockingIOError:
            return True

    def close_own_end(self) -> None:
        """Leave the descriptor to the one who asked."""
        os.close(self._writing)


@pytest.fixture
def bus_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A system bus of its own."""
    config = tmp_path / "bus.conf"
    config.write_text(BUS_CONFIG.format(path=tmp_path / "bus"))
    daemon = subprocess.Popen(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"])
    until((tmp_path / "bus").exists)
    address = f"unix:path={tmp_path / 'bus'}"
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait()


def test_sleep_is_inhibited_while_a_job_runs_and_not_after(bus_address: str) -> None:
    """The descriptor is held as long as the job runs."""
    logind, ready, over = Logind(), threading.Event(), threading.Event()
    server = threading.Thread(target=lambda: asyncio.run(logind.serve(bus_address, ready, over)))
    server.start()
    try:
        assert ready.wait(10)
        staying = StayingAwake()
        with staying:
            until(lambda: staying._descriptor is not None)
            logind.close_own_end()
            assert logind.asked == [["idle", "musicapp", "Music is being made", "block"]]
            assert logind.is_held()
        until(lambda: not logind.is_held())
    finally:
        over.set()
        server.join()
