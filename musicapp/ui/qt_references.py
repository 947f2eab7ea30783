"""Keeps a fault of PySide6 6.12.0 from ending the program.

That release is built as if None, True and False were never counted, which is so from
Python 3.12 on. In Python 3.10 and 3.11 every call without a result and every signal lets
one reference too many go (seen: 200 calls, 200 references), and when none is left the
interpreter aborts: after some hundred signals. A spare stock of references outlasts that.
"""

from __future__ import annotations

import ctypes
import sys

UNCOUNTED_SINCE = (3, 12)
SPARE = sys.maxsize // 4


def keep_constants() -> None:
    """Give the constants of Python more references than Qt can lose."""
    if sys.version_info >= UNCOUNTED_SINCE or sys.implementation.name != "cpython":
        return
    for constant in (None, True, False, NotImplemented, Ellipsis):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < SPARE:
            count.value += SPARE
