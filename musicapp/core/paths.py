"""Where everything lives: the data folder, the Music folder, our resources."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

import musicapp
from musicapp.core.durable import make_folder
from musicapp.core.problems import Problem, UserError

APP_NAME = "musicapp"


@dataclass(frozen=True)
class DataPaths:
    """The files of the data folder, each named once."""

    root: Path

    @property
    def index(self) -> Path:
        """jobs.json, the index of all jobs."""
        return self.root / "jobs.json"

    @property
    def index_lock(self) -> Path:
        """Held by the one process that writes the index."""
        return self.root / "jobs.json.lock"

    @property
    def jobs(self) -> Path:
        """One folder per job."""
        return self.root / "jobs"

    @property
    def queue(self) -> Path:
        """One entry per unfinished job."""
        return self.root / "queue"

    @property
    def held(self) -> Path:
        """Old work that waits for a yes."""
        return self.queue / "held"

    @property
    def ended(self) -> Path:
        """Ended jobs that the index does not hold yet."""
        return self.queue / "ended"

    @property
    def paused(self) -> Path:
        """A mark: workers claim nothing."""
        return self.queue / "paused"

    @property
    def slots(self) -> Path:
        """Locks that say how many workers may run."""
        return self.root / "slots"

    @property
    def deleted(self) -> Path:
        """Jobs on their way to the wastebasket."""
        return self.root / "deleted"

    @property
    def engines(self) -> Path:
        """Engines that were added."""
        return self.root / "engines"

    @property
    def logs(self) -> Path:
        """Logs of workers and window."""
        return self.root / "logs"

    @property
    def settings(self) -> Path:
        """The user's settings."""
        return self.root / "settings.json"

    @property
    def draft(self) -> Path:
        """What is typed on the Create tab."""
        return self.root / "draft.json"

    def job(self, job_id: str) -> Path:
        """Return the folder of a job."""
        return self.jobs / job_id

    def make(self) -> None:
        """Create the folders that are missing, private to the user.

        Raises:
            UserError: the data folder cannot be made or written.
        """
        try:
            for folder in (self.jobs, self.held, self.ended, self.slots, self.deleted, self.engines, self.logs):
                make_folder(folder)
        except OSError as error:
            raise UserError(Problem.DATA_FOLDER, folder=str(self.root), reason=error.strerror or str(error)) from error
        _refuse_foreign(self.root)


def _refuse_foreign(root: Path) -> None:
    found = root.stat()
    is_foreign = sys.platform != "win32" and found.st_uid != os.getuid()
    if is_foreign or stat.S_IMODE(found.st_mode) & stat.S_IWOTH:
        raise UserError(Problem.DATA_FOLDER, folder=str(root), reason="others may write to it")


def data_paths() -> DataPaths:
    """Return the user's data folder; it follows XDG_DATA_HOME on Linux.

    Raises:
        UserError: the environment names no absolute folder.
    """
    try:
        root = platformdirs.user_data_path(APP_NAME, appauthor=False)
    except (RuntimeError, KeyError) as error:
        raise UserError(Problem.DATA_FOLDER, folder="~", reason="there is no home folder") from error
    if not root.is_absolute():
        raise UserError(Problem.DATA_FOLDER, folder=str(root), reason="it is not an absolute path")
    return DataPaths(root)


def default_output() -> Path:
    """Return where finished music goes unless the user says otherwise."""
    return platformdirs.user_music_path() / "MusicApp"


def user_banks() -> Path | None:
    """Return where the user may put further sound banks; None where there is no data folder."""
    try:
        return data_paths().root / "banks"
    except UserError:
        return None


def resource_path(name: str) -> Path:
    """Return a file below resources/, from a clone, an installed wheel and a frozen app alike."""
    package = Path(musicapp.__file__).parent
    installed = package / "resources"
    return (installed if installed.is_dir() else package.parent / "resources") / name
