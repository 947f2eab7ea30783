"""A small sample of the random briefs: everything that is heard and read of them is as promised."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from musicapp.engines.composer.engine import open_engine
from musicapp.engines.composer.styles.style import known_styles
from musicapp.engines.protocol import Done
from tests.campaigns.chance import random_request
from tests.campaigns.hosts import Making
from tests.campaigns.judging import judge

LONGEST_S = 6.0
SPOKEN_FOR = ("cinematic", "gugak", "house", "lofi", "piano_solo", "rock")


@pytest.mark.parametrize(
    ("style", "is_said"),
    [*((style, False) for style in sorted(known_styles())), *((style, True) for style in SPOKEN_FOR)],
)
def test_random_pieces_keep_every_promise(style: str, is_said: bool, tmp_path: Path) -> None:
    drawn = random_request(style, 1 + is_said, is_said=is_said, longest_s=LONGEST_S)
    request = msgspec.structs.replace(drawn, work_folder=str(tmp_path), stems=is_said)
    files, used = open_engine().make(request, lambda *_: None)
    making = Making(request=request, answer=Done(files=files, used=used), wall_s=0.0, cpu_s=0.0, peak_mb=0.0)
    assert judge(making).faults == ()
