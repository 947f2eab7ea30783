"""Trials: many requests made and judged, at most two at once; what fails can be tried again."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path

import msgspec

from musicapp.engines.protocol import Done, EngineRequest
from tests.campaigns.hosts import Making, make
from tests.campaigns.judging import Verdict, judge
from tests.campaigns.tables import table

HEADS = ("", "style", "s", "meter", "bpm", "key", "end", "tracks", "LUFS", "dBTP", "x", "MB", "places", "faults")
LONGEST_LISTED = 3


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """Where pieces are made, how many at once, and whether those that fail are kept."""

    folder: Path
    jobs: int = 2
    keeps_failed: bool = False


def try_all(requests: Iterable[EngineRequest], bench: Bench) -> list[Verdict]:
    """Make and judge all, telling of each as it is done; return the verdicts in order."""
    with ThreadPoolExecutor(min(2, bench.jobs)) as executor:
        verdicts: list[Verdict] = []
        for verdict in executor.map(partial(try_one, bench), count(), requests):
            say(" ".join(row_of(len(verdicts), verdict)))
            verdicts.append(verdict)
        return verdicts


def try_one(bench: Bench, number: int, request: EngineRequest) -> Verdict:
    """Make and judge one piece, and clear up after it."""
    folder = bench.folder / f"{number:03d}-{request.brief.style}"
    verdict = judge(make(request, folder))
    if not (bench.keeps_failed and verdict.faults):
        shutil.rmtree(folder)
    return verdict


def report(verdicts: list[Verdict]) -> str:
    """Return the table, the places that may be clicks, and the requests that failed, one JSON object a line."""
    parts = [table(HEADS, (row_of(number, verdict) for number, verdict in enumerate(verdicts)))]
    parts += places_of(verdicts)
    failed = [verdict for verdict in verdicts if verdict.faults]
    parts.append(f"{len(failed)} of {len(verdicts)} with faults")
    parts += [text for verdict in failed for text in (f"  {'; '.join(verdict.faults)}", request_line(verdict.making))]
    return "\n".join(parts)


def row_of(number: int, verdict: Verdict) -> tuple[str, ...]:
    """Return a verdict's row."""
    making, heard = verdict.making, verdict.heard
    brief, answer = making.request.brief, making.answer
    lufs, peak = ("", "") if heard is None else (f"{heard.lufs:.1f}", f"{heard.true_peak_db:.2f}")
    return (
        str(number),
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


def places_of(verdicts: list[Verdict]) -> Iterator[str]:
    """Yield where jumps stand alone that no note begins with: the loudest of each piece."""
    for number, verdict in enumerate(verdicts):
        loudest = sorted(verdict.places, key=lambda click: -click.size)[:LONGEST_LISTED]
        if loudest:
            listed = ", ".join(f"{one.at_s:.3f} s ({one.size:.3f}, {one.ratio:.0f}x)" for one in loudest)
            yield f"{number}: {len(verdict.places)} jumps without an onset: {listed}"


def request_line(making: Making) -> str:
    """Return the request as JSON, without the folder it was made in."""
    return msgspec.json.encode(msgspec.structs.replace(making.request, work_folder="")).decode()


def read_requests(path: Path) -> list[EngineRequest]:
    """Read the requests of a file, one JSON object a line; other lines are passed over.

    Raises:
        ValueError: a line is no request.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=EngineRequest) for line in lines if line.startswith("{")]


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
