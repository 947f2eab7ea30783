"""A failure of an engine that the user can do something about."""

from __future__ import annotations

from musicapp.core.model import ErrorKind


class EngineFailure(Exception):
    """A job cannot be made, and a sentence says why and what helps.

    Args:
        kind: what the window's own sentence is chosen by.
        sentence: which thing is wrong and what to do about it.
    """

    def __init__(self, kind: ErrorKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
