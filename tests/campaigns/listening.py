"""Tracks of given tempo and key, for a listener that knows neither."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from musicapp.core.model import Wishes
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.protocol import EngineRequest
from tests.campaigns.chance import TONICS
from tests.campaigns.costs import usual_request
from tests.campaigns.pieces import make_pieces, run_script

SHORTEST_S, LONGEST_S = 60, 90


def listen(styles: Iterable[str], seeds: range, folder: Path, python: Path | None) -> int:
    """Make the tracks and let them be heard; return 0 when tempo and key are heard as asked for."""
    make_pieces({f"{style}-{seed}": asked_for(style, seed) for style in styles for seed in seeds}, folder)
    return run_script("ear.py", python, folder)


def asked_for(style: str, seed: int) -> EngineRequest:
    """Return a request with a tempo of the style's, a key, and a length that the seed draws."""
    chance = random.Random(f"listen/{style}/{seed}")
    slowest, fastest = load_style(style).tempo
    wishes = Wishes(
        style=style,
        seconds=float(chance.randint(SHORTEST_S, LONGEST_S)),
        tempo=float(chance.randint(round(slowest), round(fastest))),
        key=f"{chance.choice(TONICS)} {chance.choice(('major', 'minor'))}",
    )
    return usual_request(style, seed, wishes)
