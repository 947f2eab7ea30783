"""Whole sentences, in two languages, mean what a careful listener would hear in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from musicapp.core.model import Brief
from tests.brief.expectations import check_brief, read_expectations, share_kept

Ear = Callable[[str], Brief]

SENTENCES = Path(__file__).with_name("sentences.jsonl")
LOWEST_SHARE = 0.97
FEWEST = 120


def test_sentences_mean_what_they_say(hear: Ear) -> None:
    sentences = read_expectations(SENTENCES)
    checks = [check for said in sentences for check in check_brief(said, hear(said.prompt))]
    failed = [f"{check.prompt}\n  {check.text}" for check in checks if not check.is_kept]
    assert len(sentences) >= FEWEST
    assert share_kept(checks) >= LOWEST_SHARE, "\n".join(failed)
