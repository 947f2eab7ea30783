"""File work runs in order off the GUI thread, and exactly one answer comes back on it."""

from __future__ import annotations

import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from musicapp.app.storage_thread import StorageThread


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot) -> None:
    storage, threads = StorageThread(), list[threading.Thread]()
    storage.run(threading.current_thread, lambda worker: threads.extend([worker, threading.current_thread()]))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()
    storage.finish()


def test_operations_run_one_after_another(qtbot: QtBot) -> None:
    storage, order, running = StorageThread(), list[int](), list[int]()

    def operation(number: int) -> int:
        running.append(number)
        time.sleep(0.01 if number % 2 else 0)
        assert running[-1] == number
        return number

    for number in range(20):
        storage.run(lambda number=number: operation(number), order.append)  # type: ignore[misc]  # bound at once
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))
    storage.finish()


def test_what_is_raised_is_answered_and_the_next_is_done(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    storage, errors, answers = StorageThread(), list[Exception](), list[int]()

    def fail() -> int:
        raise ValueError("as asked")

    storage.run(fail, answers.append, errors.append)
    storage.run(fail, answers.append)
    storage.run(lambda: 3, answers.append)
    qtbot.waitUntil(lambda: answers == [3])
    assert [str(error) for error in errors] == ["as asked"]
    assert "file work failed" in caplog.text
    storage.finish()


def test_finishing_does_what_was_asked_for_and_calls_nobody(qtbot: QtBot) -> None:
    storage, done, answers = StorageThread(), list[int](), list[object]()
    for number in range(5):
        storage.run(lambda number=number: done.append(number), answers.append)  # type: ignore[misc]  # bound at once
    storage.finish()
    qtbot.wait(20)
    assert done == list(range(5))
    assert answers == []
