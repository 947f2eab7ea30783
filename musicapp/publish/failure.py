"""Tells the worker why there is no track."""

from __future__ import annotations

import errno

from musicapp.core.model import ErrorKind
from musicapp.engines.protocol import Failed
from musicapp.publish.refusal import Refusal

TEXT_LIMIT = 2000
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def failure_of(error: Exception) -> Failed:
    """Turn what was raised into the last message."""
    text = f"{type(error).__name__}: {error}" if not isinstance(error, Refusal) else str(error)
    return Failed(kind=_kind_of(error), text=text[:TEXT_LIMIT])


def _kind_of(error: Exception) -> ErrorKind:
    if isinstance(error, Refusal):
        return error.kind
    if isinstance(error, MemoryError):
        return ErrorKind.OUT_OF_MEMORY
    if isinstance(error, OSError) and error.errno in _FULL:
        return ErrorKind.NO_SPACE
    return ErrorKind.INTERNAL
