"""Writes small SoundFonts, so that tests know every byte of them."""

from __future__ import annotations

import struct

import msgspec
import numpy as np

Generators = tuple[tuple[int, int], ...]
"""Number and amount."""
ROOT_HERTZ = 440.0
PERIODS, RATE = 44, 44_000


class SmallBank(msgspec.Struct, frozen=True, kw_only=True):
    """One preset, one instrument, one sine at 440 Hz (key 69) with a loop, at half of full scale."""

    zone: Generators = ((54, 1),)
    preset_zone: Generators = ()
    loop: tuple[int, int] = (1_000, 3_000)
    samples: int = 4_400
    zones: int = 1
    pads: bool = True

    def content(self) -> bytes:
        """Return the file."""
        data = _chunk(b"INFO", _chunk(b"ifil", struct.pack("<HH", 2, 4)), b"LIST")
        data += _chunk(b"sdta", _chunk(b"smpl", self._sine()), b"LIST")
        return _chunk(b"sfbk", data + _chunk(b"pdta", self._articulation(), b"LIST"), b"RIFF")

    def _sine(self) -> bytes:
        wave = np.sin(2 * np.pi * np.arange(self.samples) * ROOT_HERTZ / RATE)
        return (np.round(wave * 16384).astype("<i2")).tobytes() + bytes(92)

    def _articulation(self) -> bytes:
        preset = (*self.preset_zone, (41, 0))
        instrument = (*self.zone, (53, 0))
        tables = {
            b"phdr": _preset(b"sine", 0) + _preset(b"EOP", self.zones),
            b"pbag": b"".join(struct.pack("<HH", len(preset) * i, 0) for i in range(self.zones + 1)),
            b"pmod": bytes(10),
            b"pgen": _generators(preset) * self.zones + bytes(4),
            b"inst": struct.pack("<20sH", b"sine", 0) + struct.pack("<20sH", b"EOI", 1),
            b"ibag": struct.pack("<HHHH", 0, 0, len(instrument), 0),
            b"imod": bytes(10),
            b"igen": _generators(instrument) + bytes(4),
            b"shdr": struct.pack("<20sIIIIIBbHH", b"sine", 0, self.samples, *self.loop, RATE, 69, 0, 0, 1) + bytes(46),
        }
        return b"".join(_chunk(key, table) for key, table in tables.items())


def _preset(name: bytes, bag: int) -> bytes:
    return struct.pack("<20sHHHIII", name, 0, 0, bag, 0, 0, 0)


def _generators(generators: Generators) -> bytes:
    return b"".join(struct.pack("<Hh", kind, amount) for kind, amount in generators)


def _chunk(key: bytes, content: bytes, kind: bytes = b"") -> bytes:
    body = (key + content) if kind else content
    return (kind or key) + struct.pack("<I", len(body)) + body
