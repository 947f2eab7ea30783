"""What is wrong with the score and the stems of a finished piece, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from musicapp.brief.ensemble import covered_by
from musicapp.core.model import Brief
from musicapp.engines.protocol import Done, Used
from tests.campaigns.hosts import Making
from tests.campaigns.score import Score
from tests.campaigns.sound import hear

SILENT_STEM_LUFS = -70.0
EVERYONE_AFTER_S = 30.0
"""From this length on, everyone who is asked for has something to play."""
EFFECTS = "effects"
"""The track of an instrument that plays nothing but risers and impacts."""


def score_faults(score: Score, used: Used, brief: Brief) -> Iterator[str]:
    """Compare who plays with who should."""
    if score.kind != 1 or score.hanging:
        yield f"midi: type {score.kind}, {score.hanging} notes without an end"
    if not all(score.names) or len(set(score.names)) != len(score.names):
        yield f"midi: tracks called {score.names}"
    if 0 in score.counts:
        yield f"midi: nothing to play for {score.names[score.counts.index(0)]}"
    untold, silent = score.instruments - set(used.instruments), set(used.instruments) - score.instruments
    if untold - {EFFECTS} or len(silent) > len(untold):
        yield f"report: {sorted(untold)} only in the MIDI file, {sorted(silent)} only in what is said of it"
    if unwanted := score.instruments & covered_by(brief.without):
        yield f"excluded: {sorted(unwanted)} plays without being wanted"
    absent = set(brief.instruments) - covered_by(brief.without) - score.instruments
    if absent and brief.seconds >= EVERYONE_AFTER_S:
        yield f"absent: {sorted(absent)} asked for, plays nothing"


def stem_faults(making: Making, done: Done, score: Score) -> Iterator[str]:
    """Hear whether each track has a stem, and each stem sounds."""
    stems = [file.file for file in done.files if file.kind == "stem"]
    wanted = [f"stems/{name}.wav" for name in score.names] if making.request.stems else []
    if sorted(stems) != sorted(wanted):
        yield f"stems: {sorted(stems)}, not {sorted(wanted)}"
    players = Counter(file.instrument for file in done.files if file.kind == "stem")
    if doubled := [name for name, number in players.items() if number > 1]:
        yield f"stems: more than one of {doubled}, which no publisher can tell apart"
    for stem in stems:
        heard = hear(making.folder / stem)
        if heard.lufs < SILENT_STEM_LUFS:
            yield f"stem: {stem} is silent, {heard.lufs:.1f} LUFS"
        if heard.peak > 1.0:
            yield f"stem: {stem} has a sample of {heard.peak:.3f}"
