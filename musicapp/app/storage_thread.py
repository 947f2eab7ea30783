"""The one thread that does file work for the window; answers come back as Qt events."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class StorageThread(QObject):
    """Runs operations one after another, off the GUI thread."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._finished.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._is_over = False

    def run(
        self,
        operation: Callable[[], Answer],
        on_done: Callable[[Answer], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run an operation in its turn; one of the callbacks follows, on the GUI thread, after this has returned.

        Args:
            operation: what is done on the storage thread.
            on_done: gets what it returned.
            on_error: gets what it raised; without one the error is logged.
        """
        if self._is_over:
            return
        future = self._executor.submit(operation)
        future.add_done_callback(lambda ended: self._finished.emit(lambda: _deliver(ended, on_done, on_error)))

    def finish(self) -> None:
        """Do what was asked for until now and end the thread; no callback follows any more."""
        self._is_over = True  # disconnecting would not stop the answers that are under way already
        self._executor.shutdown(wait=True)

    def _call(self, answer: Callable[[], None]) -> None:
        if not self._is_over:
            answer()


def _deliver(
    ended: Future[Answer], on_done: Callable[[Answer], None], on_error: Callable[[Exception], None] | None
) -> None:
    error = ended.exception()
    if error is None:
        on_done(ended.result())
    elif on_error is not None and isinstance(error, Exception):
        on_error(error)
    else:
        log.error("file work failed", exc_info=error)
