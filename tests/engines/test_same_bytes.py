"""Same request, same bytes, in processes of their own; another seed, other music."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from musicapp.engines.protocol import Done, decode_message, encode_line

from .orders import compose_with, notes_of, request_in
from .test_engine_host import COMMAND


def made_by_a_fresh_host(folder: Path, **changes: Any) -> dict[str, str]:
    """Make a piece in a new process; return the SHA-256 of each file."""
    line = encode_line(request_in(folder, stems=True, **changes))
    finished = subprocess.run(COMMAND, input=line, capture_output=True, timeout=120, check=True)
    done = decode_message(finished.stdout.splitlines()[-1])
    assert isinstance(done, Done)
    return {file.file: file.sha256 for file in done.files}


@pytest.mark.parametrize("loop", [False, True])
def test_two_processes_make_the_same_bytes(tmp_path: Path, loop: bool) -> None:
    first = made_by_a_fresh_host(tmp_path / "1", loop=loop, seconds=8.0)
    second = made_by_a_fresh_host(tmp_path / "2", loop=loop, seconds=8.0)
    assert len(first) == 3
    assert first == second


def test_another_seed_makes_other_notes() -> None:
    pieces = [compose_with(seed=seed, seconds=30.0) for seed in range(4)]
    melodies = {tuple(n.pitch for n in notes_of(p, "right hand")) for p in pieces}
    assert len(melodies) == len(pieces)


def test_notes_do_not_depend_on_hash_randomisation(tmp_path: Path) -> None:
    program = (
        "from tests.engines.orders import compose_with, notes_of\n"
        "print([(n.start_s, n.pitch, n.velocity) for n in notes_of(compose_with(seconds=20.0))])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            timeout=60,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": hash_seed, "PATH": ""},
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert tmp_path.exists()
