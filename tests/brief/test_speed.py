"""A sentence costs less than a frame; the longest and oddest less than three."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from musicapp.brief import understand
from musicapp.core.manifest import Capabilities
from musicapp.core.model import Wishes

ROUNDS = 5


def best_of(prompt: str, palette: Capabilities) -> float:
    """Return the shortest processor time in s that a sentence took, whatever else the machine does."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        understand(prompt, Wishes(), palette)
        times.append(time.process_time() - start)
    return min(times)


def test_a_usual_sentence(everything: Capabilities) -> None:
    prompt = "비 오는 밤에 어울리는 잔잔한 피아노 솔로, 라단조, 드럼 없이 1분 30초, 끝은 페이드아웃"
    assert best_of(prompt, everything) < 0.005


@pytest.mark.parametrize(
    "part", ["no drums, ", "드럼이랑 ", "a minor ", "1:", "1/", "북", "one hundred ", "점점 ", "🎵", "삼십"]
)
def test_two_thousand_characters(part: str, everything: Capabilities) -> None:
    assert best_of((part * 2000)[:2000], everything) < 0.1


def test_importing_reads_no_lexicon() -> None:
    code = "import musicapp.brief, musicapp.brief.vocabulary as v; print(v.read_subject.cache_info().currsize)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "0"
