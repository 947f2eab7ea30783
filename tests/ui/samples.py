"""Jobs and engines as the window gets to see them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from musicapp.app.banks import SoundBank
from musicapp.core.manifest import Capabilities, Engine, Licence, Manifest
from musicapp.core.model import ErrorKind, JobError, JobState, Summary

SENTENCE = "비 오는 밤에 어울리는 느린 피아노 곡, 2분"

ENGINE = Engine(
    manifest=Manifest(
        schema_version=1,
        id="composer",
        names={"en": "Built-in composer", "ko": "내장 작곡기"},
        version="1.0",
        kind="embedded",
        run="self",
        capabilities=Capabilities(styles=("piano_solo", "waltz", "lofi"), instruments=("piano",), longest_seconds=3600),
        licences=(Licence(name="MIT", covers="composer and synthesis"),),
    ),
    folder="engines/composer",
)
OTHER_ENGINE = replace(
    ENGINE,
    manifest=replace(
        ENGINE.manifest,
        id="neural",
        names={"en": "Neural"},
        capabilities=Capabilities(styles=("jazz",), instruments=(), longest_seconds=240),
    ),
)

LITE = SoundBank(
    id="lite", name="Small", version="1", attribution="MIT (by A)", is_there=True, file="small.sf3", folder="/sounds"
)
FULL = SoundBank(
    id="full",
    name="Large",
    version="2",
    attribution="MIT (by B)",
    is_there=True,
    file="large.sf3",
    folder="/data/banks",
)
BANKS = (LITE, FULL)
FULL_MISSING = (LITE, replace(FULL, is_there=False))


def job(number: int = 1, state: JobState | None = JobState.PENDING, **facts: Any) -> Summary:
    """Return a job; a higher number is a later one."""
    job_id = f"20261124-{number:06}-000000-aaaaaa"
    created_at = f"2026-11-{1 + number // 1440 % 28:02}T{number // 60 % 24:02}:{number % 60:02}:00.000000Z"
    return Summary(**({"job_id": job_id, "state": state, "prompt": SENTENCE, "created_at": created_at} | facts))


def running(number: int = 1, progress: float | None = 0.42, **facts: Any) -> Summary:
    """Return a job that is being made."""
    return job(number, JobState.PROCESSING, progress=progress, stage="composing", **facts)


def failed(number: int = 1, kind: ErrorKind = ErrorKind.CRASHED, **facts: Any) -> Summary:
    """Return a job that failed."""
    error = JobError(kind=kind, message="Traceback: the host ended with signal 11")
    return job(number, JobState.ERROR, error=error, **facts)


def track(number: int = 1, url: str = "file:///music/Rain/Rain.flac", **facts: Any) -> Summary:
    """Return a finished track."""
    said = {
        "title": f"Rain at Night {number}",
        "style": "piano_solo",
        "key": "D minor",
        "tempo": 72.0,
        "seconds": 120.0,
    }
    return job(number, JobState.DONE, result_url=url, progress=1.0, **(said | facts))
