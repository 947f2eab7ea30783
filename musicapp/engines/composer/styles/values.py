"""Values that styles are written in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
MidiValue = Annotated[int, msgspec.Meta(ge=0, le=127)]
Positive = Annotated[float, msgspec.Meta(gt=0)]


def check_names(owner: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise ValueError unless all names are known."""
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise ValueError(f"{unknown[0]!r} of {owner} is not known")
