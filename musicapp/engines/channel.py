"""The line of messages from a child of the worker: an engine host or the publisher."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from musicapp.core.model import Record
from musicapp.engines.protocol import encode_line

STDOUT, STDERR = 1, 2


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
    """Take standard output for messages alone; whatever a library prints goes to the log.

    By descriptor, because a program without a console has no ``sys.stdout``.
    """
    if sys.stdout is not None:
        sys.stdout.flush()
    messages = os.dup(STDOUT)
    os.dup2(STDERR, STDOUT)
    return Channel(os.fdopen(messages, "wb"))
