"""A damaged bank gives one clear error or plays; nothing else, and never more than it should."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicapp.engines.composer.sound.instrument import Tone
from musicapp.engines.composer.sound.soundfont.bank import Bank, open_bank
from musicapp.engines.composer.sound.soundfont.error import BankError
from musicapp.engines.composer.sound.soundfont.sampler import Sampler
from tests.engines.sampler.small_bank import SmallBank

WHOLE = SmallBank().content()
NOTE = Tone(start=0, length=4_800, pitch=69, velocity=100)


def play(content: bytes) -> None:
    """Sound a note of a bank that may be damaged."""
    try:
        sound = Sampler(Bank(content, "small.sf2"), 0).sound(NOTE)
    except BankError as error:
        assert "small.sf2" in str(error)
        return
    assert np.isfinite(sound).all()
    assert sound.nbytes < 64 * 2**20


def test_the_whole_bank_plays() -> None:
    sound = Sampler(Bank(WHOLE, "small.sf2"), 0).sound(NOTE)
    assert np.abs(sound).max() > 0.1


@pytest.mark.parametrize("size", range(0, len(WHOLE), 97))
def test_a_bank_cut_short_is_refused(size: int) -> None:
    with pytest.raises(BankError, match=r"small\.sf2"):
        Sampler(Bank(WHOLE[:size], "small.sf2"), 0).sound(NOTE)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_changed_bytes_do_no_harm(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for at, value in changes:
        content[at] = value
    play(bytes(content))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(WHOLE.index(b"pdta"), len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=4)
)
def test_changed_articulation_does_no_harm(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for at, value in changes:
        content[at] = value
    play(bytes(content))


@pytest.mark.parametrize("loop", [(0, 0), (3_000, 1_000), (4_000, 1 << 31), (1 << 31, (1 << 31) + 9), (2_000, 2_001)])
def test_a_loop_outside_its_recording_does_no_harm(loop: tuple[int, int]) -> None:
    play(SmallBank(loop=loop).content())


@pytest.mark.parametrize(
    "zone", [((0, 30_000),), ((1, -30_000),), ((2, -30_000), (54, 1)), ((4, 3),), ((12, -5),), ((54, 3),)]
)
def test_offsets_outside_a_recording_do_no_harm(zone: tuple[tuple[int, int], ...]) -> None:
    play(SmallBank(zone=zone).content())


def test_a_preset_without_zones_is_named() -> None:
    with pytest.raises(BankError, match=r"small\.sf2 has nothing to sound in preset 0 of bank 0"):
        Sampler(Bank(SmallBank(zones=0).content(), "small.sf2"), 0)


def test_a_missing_preset_is_named() -> None:
    with pytest.raises(BankError, match=r"small\.sf2 has no preset 7 in bank 128"):
        Sampler(Bank(WHOLE, "small.sf2"), 7, 128)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"OggS" * 40])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bank.sf2"
    path.write_bytes(content)
    with pytest.raises(BankError, match=r"bank\.sf2"):
        open_bank(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"none\.sf2 cannot be opened"):
        open_bank(tmp_path / "none.sf2")


def test_a_missing_pad_byte_does_not_matter() -> None:
    odd = WHOLE.replace(b"ifil\x04\x00\x00\x00\x02\x00\x04\x00", b"ifil\x03\x00\x00\x00\x02\x00\x04")
    at = odd.index(b"LIST") + 4
    size = int.from_bytes(odd[at : at + 4], "little") - 1
    odd = odd[:at] + size.to_bytes(4, "little") + odd[at + 4 :]
    whole = (len(odd) - 8).to_bytes(4, "little")
    assert np.abs(Sampler(Bank(odd[:4] + whole + odd[8:], "odd.sf3"), 0).sound(NOTE)).max() > 0.1
