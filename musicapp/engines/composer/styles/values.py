"""Values that styles are written in."""

from __future__ import annotations

from typing import Annotated

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
MidiValue = Annotated[int, msgspec.Meta(ge=0, le=127)]
Positive = Annotated[float, msgspec.Meta(gt=0)]
