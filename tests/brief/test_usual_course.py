"""What a style does over time and at its end where nobody says otherwise."""

from __future__ import annotations

import pytest

from musicapp.brief import understand
from musicapp.core.model import Wishes
from tests.campaigns.chance import palette


@pytest.mark.parametrize(
    ("sentence", "energy", "ending"),
    [
        ("techno, one minute", "drop", "cadence"),
        ("테크노 1분", "drop", "cadence"),
        ("techno that builds up", "rising", "cadence"),
        ("techno without a drop", "arch", "cadence"),
        ("a march", "arch", "hit"),
        ("a march that fades out", "arch", "fade"),
        ("epic orchestral trailer music", "rising", "hit"),
        ("앰비언트", "flat", "fade"),
        ("ambient, no fade out", "flat", "cadence"),
        ("jazz", "arch", "cadence"),
    ],
)
def test_words_come_before_the_style_and_the_style_before_what_is_plain(
    sentence: str, energy: str, ending: str
) -> None:
    brief = understand(sentence, Wishes(), palette())
    assert (brief.energy, brief.ending) == (energy, ending)
