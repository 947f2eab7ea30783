"""Sentences of a file, each understood and compared with what it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from musicapp.brief import understand
from musicapp.core.model import Wishes
from tests.brief.expectations import check_brief, read_expectations, share_kept
from tests.campaigns.chance import palette
from tests.campaigns.trials import say

LOWEST_SHARE = 0.97


def try_sentences(path: Path, styles: Iterable[str]) -> int:
    """Understand every sentence with the composer's instruments and some styles; 1 when too little holds."""
    known = msgspec.structs.replace(palette(), styles=tuple(styles))
    sentences = read_expectations(path)
    checks = [check for said in sentences for check in check_brief(said, understand(said.prompt, Wishes(), known))]
    failed = [check for check in checks if not check.is_kept]
    for check in failed:
        say(f"{check.prompt}\n  {check.text}")
    share = share_kept(checks)
    say(f"{len(checks) - len(failed)} of {len(checks)} checks hold in {len(sentences)} sentences: {share:.1%}")
    return int(share < LOWEST_SHARE)
