"""Sentences of a file, each made into music, and what it asks for looked for in the sound and in the score."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from musicapp.brief import understand
from musicapp.core.model import Wishes
from musicapp.engines.protocol import EngineRequest, Failed
from tests.brief.expectations import Check, Expected, read_expectations, share_kept
from tests.campaigns.chance import palette
from tests.campaigns.evidence import Evidence, check_evidence
from tests.campaigns.hosts import make
from tests.campaigns.sound import hear
from tests.campaigns.trials import say
from tests.engines.rules.midi_score import read_midi

LOWEST_SHARE = 0.97


class Studio(msgspec.Struct, frozen=True, kw_only=True):
    """Where pieces are made, in which styles, by which seed, and how long where a sentence does not say."""

    folder: Path
    styles: tuple[str, ...]
    seed: int
    seconds: float
    keeps: bool


def hear_sentences(path: Path, studio: Studio) -> int:
    """Make every sentence and check it; 1 when too little of what is asked for is heard."""
    said = read_expectations(path)
    checks: list[Check] = []
    with ProcessPoolExecutor(os.cpu_count()) as executor:
        for number, found in enumerate(executor.map(hear_one, [studio] * len(said), range(len(said)), said)):
            checks += found
            for check in found:
                if not check.is_kept:
                    say(f"{number + 1}: {check.prompt}\n  {check.text}")
    for line in counts_of(checks):
        say(line)
    return int(share_kept(checks) < LOWEST_SHARE)


def hear_one(studio: Studio, number: int, said: Expected) -> list[Check]:
    """Make a sentence, and check what is heard of it."""
    folder = studio.folder / f"{number + 1:03d}"
    making = make(request_of(studio, said), folder)
    if isinstance(making.answer, Failed):
        return [Check(prompt=said.prompt, is_kept=False, text=f"made: {making.answer.text}")]
    track = folder / "track.wav"
    evidence = Evidence(
        brief=making.request.brief, track=track, heard=hear(track), score=read_midi(folder / "track.mid")
    )
    checks = check_evidence(said, evidence)
    if not studio.keeps:
        shutil.rmtree(folder)
    return checks


def request_of(studio: Studio, said: Expected) -> EngineRequest:
    """Return the request that a sentence makes; where it names no length it is as long as the studio has it."""
    known = msgspec.structs.replace(palette(), styles=studio.styles)
    wishes = Wishes() if said.seconds is not None else Wishes(seconds=studio.seconds)
    language = "ko" if any("가" <= letter <= "힣" for letter in said.prompt) else "en"
    return EngineRequest(
        work_folder="",
        brief=understand(said.prompt, wishes, known),
        prompt=said.prompt,
        language="ko" if language == "ko" else "en",
        seed=studio.seed,
        stems=False,
    )


def counts_of(checks: Iterable[Check]) -> list[str]:
    """Say of each kind how many are kept, and of all."""
    every, kept = Counter[str](), Counter[str]()
    for check in checks:
        kind = check.text.split(":")[0]
        every[kind] += 1
        kept[kind] += check.is_kept
    lines = [f"{kind}: {kept[kind]} of {every[kind]}" for kind in sorted(every)]
    return [*lines, f"{kept.total()} of {every.total()} are heard: {kept.total() / max(1, every.total()):.1%}"]
