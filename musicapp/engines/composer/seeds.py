"""Randomness with an owner: every stage, section and instrument draws from its own child seed.

A child seed is made from the job's seed and a name by SHA-256, so it is the same on every
machine, and a draw more in one place moves nothing in another. Only ``Generator.random``
is used, because NumPy promises the raw PCG64 stream but not its other distributions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec
import numpy as np

T = TypeVar("T")


def child(seed: int, *names: str) -> np.random.Generator:
    """Return the generator that belongs to a name such as ``"melody", "contrast", "piano"``."""
    text = "/".join((str(seed), *names))
    return np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256(text.encode()).digest())))


class Seeds(msgspec.Struct, frozen=True, kw_only=True):
    """The job's seed, and which parts are taken anew.

    takes maps a name as in ``melody/contrast`` to the number of its take; what is not
    listed keeps its first.
    """

    seed: int
    takes: Mapping[str, int] = {}

    def of(self, *names: str) -> np.random.Generator:
        """Return the generator of a name, in the take asked for."""
        take = self.takes.get("/".join(names), 0)
        return child(self.seed, *names, *([f"take {take}"] if take else []))


def pick(rng: np.random.Generator, choices: Sequence[T], weights: Sequence[float] | None = None) -> T:
    """Pick one of the choices, by weight if weights are given."""
    if weights is None:
        return choices[min(int(rng.random() * len(choices)), len(choices) - 1)]
    mark = rng.random() * sum(weights)
    for choice, weight in zip(choices, weights, strict=True):
        mark -= weight
        if mark < 0:
            return choice
    return choices[-1]


def bell(rng: np.random.Generator) -> float:
    """Draw from a bell between -1 and 1 (standard deviation 0.41): the sum of two uniforms."""
    return float(rng.random() + rng.random() - 1.0)
