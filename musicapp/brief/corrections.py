"""Which numbers still hold: "two minutes, no, make that three", 1시간 말고 30분."""

from __future__ import annotations

from itertools import pairwise

from musicapp.brief.clues import Clue
from musicapp.brief.tokens import Token


def in_force(tokens: tuple[Token, ...], clues: list[Clue]) -> tuple[Clue, ...]:
    """Return the clues of lengths and tempos without those that are taken back or given anew."""
    corrections = [token.start for token in tokens if token.has_role("correction")]
    since = {is_tempo: last_correction(clues, corrections, is_tempo=is_tempo) for is_tempo in (False, True)}
    refused = [token.start for token, after in pairwise(tokens) if is_refusal(token, after)]
    held = (clue for clue in clues if clue.start >= since[clue.meaning.bpm is not None])
    return tuple(clue for clue in held if not any(clue.start <= start < clue.end for start in refused))


def last_correction(clues: list[Clue], corrections: list[int], *, is_tempo: bool) -> int:
    """Return the place of the last word such as 아니다 after which a tempo, or a length, is given again; 0 for none."""
    last = max((clue.start for clue in clues if (clue.meaning.bpm is not None) == is_tempo), default=0)
    return max((start for start in corrections if start < last), default=0)


def is_refusal(token: Token, after: Token) -> bool:
    """True for a unit that is not the one that is meant: 120bpm 말고."""
    return token.is_about("units") and after.has_role("removed")
