"""What a sentence asks for, looked for in the sound and the score of its piece: what was understood is no evidence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.core.model import Brief
from tests.brief.expectations import FAMILIES, NEAR_S, Check, Expected
from tests.campaigns.clicks import seam_clicks
from tests.campaigns.sound import GRAIN_S, Heard
from tests.campaigns.tonality import is_like, keys_heard, tells_mode
from tests.engines.rules.lead_sheet import class_of, read_symbol
from tests.engines.rules.midi_score import Score, bar_quarters

TEMPO_BPM = 0.5
BEAT_SHARE = 0.04
"""How far around a tempo the one is looked for at which notes fall onto beats."""
BAR_S = 0.001
PARTS = 8
"""Into how many parts of equal length a piece is cut where its course is looked at."""
COURSE_DB, JUMP_DB, FLAT_DB = 1.5, 3.0, 10.0
JUMP_S = 2.0
"""How much is heard before a drop and after it."""
FADED_DB, HIT_DB, HIT_S = 12.0, 3.0, 3.0
SOUNDING_DB = -50.0


class Evidence(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A made piece: the brief, for its tonic and meter alone, its sound and its score."""

    brief: Brief
    track: Path
    heard: Heard
    score: Score

    @property
    def bpm(self) -> float:
        """The tempo that the score says."""
        return self.score.bpm(self.score.meters[0])

    @property
    def playing(self) -> set[str]:
        """Who has notes."""
        return {staff.instrument for staff in self.score.staves if staff.notes}


def check_evidence(said: Expected, found: Evidence) -> list[Check]:
    """Check everything that a sentence speaks of and that can be measured."""
    asked: dict[str, Any] = {name: value for name in HEARD if (value := getattr(said, name)) is not None}
    checks = [
        (HEARD[name](value, found), f"{name.rstrip('_')}: {value}{TOLD[name](found)}") for name, value in asked.items()
    ]
    fitted = fitted_bpm(found)
    checks.append((abs(fitted - found.bpm) <= TEMPO_BPM, f"beat: {found.bpm:.2f}, not {fitted:.2f}"))
    return [Check(prompt=said.prompt, is_kept=is_kept, text=text) for is_kept, text in checks]


def fitted_bpm(found: Evidence) -> float:
    """Return the tempo near the one that is said at which the notes' starts fall onto halves of beats."""
    onsets = np.array([n.start for staff in found.score.staves for n in staff.notes]) * found.score.quarter_s
    beat_s = 60 / found.bpm
    fine = beat_s * np.linspace(1 - BEAT_SHARE, 1 + BEAT_SHARE, 1601)
    parts = 3 if found.score.bpm("4/4") != found.bpm else 2
    fit = np.abs(np.exp(2j * parts * np.pi * onsets[:, None] / fine[None, :]).sum(axis=0))
    return 60 / float(fine[np.argmax(fit)])


def plays(word: str, found: Evidence) -> bool:
    """True where an instrument or a member of a family has notes."""
    return not {word, *FAMILIES.get(word, ())}.isdisjoint(found.playing)


def is_loop(found: Evidence) -> bool:
    """True where a loop is whole bars long and has no jump at its seam."""
    bars = found.heard.seconds / (bar_quarters(found.brief.meter) * found.score.quarter_s)
    off = abs(bars - round(bars)) * bar_quarters(found.brief.meter) * found.score.quarter_s
    return off < BAR_S and not seam_clicks(found.track, found.heard.rate)


def course_of(levels_db: npt.NDArray[np.float64]) -> list[float]:
    """Return the level of each part of a piece in dB."""
    power = 10 ** (levels_db / 10)
    return [float(10 * np.log10(part.mean() + 1e-12)) for part in np.array_split(power, PARTS)]


def largest_jump(levels_db: npt.NDArray[np.float64]) -> float:
    """Return by how much the level rises most from some seconds to the next, in dB; the beginning is left out."""
    size = round(JUMP_S / GRAIN_S)
    power = np.concatenate([[0.0], np.cumsum(10 ** (levels_db / 10))])
    sums = 10 * np.log10(power[size:] - power[:-size] + 1e-12)
    return float((sums[size:] - sums[:-size])[size:].max(initial=0.0))


def goes(energy: str, found: Evidence) -> bool:
    """True where the level takes the course asked for; the end, which fades, is not looked at."""
    parts = course_of(found.heard.levels_db)
    first, last = np.mean(parts[:2]), np.mean(parts[-3:-1])
    match energy:
        case "rising":
            return bool(last - first > COURSE_DB)
        case "falling":
            return bool(first - last > COURSE_DB)
        case "arch":
            return max(parts[2:-1]) - parts[0] > COURSE_DB and max(parts[2:-1]) - parts[-1] > COURSE_DB
        case "drop":
            return largest_jump(found.heard.levels_db) > JUMP_DB
        case _:
            return max(parts[:-1]) - min(parts[:-1]) < FLAT_DB


def ends(ending: str, found: Evidence) -> bool:
    """True where the last seconds are as asked for."""
    levels = found.heard.levels_db
    usual, size = float(np.median(levels)), len(levels)
    if ending == "fade":
        return float(np.mean(levels[-size // 30 :])) < usual - FADED_DB
    if ending == "hit":
        last = max(note.start for staff in found.score.staves for note in staff.notes) * found.score.quarter_s
        struck = levels[round(last / GRAIN_S) :]
        return found.heard.seconds - last < HIT_S and float(struck.max()) > usual - HIT_DB
    return is_tonic(found)


def is_tonic(found: Evidence) -> bool:
    """True where the last chord is on the tonic, or on that of a last chorus a step or two higher."""
    root = read_symbol(found.score.chords[-1].text).root
    return (root - class_of(found.brief.key.split()[0])) % 12 in (0, 1, 2)


HEARD: dict[str, Callable[[Any, Evidence], bool]] = {
    "seconds": lambda wanted, found: abs(found.heard.seconds - wanted) <= NEAR_S,
    "tempo": lambda wanted, found: wanted[0] - TEMPO_BPM <= found.bpm <= wanted[1] + TEMPO_BPM,
    "key": lambda wanted, found: is_like(keys_heard(found.score)[0], wanted),
    "mode": lambda wanted, found: tells_mode(found.score, found.brief.key.split()[0], wanted),
    "meter": lambda wanted, found: found.score.meters[0] == wanted,
    "with_": lambda wanted, found: all(plays(word, found) for word in wanted),
    "without": lambda wanted, found: not any(plays(word, found) for word in wanted),
    "loop": lambda wanted, found: not wanted or is_loop(found),
    "ending": ends,
    "energy": goes,
}
TOLD: dict[str, Callable[[Evidence], str]] = {
    "seconds": lambda found: f", not {found.heard.seconds:.2f}",
    "tempo": lambda found: f", not {found.bpm:.2f}",
    "key": lambda found: f", not {keys_heard(found.score)[:3]} ({found.brief.style})",
    "mode": lambda found: f" is not told in {found.brief.key} ({found.brief.style})",
    "meter": lambda found: f", not {found.score.meters}",
    "with_": lambda found: f", not {sorted(found.playing)}",
    "without": lambda found: f", not {sorted(found.playing)}",
    "loop": lambda found: f": {found.heard.seconds:.3f} s of {found.brief.meter} at {found.bpm:.2f} bpm",
    "ending": lambda found: f", not {[round(level) for level in course_of(found.heard.levels_db)]} dB",
    "energy": lambda found: f", not {[round(level, 1) for level in course_of(found.heard.levels_db)]} dB",
}
"""What is told of each where it is not as asked."""
