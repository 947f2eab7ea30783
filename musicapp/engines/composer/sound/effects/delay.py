"""An echo in the tempo, darker each time, from side to side if wanted."""

from __future__ import annotations

import math

import msgspec
import numpy as np
from scipy.signal import sosfilt

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import high_pass, low_pass


class DelayRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """time_s between echoes (0.005-4), feedback from one to the next (0-0.95), mix of the first one (1 as loud).

    low_pass_hz and high_pass_hz are what each echo loses; ping_pong sends them from side to side, left first.
    """

    time_s: float
    feedback: float = 0.4
    mix: float = 0.3
    low_pass_hz: float = 4500.0
    high_pass_hz: float = 180.0
    ping_pong: bool = False


class TempoDelay:
    """Adds echoes to a stem."""

    def __init__(self, rules: DelayRules) -> None:
        if not (0.005 <= rules.time_s <= 4 and 0 <= rules.feedback <= 0.95):
            raise ValueError(f"no echo every {rules.time_s} s with feedback {rules.feedback}")
        self._rules = rules
        self._sections = np.stack([low_pass(rules.low_pass_hz), high_pass(rules.high_pass_hz)])
        self._state = np.zeros((2, 2, 2))
        self._line = np.zeros((2, round(rules.time_s * RATE)), dtype=np.float32)
        self._place = 0

    @property
    def tail_s(self) -> float:
        """How long it can be heard after its input has ended (s, to -60 dB)."""
        echoes = 1 if self._rules.feedback < 0.001 else 1 - 3 / math.log10(self._rules.feedback)
        return self._rules.time_s * math.ceil(echoes)

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (2, samples)."""
        out = np.empty_like(block)
        done = 0
        while done < block.shape[1]:
            size = min(block.shape[1] - done, self._line.shape[1] - self._place)
            out[:, done : done + size] = self._turn(block[:, done : done + size])
            done += size
        return out

    def _turn(self, block: Samples) -> Samples:
        """Take as much as the line can hold before it begins anew."""
        here = slice(self._place, self._place + block.shape[1])
        echo, self._state = sosfilt(self._sections, self._line[:, here], zi=self._state)
        again = self._rules.feedback * echo
        if self._rules.ping_pong:
            self._line[0, here] = block.mean(axis=0) + again[1]
            self._line[1, here] = again[0]
        else:
            self._line[:, here] = block + again
        self._place = here.stop % self._line.shape[1]
        return np.asarray(block + self._rules.mix * echo, dtype=np.float32)
