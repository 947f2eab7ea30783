"""Trials: many requests made and judged side by side. What was tried before is known, what fails can be tried again."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import msgspec

from musicapp.engines.protocol import EngineRequest
from tests.campaigns.hosts import make
from tests.campaigns.judging import Verdict, judge
from tests.campaigns.outcomes import HEADS, Outcome, append_outcome, crashed, outcome_of, read_outcomes
from tests.campaigns.tables import table


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """Where pieces are made, how many at once, whether those that fail are kept, and the file of what became of all."""

    folder: Path
    jobs: int = 2
    keeps_failed: bool = False
    results: Path | None = None


def run_all(requests: Iterable[EngineRequest], bench: Bench) -> list[Outcome]:
    """Make and judge all that the results do not know yet, in processes of their own; return the outcomes in order."""
    wanted = list(requests)
    known = read_outcomes(bench.results)
    missing = [request for request in wanted if key_of(request) not in known]
    say(f"{len(wanted)} pieces, {len(wanted) - len(missing)} of them made before")
    with ProcessPoolExecutor(max(1, bench.jobs)) as executor:
        running = {executor.submit(outcome_in, bench, number, one): one for number, one in enumerate(missing)}
        for done in as_completed(running):
            request, error = running[done], done.exception()
            outcome = crashed(request, error) if error else done.result()
            known[key_of(request)] = outcome
            append_outcome(None if error else bench.results, outcome)
            say(f"{len(known)}: {' '.join(cell for cell in outcome.row if cell)}")
    return [known[key_of(request)] for request in wanted]


def try_all(requests: Iterable[EngineRequest], bench: Bench) -> list[Verdict]:
    """Make and judge all, one after another."""
    return [try_one(bench, number, request) for number, request in enumerate(requests)]


def outcome_in(bench: Bench, number: int, request: EngineRequest) -> Outcome:
    """Make and judge one piece, and say what became of it."""
    return outcome_of(try_one(bench, number, request))


def try_one(bench: Bench, number: int, request: EngineRequest) -> Verdict:
    """Make and judge one piece, and clear up after it."""
    folder = bench.folder / f"{number:04d}-{request.brief.style}"
    verdict = judge(make(request, folder))
    if not (bench.keeps_failed and verdict.faults):
        shutil.rmtree(folder)
        folder.with_suffix(".log").unlink()
    return verdict


def key_of(request: EngineRequest) -> str:
    """Return what tells a request from others, wherever it is made."""
    return msgspec.json.encode(msgspec.structs.replace(request, work_folder="")).decode()


def report(outcomes: list[Outcome]) -> str:
    """Return a table of the pieces with faults, a summary, and the requests that failed, one JSON object a line."""
    failed = [outcome for outcome in outcomes if outcome.faults]
    parts = [table(HEADS, (outcome.row for outcome in failed))] if failed else []
    parts += [text for outcome in failed for text in (f"  {'; '.join(outcome.faults)}", key_of(outcome.request))]
    return "\n".join([*parts, *summary_of(outcomes)])


def summary_of(outcomes: list[Outcome]) -> Iterator[str]:
    """Yield how many failed, of what, and in which styles; how long all are, and how fast they were made."""
    failed = [outcome for outcome in outcomes if outcome.faults]
    seconds = sum(outcome.request.brief.seconds for outcome in outcomes)
    places = sum(outcome.places for outcome in outcomes)
    yield f"{seconds / 60:.0f} minutes of music, made in {sum(outcome.wall_s for outcome in outcomes) / 60:.0f}"
    yield f"{places} jumps that stand alone where no note begins"
    for of, names in (
        ("faults", [fault.split(":")[0] for outcome in failed for fault in outcome.faults]),
        ("styles", [outcome.request.brief.style for outcome in failed]),
    ):
        if names:
            yield f"{of}: {', '.join(f'{name} {number}' for name, number in Counter(names).most_common())}"
    yield f"{len(failed)} of {len(outcomes)} with faults"


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
