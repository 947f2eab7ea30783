"""The command line: the same jobs, queue and library as the window."""

from musicapp.cli.main import main

__all__ = ["main"]
