"""A finished piece judged: its sound and its score beside what was asked for and what is said of it."""

from __future__ import annotations

import msgspec

from musicapp.engines.protocol import Failed
from tests.campaigns.clicks import Click, find_clicks, without_onset
from tests.campaigns.hosts import Making
from tests.campaigns.score import read_score
from tests.campaigns.score_faults import score_faults, stem_faults
from tests.campaigns.sound import Heard, hear
from tests.campaigns.sound_faults import click_faults, length_faults, level_faults, loudness_faults, seam_faults


class Verdict(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A piece, what was heard, and every fault of it; places are jumps that may be clicks."""

    making: Making
    heard: Heard | None = None
    faults: tuple[str, ...]
    places: tuple[Click, ...] = ()


def judge(making: Making) -> Verdict:
    """Listen to a piece and read its score."""
    answer = making.answer
    if isinstance(answer, Failed):
        return Verdict(making=making, faults=(f"failed: {answer.kind}: {answer.text}",))
    track, brief = making.folder / "track.wav", making.request.brief
    heard, score = hear(track), read_score(making.folder / "track.mid")
    places = without_onset(find_clicks(track, heard.rate), score.onsets_s)
    faults = (
        *length_faults(heard, score, brief),
        *level_faults(heard, brief),
        *loudness_faults(heard, answer.used),
        *click_faults(places, brief),
        *(seam_faults(track, heard) if brief.loop else ()),
        *score_faults(score, answer.used, brief),
        *stem_faults(making, answer, score),
    )
    return Verdict(making=making, heard=heard, faults=faults, places=tuple(places))
