"""From what was asked for to a request that holds everything the work needs."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Mapping
from pathlib import Path

from musicapp.brief import check_prompt, check_wishes, detect_language, understand
from musicapp.core.acceptance import new_job_id
from musicapp.core.clock import Clock, to_text
from musicapp.core.manifest import Engine
from musicapp.core.model import Brief, Order, Request, Value
from musicapp.core.paths import DataPaths, default_output
from musicapp.core.problems import Problem, UserError
from musicapp.core.settings import Settings

DEFAULT_ENGINE = "composer"
SEED_LIMIT = 1 << 32
BYTES_PER_SECOND = {"flac": 300_000, "wav": 300_000, "mp3": 45_000, "ogg": 45_000, "opus": 45_000}
"""The most a second of a finished track takes; stems are FLAC."""
WORK_BYTES_PER_SECOND = 700_000
"""The most a second takes in the data folder while it is made: float mix and encoded track."""


def find_engine(engines: Mapping[str, Engine], engine_id: str | None) -> Engine:
    """Return the engine asked for, or the embedded one.

    Raises:
        UserError: there is none of that name.
    """
    engine = engines.get(engine_id or DEFAULT_ENGINE)
    if engine is None:
        raise UserError(Problem.UNKNOWN_ENGINE, engine=str(engine_id), engines=", ".join(sorted(engines)))
    return engine


def understand_order(order: Order, engine: Engine) -> Brief:
    """Return what was understood: the same for a plan and for a job.

    Raises:
        UserError: sentence or options cannot be used as they are.
    """
    palette = engine.manifest.capabilities
    prompt = check_prompt(order.prompt)
    check_wishes(order.wishes, palette)
    return understand(prompt, order.wishes, palette)


def resolve_order(
    order: Order, engines: Mapping[str, Engine], settings: Settings, paths: DataPaths, clock: Clock
) -> Request:
    """Return the complete request of an order: brief resolved, seed drawn, places checked.

    Raises:
        UserError: something in the order cannot be done; the order says what.
    """
    engine = find_engine(engines, order.engine)
    brief = understand_order(order, engine)
    form = order.format or settings.format
    output = usable_output(order.output or settings.output)
    stems = order.stems or settings.stems
    needed = brief.seconds * (BYTES_PER_SECOND[form] + (BYTES_PER_SECOND["flac"] * len(brief.instruments) * stems))
    require_room(output, needed)
    require_room(paths.root, brief.seconds * WORK_BYTES_PER_SECOND)
    now = clock.now()
    return Request(
        job_id=new_job_id(now),
        created_at=to_text(now),
        prompt=order.prompt,
        language=detect_language(order.prompt),
        seed=checked_seed(order.seed),
        engine=engine.manifest.id,
        engine_kind=engine.manifest.kind,
        format=form,
        output=str(output),
        stems=stems,
        brief=brief,
        options=options_of(engine, order.bank or settings.sound_bank),
    )


def options_of(engine: Engine, bank: str) -> dict[str, Value]:
    """Return what else shapes the music: it goes into the request, for a worker reads no settings.

    The engine's usual bank needs no word, and one that it does not have is not asked of it.
    """
    return {"bank": bank} if bank in engine.manifest.capabilities.banks[1:] else {}


def checked_seed(seed: int | None) -> int:
    """Return the seed asked for, or draw one.

    Raises:
        UserError: it is negative or larger than 32 bits.
    """
    if seed is None:
        return random.SystemRandom().randrange(SEED_LIMIT)
    if not 0 <= seed < SEED_LIMIT:
        raise UserError(Problem.BAD_SEED, seed=str(seed))
    return seed


def usable_output(chosen: str | None) -> Path:
    """Return the output folder; the Music folder is made where it is missing, a chosen one never.

    A chosen folder that is missing may be an unplugged disk: making it would put the
    music where nobody looks.

    Raises:
        UserError: it is missing or cannot be written to.
    """
    output = default_output() if chosen is None else Path(chosen).expanduser().absolute()
    try:
        if chosen is None:
            output.mkdir(parents=True, exist_ok=True)
        is_missing = not output.is_dir()
    except (OSError, ValueError) as error:
        raise UserError(Problem.OUTPUT_UNWRITABLE, folder=str(output)) from error
    if is_missing:
        raise UserError(Problem.OUTPUT_MISSING, folder=str(output))
    if not os.access(output, os.W_OK | os.X_OK):
        raise UserError(Problem.OUTPUT_UNWRITABLE, folder=str(output))
    return output


def require_room(folder: Path, needed_bytes: float) -> None:
    """Raise UserError when a folder's disk has no room for so many bytes."""
    if shutil.disk_usage(folder).free < needed_bytes:
        raise UserError(Problem.DISK_FULL, folder=str(folder))
