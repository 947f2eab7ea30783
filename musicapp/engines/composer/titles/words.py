"""What a style adds to titles. Part of the one schema of all styles."""

from __future__ import annotations

import msgspec


class TitleWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns by language, and the moods whose adjectives go with them, for sentences that name neither."""

    moods: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    ko: tuple[str, ...] = ()
