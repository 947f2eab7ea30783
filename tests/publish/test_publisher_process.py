"""The real process: one request in, messages out, and one last word."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from musicapp.core.model import ErrorKind
from musicapp.engines.protocol import Failed, Progress, encode_line
from musicapp.publish.protocol import Published

if TYPE_CHECKING:
    from tests.publish.conftest import Bench

COMMAND = "import sys; from musicapp.publish.main import main; sys.exit(main())"
NOISY = """
import os, sys
import musicapp.publish.track as track
real = track.check
def noisy(*args):
    print("stray words")
    os.write(1, b"more of them\\n")
    return real(*args)
track.check = noisy
"""
LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
"""


def test_a_piece_becomes_a_track(bench: Bench) -> None:
    answer = bench.run(bench.job())
    assert answer.code == 0
    assert isinstance(answer.last, Published)
    assert (bench.track_folder / answer.last.track).is_file()
    assert answer.log == ""
    progress = [message for message in answer.messages if isinstance(message, Progress)]
    assert len(progress) == len(answer.messages) - 1
    assert list(dict.fromkeys(message.stage for message in progress)) == ["checking", "encoding", "finishing"]
    fractions = [message.fraction for message in progress if message.fraction is not None]
    assert len(fractions) == len(progress)
    assert fractions == sorted(fractions)
    assert 0 <= fractions[0] <= fractions[-1] <= 1


def test_what_a_library_prints_does_not_reach_the_worker(bench: Bench) -> None:
    answer = bench.run(bench.job(), NOISY + COMMAND)
    assert isinstance(answer.last, Published)
    assert "stray words" in answer.log
    assert "more of them" in answer.log


def test_a_refused_piece_is_the_last_word(bench: Bench) -> None:
    answer = bench.run(bench.job(bench.wav(bench.sound() * 0)))
    assert answer.code == 1
    assert isinstance(answer.last, Failed)
    assert answer.last.kind is ErrorKind.INTERNAL
    assert "silent" in answer.last.text
    assert not bench.track_folder.exists()
    assert sum(isinstance(message, Failed) for message in answer.messages) == 1


@pytest.mark.parametrize(
    ("line", "text"), [(b"", "no request"), (b'{"request":1}\n', "no request"), (b" " * (5 << 20), "too long")]
)
def test_a_request_that_cannot_be_read_is_answered(bench: Bench, line: bytes, text: str) -> None:
    answer = bench.run(line)
    assert answer.code == 1
    assert len(answer.messages) == 1
    assert isinstance(answer.last, Failed)
    assert answer.last.kind is ErrorKind.BAD_REQUEST
    assert text in answer.last.text


def test_an_unknown_field_is_refused_by_name(bench: Bench) -> None:
    line = encode_line(bench.job()).replace(b'"workFolder"', b'"volume":11,"workFolder"')
    answer = bench.run(line)
    assert isinstance(answer.last, Failed)
    assert "volume" in answer.last.text


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
@pytest.mark.parametrize("form", ["flac", "wav", "mp3"])
def test_a_disk_that_takes_no_more_is_said_to_be_full(bench: Bench, form: str) -> None:
    answer = bench.run(bench.job(bench.wav(bench.sound(12.0)), form=form, seconds=12.0), LIMITED + COMMAND)
    assert isinstance(answer.last, Failed)
    assert answer.last.kind is ErrorKind.NO_SPACE, answer.last.text
    assert not bench.track_folder.exists()
    assert "Traceback" in answer.log
