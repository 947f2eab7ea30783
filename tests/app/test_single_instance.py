"""One window per data folder, proved with processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDir
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from musicapp.app.single_instance import MAX_BYTES, Opening, SingleInstance, socket_name

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from musicapp.app.single_instance import Opening, SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print(instance.claim(Opening(prompt=sys.argv[2], files=("/a.json",))), flush=True)
if len(sys.argv) > 3:
    application.exec()
"""


@pytest.fixture
def first(tmp_path: Path, qapp: QCoreApplication) -> Iterator[SingleInstance]:
    """The window that came first."""
    instance = SingleInstance(tmp_path, qapp)
    assert instance.claim(Opening())
    yield instance
    instance.close()


def start(folder: Path, prompt: str, *stay: str) -> subprocess.Popen[str]:
    """Start the program again in a process of its own."""
    command = [sys.executable, "-c", SECOND_START, str(folder), prompt, *stay]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")


def test_a_second_start_hands_over_what_it_was_given(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.raised, timeout=20_000) as raised:
        second = start(tmp_path, "봄비 \n 🎵")
    assert raised.args == [Opening(prompt="봄비 \n 🎵", files=("/a.json",))]
    assert second.communicate(timeout=20)[0] == "False\n"


def test_other_data_folders_have_windows_of_their_own(first: SingleInstance, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "other")
    assert other.claim(Opening())
    assert socket_name(tmp_path) != socket_name(tmp_path / "other")
    other.close()
    first.close()


def test_what_a_crash_left_is_no_window(tmp_path: Path) -> None:
    crashed = start(tmp_path, "", "stay")
    assert crashed.stdout is not None
    assert crashed.stdout.readline() == "True\n"
    crashed.kill()
    crashed.communicate(timeout=20)
    assert Path(QDir.temp().filePath(socket_name(tmp_path))).exists()
    after = SingleInstance(tmp_path)
    assert after.claim(Opening())
    after.close()


def test_of_many_starts_at_once_one_is_the_window(tmp_path: Path) -> None:
    starts = [start(tmp_path, str(number), "stay") for number in range(4)]
    answers = []
    for process in starts:
        assert process.stdout is not None
        answers.append(process.stdout.readline())
    for process in starts:
        process.kill()
        process.communicate(timeout=20)
    assert sorted(answers) == ["False\n", "False\n", "False\n", "True\n"]


@pytest.mark.parametrize("said", [b"nonsense\n", b'{"prompt": 5}\n', b"\xff\xfe\n", b"x" * (MAX_BYTES + 1)])
def test_nonsense_is_not_listened_to(first: SingleInstance, tmp_path: Path, qtbot: QtBot, said: bytes) -> None:
    socket = QLocalSocket()
    socket.connectToServer(socket_name(tmp_path))
    assert socket.waitForConnected(2000)
    with qtbot.assertNotEmitted(first.raised):
        socket.write(said)
        qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)


@pytest.mark.skipif(os.name != "posix", reason="modes are those of Unix")
def test_the_socket_is_the_users_own(first: SingleInstance, tmp_path: Path) -> None:
    mode = Path(QDir.temp().filePath(socket_name(tmp_path))).stat().st_mode
    assert mode & 0o077 == 0
    first.close()
