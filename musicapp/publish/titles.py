"""Makes an engine's title fit to be shown."""

from __future__ import annotations

import unicodedata

from musicapp.core.names import UNTITLED

TITLE_LIMIT = 120
_JOINERS = "\u200c\u200d"
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def shown_title(title: str, prompt: str) -> str:
    """Take the title, else the beginning of the sentence, on one line and without tricks."""
    return _one_line(title) or _one_line(prompt) or UNTITLED


def _one_line(text: str) -> str:
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    seen = (sign for sign in spaced if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN)
    return "".join(seen)[:TITLE_LIMIT].strip()
