"""Starting windows as processes and reading what they say."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tests.conftest import Home

ROOT = Path(__file__).parent.parent.parent


class Window:
    """One window process and everything it has said."""

    def __init__(self, home: Home, *prompts: str, kind: str = "bare") -> None:
        command = [sys.executable, "-m", "tests.e2e.window_process", kind, str(home.output), *prompts]
        self.process = subprocess.Popen(command, env=home.environment, cwd=ROOT, stdout=subprocess.PIPE)
        self.events: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith(b"\n"):
                self.events.append(json.loads(line))

    def told(self, event: str) -> list[dict[str, Any]]:
        """Return all events of a name."""
        return [told for told in list(self.events) if told["event"] == event]

    def accepted(self) -> list[str]:
        """Return the ids of the jobs that were shown as accepted."""
        return [told["job"] for told in self.told("accepted")]

    def kill(self) -> None:
        """Kill it, and read what it had said before."""
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def quit(self) -> None:
        """Close it as a user does."""
        self.process.terminate()
        self.process.wait(20)
        self._reader.join()
