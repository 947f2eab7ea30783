"""How this program starts itself again in another role."""

from __future__ import annotations

import sys


def program_command(*arguments: str) -> list[str]:
    """Return the command that re-enters this program, from source and frozen alike.

    From source, ``-P`` keeps a folder named musicapp in the working directory from being
    taken for the program.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "musicapp", *arguments]
