"""What can be wrong with what a person asked for, as codes that have sentences.

Sentences in the user's language belong to app.sentences; this is what the layers
below it raise and pass on.
"""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    """One thing a person can put right."""

    EMPTY_PROMPT = "empty_prompt"
    PROMPT_TOO_LONG = "prompt_too_long"
    PROMPT_UNREADABLE = "prompt_unreadable"
    BAD_SECONDS = "bad_seconds"
    BAD_TEMPO = "bad_tempo"
    BAD_KEY = "bad_key"
    BAD_SEED = "bad_seed"
    UNKNOWN_STYLE = "unknown_style"
    UNKNOWN_ENGINE = "unknown_engine"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_JOB = "unknown_job"
    OUTPUT_MISSING = "output_missing"
    OUTPUT_UNWRITABLE = "output_unwritable"
    DISK_FULL = "disk_full"
    DATA_FOLDER = "data_folder"
    DATA_TOO_NEW = "data_too_new"
    NO_LOCKS = "no_locks"
    NO_RECIPE = "no_recipe"
    NOT_RETRIABLE = "not_retriable"
    BEING_MADE = "being_made"
    NOT_FINISHED = "not_finished"
    TRACK_GONE = "track_gone"


class UserError(Exception):
    """A person asked for something that cannot be done as asked.

    Args:
        problem: the code that the window and the command line have a sentence for.
        values: what goes into the sentence, by name, e.g. ``seconds="-1"``.
    """

    def __init__(self, problem: Problem, **values: str) -> None:
        super().__init__(problem, values)
        self.problem = problem
        self.values = values

    def __str__(self) -> str:
        return " ".join([self.problem.value, *(f"{name}={value!r}" for name, value in self.values.items())])
