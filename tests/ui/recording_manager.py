"""A JobManager that keeps the wishes it gets and does nothing about them."""

from __future__ import annotations

from pathlib import Path

from musicapp.app.desk import Desk
from musicapp.app.exporter import Exporter
from musicapp.app.job_manager import JobManager
from musicapp.app.storage_thread import StorageThread
from musicapp.core.clock import SystemClock
from musicapp.core.exporting import ExportWish
from musicapp.core.model import Order
from musicapp.core.paths import DataPaths
from musicapp.core.settings import Settings


class RecordingExporter(Exporter):
    """An exporter that writes nothing; it shares the manager's list of wishes."""

    def __init__(self, desk: Desk, wishes: list[tuple[str, object]]) -> None:
        super().__init__(desk, StorageThread())
        self._wishes = wishes

    def export(self, wish: ExportWish) -> None:
        self._wishes.append(("export", wish))

    def cancel(self) -> None:
        self._wishes.append(("cancel_export", None))


class RecordingManager(JobManager):
    """Its signals are emitted by the test; ``wishes`` holds what the window asked for."""

    def __init__(self, folder: Path) -> None:
        clock = SystemClock()
        desk = Desk(DataPaths(folder), clock, lambda: True)
        super().__init__(desk, StorageThread(), clock)
        self.wishes: list[tuple[str, object]] = []
        self.exporter = RecordingExporter(desk, self.wishes)

    def generate(self, order: Order) -> None:
        self.wishes.append(("generate", order))

    def read_recipe(self, file: str) -> None:
        self.wishes.append(("read_recipe", file))

    def cancel(self, job_id: str) -> None:
        self.wishes.append(("cancel", job_id))

    def retry(self, job_id: str) -> None:
        self.wishes.append(("retry", job_id))

    def delete(self, job_id: str) -> None:
        self.wishes.append(("delete", job_id))

    def undo_delete(self, job_id: str) -> None:
        self.wishes.append(("undo_delete", job_id))

    def destroy_deleted(self) -> None:
        self.wishes.append(("destroy_deleted", None))

    def bring_back_deleted(self) -> None:
        self.wishes.append(("bring_back_deleted", None))

    def pause(self) -> None:
        self.wishes.append(("pause", None))

    def resume(self) -> None:
        self.wishes.append(("resume", None))

    def discard_held(self) -> None:
        self.wishes.append(("discard_held", None))

    def mark_heard(self, job_id: str) -> None:
        self.wishes.append(("mark_heard", job_id))

    def mark_seen(self, job_id: str) -> None:
        self.wishes.append(("mark_seen", job_id))

    def change_settings(self, settings: Settings) -> None:
        self.wishes.append(("change_settings", settings))

    def find_banks(self) -> None:
        self.wishes.append(("find_banks", None))
