"""What the command line says, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from musicapp.app.language import QT_TRANSLATE_NOOP
from musicapp.core.model import JobState

STATES: dict[JobState, str] = {
    JobState.PENDING: QT_TRANSLATE_NOOP("CommandLine", "waiting"),
    JobState.PROCESSING: QT_TRANSLATE_NOOP("CommandLine", "being made"),
    JobState.DONE: QT_TRANSLATE_NOOP("CommandLine", "done"),
    JobState.ERROR: QT_TRANSLATE_NOOP("CommandLine", "failed"),
    JobState.CANCELLED: QT_TRANSLATE_NOOP("CommandLine", "cancelled"),
}
CHECKING = QT_TRANSLATE_NOOP("CommandLine", "checking")
HELD = QT_TRANSLATE_NOOP("CommandLine", "held")
GOES_ON = QT_TRANSLATE_NOOP("CommandLine", "Interrupted. The job goes on in the background: musicapp wait {job}")
LEFT_WAITING = QT_TRANSLATE_NOOP(
    "CommandLine", "The queue is paused or the job is held, so it was left waiting. Go on with: musicapp resume"
)
PAUSED = QT_TRANSLATE_NOOP("CommandLine", "Paused. What runs is finished, nothing new begins: musicapp resume")
RESUMED = QT_TRANSLATE_NOOP("CommandLine", "The queue goes on.")
DELETED = QT_TRANSLATE_NOOP("CommandLine", "{job} is in the wastebasket.")
NO_WASTEBASKET = QT_TRANSLATE_NOOP(
    "CommandLine", "{job} was deleted, but its disk has no wastebasket: its files stay hidden until you remove them."
)
LOSSY_TWICE = QT_TRANSLATE_NOOP(
    "CommandLine", "The track itself is in a lossy format, so the new file has lost sound twice."
)
NOT_EXPORTED = QT_TRANSLATE_NOOP("CommandLine", "Interrupted. Nothing was exported.")
NO_SUCH_FILE = QT_TRANSLATE_NOOP("CommandLine", "“{file}” is neither a command nor a file. See: musicapp --help")
UNEXPECTED = QT_TRANSLATE_NOOP("CommandLine", "Something went wrong inside the program. The details are in {log}")


def say(text: str, **values: str) -> str:
    """Return a text of this file in the user's language, with its values filled in."""
    return QCoreApplication.translate("CommandLine", text).format(**values)
