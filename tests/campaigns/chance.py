"""Random requests to the composer: anything that a style lets one ask for, a second to ten minutes long."""

from __future__ import annotations

import math
import random
from functools import cache
from typing import get_args, get_type_hints

import msgspec

from musicapp.brief import understand
from musicapp.brief.ensemble import covered_by
from musicapp.core.manifest import BUILT_IN_FOLDER, Capabilities, read_manifest
from musicapp.core.model import Brief, Wishes
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.moods import load_moods
from musicapp.engines.composer.styles.style import Style, load_style
from musicapp.engines.composer.theory.keys import FLAT_NAMES, MODES, SHARP_NAMES
from musicapp.engines.protocol import EngineRequest
from tests.campaigns.sentences import Wanted, write_sentence

SHORTEST_S, LONGEST_S = 1.0, 600.0
SEEDS = 1 << 32
FAMILIES = ("guitar", "bass", "strings", "brass", "woodwinds", "synth", "percussion")
TONICS = tuple(dict.fromkeys((*SHARP_NAMES, *FLAT_NAMES)))
ENERGIES: tuple[str, ...] = get_args(get_type_hints(Brief)["energy"])
ENDINGS: tuple[str, ...] = get_args(get_type_hints(Brief)["ending"])


@cache
def palette() -> Capabilities:
    """Return what the composer says it can do."""
    return read_manifest(BUILT_IN_FOLDER / "composer").manifest.capabilities


def random_request(style_id: str, seed: int, *, is_said: bool, longest_s: float = LONGEST_S) -> EngineRequest:
    """Return the request that a seed makes for a style: by a sentence that is understood, or by values alone."""
    chance = random.Random(f"{style_id}/{seed}")
    wanted = random_wishes(load_style(style_id), chance, longest_s)
    language = chance.choice(("en", "ko"))
    prompt = write_sentence(wanted, language, chance)
    said = understand(prompt, Wishes(style=style_id), palette())
    return EngineRequest(
        work_folder="",
        brief=said if is_said else brief_of(wanted),
        prompt=prompt,
        language="ko" if language == "ko" else "en",
        seed=chance.randrange(SEEDS),
        stems=chance.random() < 0.3,
    )


def random_wishes(style: Style, chance: random.Random, longest_s: float) -> Wanted:
    """Draw every value; lengths are as often between 1 and 2 s as between 5 and 10 minutes."""
    words = tuple(load_instruments())
    instruments = tuple(chance.sample(words, chance.randint(1, 6))) if chance.random() < 0.4 else ()
    return Wanted(
        seconds=round(math.exp(chance.uniform(math.log(SHORTEST_S), math.log(longest_s))), 2),
        tempo=round(chance.uniform(*style.tempo), 1),
        key=f"{chance.choice(TONICS)} {chance.choice(tuple(MODES))}",
        meter=chance.choice(style.meters),
        style=style.id,
        instruments=instruments,
        without=random_exclusions(style, instruments, chance),
        energy=chance.choice(ENERGIES),
        ending=chance.choice(ENDINGS),
        loop=chance.random() < 0.25,
        mood=tuple(chance.sample(tuple(load_moods().moods), chance.randint(0, 2))),
    )


def random_exclusions(style: Style, instruments: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    """Draw what must not sound: nothing that is asked for, and not all that a style can play."""
    if chance.random() < 0.6:
        return ()
    lone = {word for part in style.parts for word in part.instruments if len(style.parts) <= 2}
    kept = {*instruments, *lone}
    candidates = [word for word in (*load_instruments(), *FAMILIES) if kept.isdisjoint(covered_by((word,)))]
    return tuple(chance.sample(candidates, chance.randint(1, 2)))


def brief_of(wanted: Wanted) -> Brief:
    """Return the brief that says what is wanted."""
    return msgspec.convert({**msgspec.structs.asdict(wanted), "understood": (), "unknown": ()}, Brief)
