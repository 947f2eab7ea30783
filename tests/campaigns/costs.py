"""What tracks of usual length become and cost: a row for each style."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from musicapp.brief import understand
from musicapp.core.model import Wishes
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.protocol import Done, EngineRequest
from tests.campaigns.chance import palette
from tests.campaigns.hosts import Making
from tests.campaigns.judging import Verdict
from tests.campaigns.sentences import style_word
from tests.campaigns.tables import table
from tests.campaigns.trials import Bench, try_all

SECONDS = 120.0
HEADS = ("style", "LUFS", "target", "dBTP", "limiting, dB", "x real time", "x processor time", "peak MB", "faults")


def measure_costs(styles: Iterable[str], seeds: range, bench: Bench) -> str:
    """Make a track by each seed and style, one after another; return a table: median, from lowest to highest."""
    rows = []
    for style in styles:
        verdicts = try_all([usual_request(style, seed) for seed in seeds], bench)
        rows.append(row_of(style, verdicts))
    return table(HEADS, rows)


def usual_request(style: str, seed: int, wishes: Wishes | None = None) -> EngineRequest:
    """Return the request for a style that is only named."""
    prompt = style_word(style, "en")
    wishes = wishes or Wishes(style=style, seconds=SECONDS)
    brief = understand(prompt, wishes, palette())
    return EngineRequest(work_folder="", brief=brief, prompt=prompt, language="en", seed=seed, stems=False)


def row_of(style: str, verdicts: list[Verdict]) -> tuple[str, ...]:
    """Return a style's row."""
    heard = [verdict.heard for verdict in verdicts if verdict.heard is not None]
    makings = [verdict.making for verdict in verdicts]
    return (
        style,
        spread([one.lufs for one in heard], 2),
        f"{load_style(style).mix.lufs:g}",
        spread([one.true_peak_db for one in heard], 2),
        spread([limiting_db(one) for one in makings]),
        spread([one.request.brief.seconds / one.wall_s for one in makings]),
        spread([one.request.brief.seconds / one.cpu_s for one in makings]),
        spread([one.peak_mb for one in makings], 0),
        str(sum(len(verdict.faults) for verdict in verdicts)),
    )


def spread(values: list[float], digits: int = 1) -> str:
    """Return the median, and the lowest and highest value."""
    if not values:
        return ""
    middle, low, high = (f"{value:.{digits}f}" for value in (statistics.median(values), min(values), max(values)))
    return f"{middle} ({low} to {high})"


def limiting_db(making: Making) -> float:
    """Return what the report says the limiter took; not a number where it says nothing."""
    answer = making.answer
    return answer.used.mastering.limiting_db if isinstance(answer, Done) and answer.used.mastering else float("nan")
