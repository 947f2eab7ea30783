"""The one entry of the program: each role imports only what it needs."""

from __future__ import annotations

import sys


def main() -> int:
    """Enter the role that the first argument names; without one, window or command line."""
    role, *rest = sys.argv[1:] or [""]
    if role == "--worker":
        from musicapp.worker.main import main as run_worker

        return run_worker()
    if role == "--engine-host":
        from musicapp.engines.host import main as run_host

        return run_host(rest[0])
    if role == "--publish":
        from musicapp.publish.main import main as run_publisher

        return run_publisher()
    if role == "--export":
        from musicapp.publish.export_main import main as run_exporter

        return run_exporter()
    from musicapp.cli import main as run_command_line

    return run_command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
