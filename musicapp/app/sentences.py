"""What went wrong, in words for people: what it is and what to do about it.

The layers below raise codes; the window and the command line both find the sentence here.
"""

from __future__ import annotations

from string import Formatter

from PySide6.QtCore import QCoreApplication

from musicapp.app.language import QT_TRANSLATE_NOOP
from musicapp.core.model import ErrorKind
from musicapp.core.problems import Problem, UserError

CONTEXT = "Sentences"

PROBLEM_SENTENCES: dict[Problem, str] = {
    Problem.EMPTY_PROMPT: QT_TRANSLATE_NOOP(
        "Sentences", "There is no sentence yet. Write what the music should be like, for example: a slow piano piece."
    ),
    Problem.PROMPT_TOO_LONG: QT_TRANSLATE_NOOP(
        "Sentences", "The text has {length} characters and may have {limit}. Shorten it and try again."
    ),
    Problem.PROMPT_UNREADABLE: QT_TRANSLATE_NOOP(
        "Sentences",
        "The sentence holds a character that cannot be read ({character}). Remove it or type the sentence again.",
    ),
    Problem.BAD_SECONDS: QT_TRANSLATE_NOOP(
        "Sentences",
        "This engine cannot make a track of {seconds} seconds. "
        "Choose another length; most can make 1 second to 1 hour.",
    ),
    Problem.BAD_TEMPO: QT_TRANSLATE_NOOP(
        "Sentences", "{tempo} is not a tempo that can be played. Choose 20 to 300 beats per minute."
    ),
    Problem.BAD_KEY: QT_TRANSLATE_NOOP("Sentences", "“{key}” is not a key. Write it like “D minor” or “Bb major”."),
    Problem.BAD_SEED: QT_TRANSLATE_NOOP("Sentences", "“{seed}” is not a seed. Give a whole number, zero or more."),
    Problem.UNKNOWN_STYLE: QT_TRANSLATE_NOOP(
        "Sentences", "The style “{style}” is not known to this engine. Leave it open or choose one of: {styles}."
    ),
    Problem.UNKNOWN_ENGINE: QT_TRANSLATE_NOOP(
        "Sentences", "The engine “{engine}” is not installed. Choose one of: {engines}."
    ),
    Problem.UNKNOWN_FORMAT: QT_TRANSLATE_NOOP(
        "Sentences", "“{format}” is not a known format. Choose flac, wav, mp3, ogg or opus."
    ),
    Problem.UNKNOWN_JOB: QT_TRANSLATE_NOOP(
        "Sentences", "There is no job “{job}”. The list of jobs shows which ones there are."
    ),
    Problem.OUTPUT_MISSING: QT_TRANSLATE_NOOP(
        "Sentences", "The output folder {folder} does not exist. Create it or choose another one."
    ),
    Problem.OUTPUT_UNWRITABLE: QT_TRANSLATE_NOOP(
        "Sentences", "Nothing can be saved in the output folder {folder}. Choose another one or change its permissions."
    ),
    Problem.DISK_FULL: QT_TRANSLATE_NOOP("Sentences", "The disk is full ({folder}). Free some space and try again."),
    Problem.DATA_FOLDER: QT_TRANSLATE_NOOP(
        "Sentences", "The program's own folder {folder} cannot be used: {reason}. Check its permissions."
    ),
    Problem.DATA_TOO_NEW: QT_TRANSLATE_NOOP(
        "Sentences", "A newer version of this program wrote {file}. Update the program; the file was left as it is."
    ),
    Problem.NO_LOCKS: QT_TRANSLATE_NOOP(
        "Sentences", "Files in {folder} cannot be locked ({reason}). Move the program's data to a local disk."
    ),
    Problem.NO_RECIPE: QT_TRANSLATE_NOOP(
        "Sentences", "{file} carries no recipe. Choose a track made by this program, or the .json file beside it."
    ),
    Problem.NOT_RETRIABLE: QT_TRANSLATE_NOOP(
        "Sentences", "Only a job that failed or was cancelled can be tried again. This one can stay as it is."
    ),
    Problem.BEING_MADE: QT_TRANSLATE_NOOP(
        "Sentences", "This job is just being worked on. Wait a moment and try again."
    ),
    Problem.NOT_FINISHED: QT_TRANSLATE_NOOP(
        "Sentences", "The job {job} has no finished track. The list of jobs shows what became of it."
    ),
    Problem.TRACK_GONE: QT_TRANSLATE_NOOP(
        "Sentences", "The track {file} is no longer there. Put it back, or make it again from its sentence."
    ),
}

ERROR_SENTENCES: dict[ErrorKind, str] = {
    ErrorKind.BAD_REQUEST: QT_TRANSLATE_NOOP(
        "Sentences", "The engine cannot make what was asked for. Change the sentence or choose another engine."
    ),
    ErrorKind.OUT_OF_MEMORY: QT_TRANSLATE_NOOP(
        "Sentences", "There was not enough memory. Close other programs or ask for a shorter track, then try again."
    ),
    ErrorKind.NO_SPACE: QT_TRANSLATE_NOOP("Sentences", "The disk is full. Free some space, then try again."),
    ErrorKind.MISSING_MODEL: QT_TRANSLATE_NOOP(
        "Sentences", "The engine lacks files that it needs. Install the engine again or choose another one."
    ),
    ErrorKind.CRASHED: QT_TRANSLATE_NOOP(
        "Sentences", "The engine stopped unexpectedly. Try again; if it happens every time, choose another engine."
    ),
    ErrorKind.HUNG: QT_TRANSLATE_NOOP(
        "Sentences", "The engine stopped answering and was ended. Try again or choose another engine."
    ),
    ErrorKind.OUTPUT_FOLDER: QT_TRANSLATE_NOOP(
        "Sentences",
        "The track is made but could not be saved in the output folder. Check the folder, then try again: "
        "nothing has to be made twice.",
    ),
    ErrorKind.INTERNAL: QT_TRANSLATE_NOOP(
        "Sentences", "Something went wrong inside the program. Try again; the details say more."
    ),
}

EXPORT_SENTENCES: dict[ErrorKind, str] = {
    ErrorKind.OUT_OF_MEMORY: QT_TRANSLATE_NOOP(
        "Sentences", "There was not enough memory. Close other programs, then try again."
    ),
    ErrorKind.NO_SPACE: ERROR_SENTENCES[ErrorKind.NO_SPACE],
    ErrorKind.OUTPUT_FOLDER: QT_TRANSLATE_NOOP(
        "Sentences", "The new file could not be saved in its folder. Check the folder or choose another one."
    ),
}
EXPORT_FAILED = QT_TRANSLATE_NOOP(
    "Sentences", "The track could not be written in this format. Try again; if it happens every time, make it again."
)


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names of the values that a sentence wants."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def problem_sentence(error: UserError) -> str:
    """Say in the language of now what was asked in vain, and what to do."""
    sentence = QCoreApplication.translate(CONTEXT, PROBLEM_SENTENCES[error.problem])
    unnamed = dict.fromkeys(placeholders(sentence), "?")
    return sentence.format(**(unnamed | error.values))


def error_sentence(kind: ErrorKind) -> str:
    """Say in the language of now why a job failed, and what to do."""
    return QCoreApplication.translate(CONTEXT, ERROR_SENTENCES[kind])


def export_sentence(kind: ErrorKind) -> str:
    """Say in the language of now why there is no exported file, and what to do."""
    return QCoreApplication.translate(CONTEXT, EXPORT_SENTENCES.get(kind, EXPORT_FAILED))
