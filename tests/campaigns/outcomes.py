"""What became of requests, in a file with one JSON object a line: a campaign that is cut off goes on from there."""

from __future__ import annotations

from pathlib import Path

import msgspec

from musicapp.engines.protocol import Done, EngineRequest
from tests.campaigns.judging import Verdict

HEADS = ("style", "s", "meter", "bpm", "key", "end", "tracks", "LUFS", "dBTP", "x", "MB", "places", "faults")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A request and what became of it: its row of a table, its faults, how many jumps stand alone, the time it took."""

    request: EngineRequest
    row: tuple[str, ...]
    faults: tuple[str, ...]
    places: int
    wall_s: float


def outcome_of(verdict: Verdict) -> Outcome:
    """Return what is kept of a verdict."""
    making = verdict.making
    return Outcome(
        request=msgspec.structs.replace(making.request, work_folder=""),
        row=row_of(verdict),
        faults=verdict.faults,
        places=len(verdict.places),
        wall_s=making.wall_s,
    )


def row_of(verdict: Verdict) -> tuple[str, ...]:
    """Return a verdict's row."""
    making, heard = verdict.making, verdict.heard
    brief, answer = making.request.brief, making.answer
    lufs, peak = ("", "") if heard is None else (f"{heard.lufs:.1f}", f"{heard.true_peak_db:.2f}")
    return (
        brief.style,
        f"{brief.seconds:g}",
        brief.meter,
        f"{brief.tempo:g}",
        brief.key,
        "loop" if brief.loop else brief.ending,
        str(len(answer.used.instruments)) if isinstance(answer, Done) else "",
        lufs,
        peak,
        f"{brief.seconds / making.wall_s:.1f}",
        f"{making.peak_mb:.0f}",
        str(len(verdict.places)),
        ", ".join(fault.split(":")[0] for fault in verdict.faults),
    )


def crashed(request: EngineRequest, error: BaseException) -> Outcome:
    """Return the outcome of a piece that could not even be judged."""
    row = (request.brief.style, *[""] * (len(HEADS) - 2), "crashed")
    return Outcome(request=request, row=row, faults=(f"crashed: {error!r}",), places=0, wall_s=0.0)


def append_outcome(path: Path | None, outcome: Outcome) -> None:
    """Add an outcome to a file, if there is one: on a line of its own, whatever was cut off before it."""
    if path is not None:
        with path.open("ab") as file:
            file.write(b"\n" + msgspec.json.encode(outcome))


def read_outcomes(path: Path | None) -> dict[str, Outcome]:
    """Return the outcomes of a file by their request; a line that was cut off is passed over."""
    lines = path.read_bytes().splitlines() if path is not None and path.exists() else []
    outcomes = filter(None, map(read_outcome, lines))
    return {msgspec.json.encode(outcome.request).decode(): outcome for outcome in outcomes}


def read_outcome(line: bytes) -> Outcome | None:
    """Read a line; None where it is not whole."""
    try:
        return msgspec.json.decode(line, type=Outcome)
    except msgspec.DecodeError:
        return None
