"""What the master should become, and what it became."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.sound.effects.biquads import Section


class Target(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the master should become. fade_s is the length of the fade at the end of what is no loop.

    glue is how much of a 2:1 compressor holds the mix together (0-1), tone the filters over the whole.
    """

    frames: int
    lufs: float
    fade_s: float
    is_loop: bool
    glue: float = 0.0
    tone: tuple[Section, ...] = ()


class MasterReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the master became: loudness in LUFS, the true peak that its own meter found in dBTP (four times
    oversampled; -inf for silence), and the most that glue and, together, clip and limiter took from a moment.
    """

    lufs: float
    target_lufs: float
    true_peak_db: float
    glue_db: float
    limiting_db: float

    @property
    def is_softer(self) -> bool:
        """Whether peaks kept it more than half a dB below its target."""
        return self.limiting_db > 0 and self.lufs < self.target_lufs - 0.5
