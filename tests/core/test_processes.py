"""Processes are recognised for certain, and ended with all they started, and nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from musicapp.core import processes
from musicapp.core.model import ProcessId
from musicapp.core.processes import boot_id, end_tree, identify, identify_self, is_alive, start_of
from musicapp.core.program import program_command
from tests.conftest import until
from tests.core.room import running


@contextmanager
def session(script: str) -> Iterator[tuple[ProcessId, list[int], subprocess.Popen[str]]]:
    """Run a shell script as leader of a session; it prints the numbers of what it starts, then a dot.

    One that reads a word ends when it is told so.
    """
    command = ["sh", "-c", script]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True, encoding="ascii") as leader:
        identity = identify(leader.pid)
        assert identity is not None
        assert leader.stdout is not None
        numbers = []
        while (line := leader.stdout.readline().strip()) != ".":
            numbers.append(int(line))
        try:
            yield identity, numbers, leader
        finally:
            for number in [*numbers, leader.pid]:
                if start_of(number) is not None:
                    os.kill(number, signal.SIGKILL)


CHILD = "sleep 1000 > /dev/null & echo $!; echo .; wait"
ORPHAN = "sleep 1000 > /dev/null & echo $!; sh -c 'sleep 1000 > /dev/null & echo $!; echo .'; read word"


def are_gone(numbers: list[int]) -> bool:
    return all(start_of(number) is None for number in numbers)


def test_this_process_knows_itself() -> None:
    own = identify_self()
    assert own.pid == os.getpid()
    assert own == identify(os.getpid())
    assert is_alive(own)


def test_a_start_is_told_in_ticks_that_no_clock_change_alters() -> None:
    started = start_of(os.getpid())
    assert started is not None
    assert started.isdigit()
    assert int(started) < psutil.boot_time() * 100


def test_a_name_with_brackets_and_spaces_hides_no_start(tmp_path: Path) -> None:
    odd = tmp_path / "a) S 1 (b"
    odd.symlink_to("/bin/sleep")
    with running(str(odd), "1000") as process:
        until(lambda: psutil.Process(process.pid).name().startswith("a)"))
        identity = identify(process.pid)
        assert identity is not None
        assert abs(int(identity.started) - int(identify_self().started)) < 100 * 3600


@pytest.mark.parametrize("changes", [{"started": "1"}, {"boot_id": "an earlier boot"}, {"pid": 2**22 + 1}])
def test_only_number_start_and_boot_together_are_a_process(changes: dict[str, object]) -> None:
    assert not is_alive(replace(identify_self(), **changes))


def test_a_process_that_ended_is_gone_and_a_zombie_is_too() -> None:
    with running("sleep", "1000") as process:
        identity = identify(process.pid)
        assert identity is not None
        assert is_alive(identity)
        process.kill()
        until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE)
        assert not is_alive(identity)
        assert identify(process.pid) is None
    assert not is_alive(identity)


def test_a_stopped_process_lives() -> None:
    with running("sleep", "1000") as process:
        identity = identify(process.pid)
        assert identity is not None
        process.send_signal(signal.SIGSTOP)
        until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_STOPPED)
        assert is_alive(identity)
        end_tree(identity)
        assert not is_alive(identity)


def test_a_tree_ends_with_its_grandchildren() -> None:
    script = "sh -c 'sleep 1000 > /dev/null & echo $!; echo $$; echo .; wait' & wait"
    with session(script) as (leader, numbers, _):
        assert len(numbers) == 2
        end_tree(leader)
        assert are_gone([leader.pid, *numbers])


def test_a_child_that_left_the_session_ends_with_the_tree() -> None:
    with session("setsid sleep 1000 > /dev/null & echo $!; echo .; wait") as (leader, numbers, _):
        until(lambda: os.getsid(numbers[0]) == numbers[0])
        end_tree(leader)
        assert are_gone([leader.pid, *numbers])


def test_orphans_of_a_dead_leader_end_too() -> None:
    with session(ORPHAN) as (leader, numbers, process):
        process.communicate("\n")
        assert identify(leader.pid) is None
        assert len(numbers) == 2
        assert not are_gone(numbers)
        end_tree(leader)
        assert are_gone(numbers)


def test_orphans_of_a_leader_that_nobody_has_waited_for_end_too() -> None:
    with session(ORPHAN) as (leader, numbers, process):
        assert process.stdin is not None
        process.stdin.close()
        until(lambda: identify(leader.pid) is None)
        end_tree(leader)
        assert are_gone(numbers)


@pytest.mark.parametrize("changes", [{"started": "1"}, {"boot_id": "an earlier boot"}])
def test_a_stranger_with_the_same_number_is_never_ended(changes: dict[str, object]) -> None:
    with session(CHILD) as (leader, numbers, _):
        end_tree(replace(leader, **changes))
        assert is_alive(leader)
        assert not are_gone(numbers)


def test_a_session_that_was_there_before_the_process_is_never_ended() -> None:
    with session(ORPHAN) as (leader, numbers, process):
        process.communicate("\n")
        end_tree(replace(leader, started=str(int(leader.started) + 100_000)))
        assert not are_gone(numbers)
        end_tree(leader)


def test_ending_what_is_gone_is_no_trouble() -> None:
    with subprocess.Popen(["true"]) as process:
        identity = identify(process.pid)
    end_tree(identity or ProcessId(pid=process.pid, started="1", boot_id=boot_id()))


def test_a_process_that_ends_while_it_is_looked_at_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    own = identify_self()
    monkeypatch.setattr(processes, "start_of", lambda _: own.started)
    end_tree(replace(own, pid=2**22 + 1))


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A system without /proc."""
    monkeypatch.setattr(sys, "platform", "darwin")
    boot_id.cache_clear()
    yield
    boot_id.cache_clear()


@pytest.mark.usefixtures("elsewhere")
def test_without_proc_the_system_is_asked_for_the_start() -> None:
    own = identify_self()
    assert is_alive(own)
    assert float(own.boot_id) > 1e9
    assert start_of(2**22 + 1) is None
    assert not is_alive(replace(own, started="1.00"))


def test_windows_has_no_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    with session(ORPHAN) as (leader, numbers, process):
        process.communicate("\n")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "platform", "win32")
            patch.setattr(processes, "boot_id", lambda: leader.boot_id)
            end_tree(leader)
        assert not are_gone(numbers)


@pytest.mark.parametrize(("is_frozen", "words"), [(False, ["-P", "-m", "musicapp"]), (True, [])])
def test_the_program_enters_itself_again(monkeypatch: pytest.MonkeyPatch, is_frozen: bool, words: list[str]) -> None:
    monkeypatch.setattr(sys, "frozen", is_frozen, raising=False)
    assert program_command("--worker") == [sys.executable, *words, "--worker"]
