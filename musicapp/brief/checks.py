"""Whether a sentence and the options beside it can be worked with at all."""

from __future__ import annotations

import math
import unicodedata

from musicapp.brief.keys import parse_key
from musicapp.brief.styles import find_style
from musicapp.core.manifest import Capabilities
from musicapp.core.model import Wishes
from musicapp.core.problems import Problem, UserError

LONGEST_PROMPT = 2000
SHORTEST_S, LONGEST_S = 1.0, 3600.0
SLOWEST_BPM, FASTEST_BPM = 20.0, 300.0
ALLOWED_CONTROLS = frozenset("\n\r\t")
UNSEEN = frozenset(("Cf", "Cc", "Zs", "Zl", "Zp", "Mn"))


def check_prompt(prompt: str) -> str:
    """Return the sentence as it is.

    Raises:
        UserError: EMPTY_PROMPT, PROMPT_TOO_LONG (over 2,000 characters) or PROMPT_UNREADABLE
            (control characters, halves of surrogate pairs).
    """
    if len(prompt) > LONGEST_PROMPT:
        raise UserError(Problem.PROMPT_TOO_LONG, length=str(len(prompt)), limit=str(LONGEST_PROMPT))
    for letter in prompt:
        if letter not in ALLOWED_CONTROLS and unicodedata.category(letter) in ("Cc", "Cs"):
            raise UserError(Problem.PROMPT_UNREADABLE, character=f"U+{ord(letter):04X}")
    if all(unicodedata.category(letter) in UNSEEN for letter in prompt):
        raise UserError(Problem.EMPTY_PROMPT)
    return prompt


def check_wishes(wishes: Wishes, palette: Capabilities) -> None:
    """Refuse options that cannot be met.

    Raises:
        UserError: BAD_SECONDS (1-3,600 s, and what the engine can), BAD_TEMPO (20-300 beats
            per minute), BAD_KEY, UNKNOWN_STYLE (its value ``styles`` lists what there is).
    """
    shortest, longest = length_limits(palette)
    if wishes.seconds is not None and not is_within(wishes.seconds, shortest, longest):
        raise UserError(Problem.BAD_SECONDS, seconds=f"{wishes.seconds:g}")
    if wishes.tempo is not None and not is_within(wishes.tempo, SLOWEST_BPM, FASTEST_BPM):
        raise UserError(Problem.BAD_TEMPO, tempo=f"{wishes.tempo:g}")
    if wishes.key is not None and parse_key(wishes.key) is None:
        raise UserError(Problem.BAD_KEY, key=wishes.key)
    if wishes.style is not None and find_style(wishes.style, palette) is None:
        raise UserError(Problem.UNKNOWN_STYLE, style=wishes.style, styles=", ".join(palette.styles))


def length_limits(palette: Capabilities) -> tuple[float, float]:
    """Return the shortest and longest length in s that can be asked for."""
    return max(SHORTEST_S, palette.shortest_seconds), min(LONGEST_S, palette.longest_seconds)


def is_within(value: float, lowest: float, highest: float) -> bool:
    """True for a number in a range, ends included; NaN never is."""
    return math.isfinite(value) and lowest <= value <= highest
