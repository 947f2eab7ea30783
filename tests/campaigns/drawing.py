"""A track of each style, to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from musicapp.core.model import Wishes
from tests.campaigns.costs import usual_request
from tests.campaigns.pieces import make_pieces, run_script

SECONDS = 60.0


def draw(styles: Iterable[str], seed: int, folder: Path, python: Path | None) -> int:
    """Make the tracks and draw each into FOLDER/STYLE.png."""
    wishes = {style: Wishes(style=style, seconds=SECONDS) for style in styles}
    make_pieces({style: usual_request(style, seed, wish) for style, wish in wishes.items()}, folder)
    return run_script("piano_roll.py", python, folder)
