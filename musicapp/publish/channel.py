"""The line of messages to the worker."""

from __future__ import annotations

import os
from typing import BinaryIO

from musicapp.core.model import Record
from musicapp.engines.protocol import encode_line


class Channel:
    """Writes messages, one a line, each at once.

    Args:
        stream: where they go; nobody else writes there.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def send(self, message: Record) -> None:
        """Write one message.

        Raises:
            BrokenPipeError: the worker is gone.
        """
        self._stream.write(encode_line(message))
        self._stream.flush()


def channel_over_stdout() -> Channel:
    """Take standard output for messages alone; whatever a library prints goes to the log."""
    own = os.dup(1)
    os.dup2(2, 1)
    return Channel(os.fdopen(own, "wb"))
