"""States, stages, styles and keys in the words of the reader."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from musicapp.app.language import QT_TRANSLATE_NOOP
from musicapp.core.manifest import Manifest
from musicapp.core.model import JobState, Summary
from musicapp.ui.durations import clock_text

LONGEST_TITLE = 300
"""More letters than any row has room for."""

STATE_WORDS: dict[JobState | None, str] = {
    None: QT_TRANSLATE_NOOP("JobWords", "Checking…"),
    JobState.PENDING: QT_TRANSLATE_NOOP("JobWords", "Waiting"),
    JobState.PROCESSING: QT_TRANSLATE_NOOP("JobWords", "Generating"),
    JobState.DONE: QT_TRANSLATE_NOOP("JobWords", "Done"),
    JobState.ERROR: QT_TRANSLATE_NOOP("JobWords", "Failed"),
    JobState.CANCELLED: QT_TRANSLATE_NOOP("JobWords", "Cancelled"),
}
HELD = QT_TRANSLATE_NOOP("JobWords", "On hold")

STAGE_WORDS: dict[str, str] = {
    "starting": QT_TRANSLATE_NOOP("JobWords", "starting"),
    "composing": QT_TRANSLATE_NOOP("JobWords", "composing"),
    "playing": QT_TRANSLATE_NOOP("JobWords", "playing the instruments"),
    "mastering": QT_TRANSLATE_NOOP("JobWords", "mastering"),
    "checking": QT_TRANSLATE_NOOP("JobWords", "checking the sound"),
    "encoding": QT_TRANSLATE_NOOP("JobWords", "encoding"),
    "finishing": QT_TRANSLATE_NOOP("JobWords", "finishing the files"),
    "publishing": QT_TRANSLATE_NOOP("JobWords", "saving"),
}

STYLE_WORDS: dict[str, str] = {
    "piano_solo": QT_TRANSLATE_NOOP("JobWords", "Piano solo"),
    "cinematic": QT_TRANSLATE_NOOP("JobWords", "Cinematic"),
    "epic_orchestral": QT_TRANSLATE_NOOP("JobWords", "Epic orchestra"),
    "string_quartet": QT_TRANSLATE_NOOP("JobWords", "String quartet"),
    "baroque": QT_TRANSLATE_NOOP("JobWords", "Baroque"),
    "waltz": QT_TRANSLATE_NOOP("JobWords", "Waltz"),
    "ambient": QT_TRANSLATE_NOOP("JobWords", "Ambient"),
    "lofi": QT_TRANSLATE_NOOP("JobWords", "Lo-fi"),
    "house": QT_TRANSLATE_NOOP("JobWords", "House"),
    "techno": QT_TRANSLATE_NOOP("JobWords", "Techno"),
    "trance": QT_TRANSLATE_NOOP("JobWords", "Trance"),
    "synthwave": QT_TRANSLATE_NOOP("JobWords", "Synthwave"),
    "drum_and_bass": QT_TRANSLATE_NOOP("JobWords", "Drum and bass"),
    "hip_hop": QT_TRANSLATE_NOOP("JobWords", "Hip-hop"),
    "pop": QT_TRANSLATE_NOOP("JobWords", "Pop"),
    "k_ballad": QT_TRANSLATE_NOOP("JobWords", "K-ballad"),
    "k_pop": QT_TRANSLATE_NOOP("JobWords", "K-pop"),
    "trot": QT_TRANSLATE_NOOP("JobWords", "Trot"),
    "gugak": QT_TRANSLATE_NOOP("JobWords", "Gugak"),
    "jazz": QT_TRANSLATE_NOOP("JobWords", "Jazz"),
    "bossa_nova": QT_TRANSLATE_NOOP("JobWords", "Bossa nova"),
    "blues": QT_TRANSLATE_NOOP("JobWords", "Blues"),
    "rock": QT_TRANSLATE_NOOP("JobWords", "Rock"),
    "metal": QT_TRANSLATE_NOOP("JobWords", "Metal"),
    "folk": QT_TRANSLATE_NOOP("JobWords", "Folk"),
    "country": QT_TRANSLATE_NOOP("JobWords", "Country"),
    "funk": QT_TRANSLATE_NOOP("JobWords", "Funk"),
    "reggae": QT_TRANSLATE_NOOP("JobWords", "Reggae"),
    "rnb": QT_TRANSLATE_NOOP("JobWords", "R&B"),
    "latin": QT_TRANSLATE_NOOP("JobWords", "Latin"),
    "celtic": QT_TRANSLATE_NOOP("JobWords", "Celtic"),
    "chiptune": QT_TRANSLATE_NOOP("JobWords", "Chiptune"),
    "march": QT_TRANSLATE_NOOP("JobWords", "March"),
    "lullaby": QT_TRANSLATE_NOOP("JobWords", "Lullaby"),
    "horror": QT_TRANSLATE_NOOP("JobWords", "Horror"),
    "corporate": QT_TRANSLATE_NOOP("JobWords", "Corporate"),
}

MODE_WORDS: dict[str, str] = {
    "major": QT_TRANSLATE_NOOP("JobWords", "major"),
    "minor": QT_TRANSLATE_NOOP("JobWords", "minor"),
    "dorian": QT_TRANSLATE_NOOP("JobWords", "Dorian"),
    "phrygian": QT_TRANSLATE_NOOP("JobWords", "Phrygian"),
    "lydian": QT_TRANSLATE_NOOP("JobWords", "Lydian"),
    "mixolydian": QT_TRANSLATE_NOOP("JobWords", "Mixolydian"),
    "locrian": QT_TRANSLATE_NOOP("JobWords", "Locrian"),
    "pentatonic": QT_TRANSLATE_NOOP("JobWords", "pentatonic"),
}


def state_words(row: Summary) -> str:
    """Say what a job is doing."""
    return _translate(HELD if row.held else STATE_WORDS[row.state])


def progress_words(row: Summary) -> str:
    """Say what a job is doing and how far it is: ``Generating · composing · 42%``."""
    stage = _translate(STAGE_WORDS.get(row.stage, row.stage)) if row.stage else ""
    percent = "" if row.progress is None else f"{int(row.progress * 100)}%"
    is_running = row.state is JobState.PROCESSING
    return join_words(state_words(row), *((stage, percent) if is_running else ()))


def style_words(style: str) -> str:
    """Name a style; one that no table knows keeps its own name, made readable."""
    return _translate(STYLE_WORDS.get(style, style.replace("_", " ")))


def engine_words(engine: Manifest) -> str:
    """Name an engine and its version in the language of now, as far as it has a name in it."""
    names: dict[str, str] = {language: name for language, name in engine.names.items()}  # noqa: C416 (a wider key)
    name = names.get(QLocale().name().split("_")[0]) or names.get("en") or engine.id
    return f"{name} {engine.version}"


def key_words(key: str) -> str:
    """Name a key such as ``D minor``."""
    tonic, _, mode = key.partition(" ")
    return f"{tonic} {_translate(MODE_WORDS.get(mode, mode))}".strip()


def track_words(row: Summary) -> str:
    """Say what a track is: ``Piano solo · D minor · 72 BPM · 1:30``."""
    tempo = f"{row.tempo:g} BPM" if row.tempo else ""
    length = clock_text(row.seconds) if row.seconds else ""
    return join_words(style_words(row.style), key_words(row.key), tempo, length)


def date_words(created_at: str) -> str:
    """Write a moment as people here write the date and the time."""
    moment = QDateTime.fromString(created_at, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def title_words(row: Summary) -> str:
    """Return the title, or the sentence while there is none, on one line."""
    return " ".join((row.title or row.prompt)[:LONGEST_TITLE].split())


def join_words(*parts: str) -> str:
    """Set the parts that are not empty in one line, with dots between."""
    return " · ".join(part for part in parts if part)


def _translate(text: str) -> str:
    return QCoreApplication.translate("JobWords", text) if text else ""
