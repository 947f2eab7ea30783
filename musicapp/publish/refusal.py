"""What is raised when something handed over is not what was promised."""

from __future__ import annotations

from musicapp.core.model import ErrorKind


class Refusal(Exception):
    """What was handed over cannot become a track; the text says why.

    Args:
        text: what is wrong, for the log and the technical part of the message.
        kind: internal where an engine broke its contract.
    """

    def __init__(self, text: str, kind: ErrorKind = ErrorKind.INTERNAL) -> None:
        super().__init__(text)
        self.kind = kind
