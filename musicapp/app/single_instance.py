"""One window per data folder: a second start hands over what it was started with, and ends."""

from __future__ import annotations

import getpass
import os
import zlib
from pathlib import Path

import msgspec
from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from musicapp.core.model import Record

MAX_BYTES = 1 << 21
"""More than a command line can hold."""
CONNECT_MS = 500
ANSWER_MS = 3000
CLAIM_MS = 2000
ANSWER = b"ok\n"


class Opening(Record, frozen=True, kw_only=True):
    """What a window is opened with: a sentence for the field, files to look at."""

    prompt: str | None = None
    files: tuple[str, ...] = ()


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Opening)


def socket_name(data_folder: Path) -> str:
    """Return a name that no other user and no other data folder has."""
    place = zlib.crc32(os.fsencode(data_folder.absolute()))
    return f"musicapp-{getpass.getuser()}-{place:08x}"


class SingleInstance(QObject):
    """Finds the window that is open already, or listens for later starts."""

    raised = Signal(object)

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(data_folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)
        self._heard: dict[QLocalSocket, bytes] = {}

    def claim(self, opening: Opening) -> bool:
        """Become the one window and return True, or hand the opening to the one there is.

        Two starts at the same moment take turns, so that none takes the other's socket for
        one that a crash has left.
        """
        turn = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        turn.tryLock(CLAIM_MS)
        try:
            return not self._hand_over(opening) and self._listen()
        finally:
            turn.unlock()

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _hand_over(self, opening: Opening) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(CONNECT_MS):
            return False
        socket.write(_encoder.encode(opening) + b"\n")
        socket.flush()
        socket.waitForReadyRead(ANSWER_MS)
        return True

    def _listen(self) -> bool:
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)  # nobody answered there: a crash has left it
            self._server.listen(self._name)
        return True

    def _on_server_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._heard[socket] = b""
            socket.readyRead.connect(self._on_socket_ready_read)
            socket.disconnected.connect(self._on_socket_disconnected)
            self._read(socket)

    def _on_socket_ready_read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _on_socket_disconnected(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._heard.pop(socket, None)
            socket.deleteLater()

    def _read(self, socket: QLocalSocket) -> None:
        self._heard[socket] += socket.readAll().data()
        line, end, _ = self._heard[socket].partition(b"\n")
        if end:
            self._answer(socket, line)
        elif len(line) > MAX_BYTES:
            socket.abort()

    def _answer(self, socket: QLocalSocket, line: bytes) -> None:
        try:
            opening = _decoder.decode(line)
        except msgspec.DecodeError:
            socket.abort()
            return
        self._heard[socket] = b""
        socket.write(ANSWER)
        socket.flush()
        self.raised.emit(opening)
