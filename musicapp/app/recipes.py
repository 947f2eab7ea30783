"""Recipes: from a finished track, or its sidecar, back to the order that made it."""

from __future__ import annotations

from pathlib import Path

import msgspec
from tinytag import TinyTag, TinyTagException

from musicapp.core.model import Brief, Order, Value, Wishes
from musicapp.core.problems import Problem, UserError
from musicapp.core.sidecar import Recipe, read_sidecar

USUAL_BANK = "lite"
"""The bank of a recipe that names none, whatever the settings say now."""

_decoder = msgspec.json.Decoder(Recipe)


def read_order(path: Path) -> Order:
    """Return the order that makes the track again.

    Args:
        path: a track of this program, or the ``.json`` beside it.

    Raises:
        UserError: the file carries no recipe.
    """
    try:
        return _from_sidecar(path) if path.suffix == ".json" else _from_tags(path)
    except (ValueError, OSError, TinyTagException, RecursionError) as error:
        raise UserError(Problem.NO_RECIPE, file=path.name) from error


def _from_sidecar(path: Path) -> Order:
    request = read_sidecar(path).request
    return Order(
        prompt=request.prompt,
        wishes=_wishes(request.brief),
        seed=request.seed,
        engine=request.engine,
        format=request.format,
        stems=request.stems,
        bank=_bank(request.options),
    )


def _from_tags(path: Path) -> Order:
    recipe = _decoder.decode(TinyTag.get(path, duration=False).comment or "")
    return Order(
        prompt=recipe.prompt,
        wishes=_wishes(recipe.brief),
        seed=recipe.seed,
        engine=recipe.engine,
        stems=recipe.stems,
        bank=_bank(recipe.options),
    )


def _wishes(brief: Brief) -> Wishes:
    return Wishes(seconds=brief.seconds, tempo=brief.tempo, key=brief.key, style=brief.style, loop=brief.loop)


def _bank(options: dict[str, Value]) -> str:
    return str(options.get("bank", USUAL_BANK))
