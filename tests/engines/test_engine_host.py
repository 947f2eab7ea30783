"""The host as a process: its messages, what it refuses, when it ends."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from musicapp.core.model import ErrorKind
from musicapp.engines import host
from musicapp.engines.protocol import (
    MAX_LINE_BYTES,
    Done,
    EngineRequest,
    Failed,
    HostMessage,
    Message,
    Output,
    OutputFile,
    Progress,
    Ready,
    Used,
    decode_message,
    encode_line,
)

from .orders import request_in

COMMAND = [sys.executable, "-m", "musicapp", "--engine-host", "composer"]
Ask = Callable[[bytes], list[HostMessage]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Write a line to a running host and return what it answers up to the last message."""
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    source, sink = process.stdout, process.stdin
    assert decode_message(source.readline()) == Ready(engine="composer")

    def ask_host(line: bytes) -> list[HostMessage]:
        sink.write(line)
        sink.flush()
        answers = [decode_message(source.readline())]
        while not isinstance(answers[-1], Done | Failed):
            answers.append(decode_message(source.readline()))
        return answers

    yield ask_host
    sink.close()
    assert process.wait(10) == 0


def test_a_request_is_answered_with_progress_files_and_done(ask: Ask, tmp_path: Path) -> None:
    answers = ask(encode_line(request_in(tmp_path, seconds=3.0, stems=True)))
    done = answers[-1]
    assert isinstance(done, Done)
    assert [a.output for a in answers if isinstance(a, Output)] == list(done.files)
    assert {(f.kind, f.file) for f in done.files} == {
        ("track", "track.wav"),
        ("midi", "track.mid"),
        ("stem", "stems/piano.wav"),
    }
    for file in done.files:
        assert hashlib.sha256((tmp_path / file.file).read_bytes()).hexdigest() == file.sha256
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["piano.wav", "track.mid", "track.wav"]


def test_progress_never_runs_backwards(ask: Ask, tmp_path: Path) -> None:
    answers = ask(encode_line(request_in(tmp_path, seconds=20.0)))
    told = [a.fraction for a in answers if isinstance(a, Progress) and a.fraction is not None]
    assert told == sorted(told)
    assert told[0] == 0.0
    assert told[-1] <= 1.0
    assert len({a.stage for a in answers if isinstance(a, Progress)}) == 3


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ((b'"loop"', b'"looop"'), "looop"),
        ((b'"seed":1', b'"seed":1,"colour":"red"'), "colour"),
        ((b'"options":{}', b'"options":{"reverb":1}'), "reverb"),
        ((b'"D minor"', b'"H minor"'), "H minor"),
        ((b'"D minor"', b'"D locrian"'), "locrian"),
        ((b'"4/4"', b'"4/5"'), "4/5"),
        ((b'"piano_solo"', b'"polka"'), "polka"),
        ((b'"seconds":12.0', b'"seconds":0.5'), "0.5"),
        ((b'"seconds":12.0', b'"seconds":3601.0'), "3601"),
        ((b'"tempo":96.0', b'"tempo":0'), "tempo"),
        ((b'"protocolVersion":1', b'"protocolVersion":9'), "9"),
    ],
)
def test_a_bad_request_is_refused_by_name(ask: Ask, tmp_path: Path, change: tuple[bytes, bytes], named: str) -> None:
    line = encode_line(request_in(tmp_path))
    assert change[0] in line
    (answer,) = ask(line.replace(*change))
    assert isinstance(answer, Failed)
    assert answer.kind is ErrorKind.BAD_REQUEST
    assert named in answer.text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", [b"{}\n", b"music!\n", b"[1]\n", b"\xff\xfe\n", b"x" * (MAX_LINE_BYTES + 5) + b"\n"])
def test_what_is_no_request_is_refused_and_the_next_is_served(ask: Ask, tmp_path: Path, line: bytes) -> None:
    (answer,) = ask(line)
    assert isinstance(answer, Failed)
    assert answer.kind is ErrorKind.BAD_REQUEST
    assert isinstance(ask(encode_line(request_in(tmp_path, seconds=1.0)))[-1], Done)


def test_a_missing_work_folder_is_a_failure_not_an_end(ask: Ask, tmp_path: Path) -> None:
    request = request_in(tmp_path / "gone", seconds=1.0)
    (tmp_path / "gone").rmdir()
    answer = ask(encode_line(request))[-1]
    assert isinstance(answer, Failed)
    assert answer.kind is ErrorKind.INTERNAL


def test_closing_standard_input_ends_it() -> None:
    finished = subprocess.run(COMMAND, input=b"", capture_output=True, timeout=30, check=False)
    assert finished.returncode == 0
    assert [decode_message(line) for line in finished.stdout.splitlines()] == [Ready(engine="composer")]


def test_an_unknown_engine_is_an_error_in_words() -> None:
    command = [*COMMAND[:-1], "../composer"]
    finished = subprocess.run(command, input=b"", capture_output=True, timeout=30, check=False)
    assert finished.returncode != 0
    assert b"no engine" in finished.stderr


class FailingEngine:
    """An engine that prints where it must not and then fails as told."""

    def __init__(self, problem: Exception) -> None:
        self._problem = problem

    def refuse(self, request: EngineRequest) -> str | None:
        """Accept everything."""

    def make(self, request: EngineRequest, report: host.Report) -> tuple[tuple[OutputFile, ...], Used]:
        """Fail."""
        report(0.5, request.prompt)
        raise self._problem


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (MemoryError(), ErrorKind.OUT_OF_MEMORY),
        (OSError(28, "No space left on device"), ErrorKind.NO_SPACE),
        (OSError(5, "Input/output error"), ErrorKind.INTERNAL),
        (ZeroDivisionError("x"), ErrorKind.INTERNAL),
    ],
)
def test_failures_have_their_kinds(
    tmp_path: Path, problem: Exception, kind: ErrorKind, capsys: pytest.CaptureFixture[str]
) -> None:
    sent: list[Message] = []
    answer = host.serve(encode_line(request_in(tmp_path)), FailingEngine(problem), sent.append)
    assert isinstance(answer, Failed)
    assert answer.kind is kind
    assert [type(message) for message in sent] == [Progress]
    assert "Traceback" in capsys.readouterr().err


def test_stray_prints_do_not_reach_the_messages() -> None:
    program = (
        "import os, sys\n"
        "from musicapp.engines import host\n"
        "channel = host.channel_over_stdout()\n"
        "print('stray')\n"
        "os.write(1, b'from C')\n"
        "from musicapp.engines.protocol import Ready\n"
        "channel.send(Ready(engine='x'))\n"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=True)
    assert finished.stdout.splitlines() == [encode_line(Ready(engine="x")).strip()]
    assert b"stray" in finished.stderr
    assert b"from C" in finished.stderr


def test_progress_is_throttled_but_a_new_stage_is_told_at_once() -> None:
    sent: list[Message] = []
    times = iter([0.0, 0.01, 0.02, 0.2, 0.21])
    reporter = host.Reporter(sent.append, clock=lambda: next(times))
    for fraction, stage in ((0.1, "a"), (0.2, "a"), (0.1, "b"), (0.5, "b"), (0.6, "b")):
        reporter(fraction, stage)
    assert sent == [
        Progress(fraction=0.1, stage="a"),
        Progress(fraction=0.2, stage="b"),
        Progress(fraction=0.5, stage="b"),
    ]
