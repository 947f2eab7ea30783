"""Kits of one-shots: hits in time, as loud as struck, choked, and every key sounding."""

from __future__ import annotations

import numpy as np
import pytest

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.instrument import Tone
from musicapp.engines.composer.sound.oneshots.keys import stand_in
from musicapp.engines.composer.sound.oneshots.kit import CUT_S, OneshotKit, open_kit
from musicapp.engines.composer.sound.oneshots.kit_rules import check_kit, known_kits

KICK, SNARE, CLOSED, PEDAL, OPEN = 36, 38, 42, 44, 46
DRUM_MAP = range(27, 88)
"""The keys of the General MIDI drum map, second level."""
KITS = {name: open_kit(name) for name in known_kits()}
HITS = sorted(set(known_kits()) - {"impacts"})


def hit(kit: OneshotKit, pitch: int, velocity: int = 100, *, start: int = 0, cut: int | None = None) -> Samples:
    """Return one hit."""
    return kit.sound(Tone(start=start, length=4800, pitch=pitch, velocity=velocity, cut=cut))


def level_db(sound: Samples) -> float:
    """Return the energy of a sound in dB."""
    return float(10 * np.log10((sound.astype(np.float64) ** 2).sum()))


def centre_hz(sound: Samples) -> float:
    """Return the centre of a sound's spectrum."""
    power = np.abs(np.fft.rfft(sound.mean(axis=0))) ** 2
    return float((power * np.fft.rfftfreq(sound.shape[1], 1 / RATE)).sum() / power.sum())


@pytest.mark.parametrize("name", ["acoustic", "lofi", "house", "impacts"])
def test_these_kits_are_there(name: str) -> None:
    assert name in KITS


@pytest.mark.parametrize("name", KITS)
def test_every_key_sounds_and_is_sane(name: str) -> None:
    for pitch in DRUM_MAP:
        sound = hit(KITS[name], pitch)
        assert sound.dtype == np.float32
        assert sound.shape[0] == 2
        assert np.isfinite(sound).all()
        assert 0.02 < np.abs(sound).max() < 1.7, pitch
        assert np.abs(sound[:, 0]).max() < 0.02, f"{pitch} begins with a click"


@pytest.mark.parametrize("name", HITS)
@pytest.mark.parametrize("pitch", [KICK, SNARE, 37, 39, CLOSED, OPEN, 45, 49, 51])
def test_hits_are_in_time(name: str, pitch: int) -> None:
    loud = np.abs(hit(KITS[name], pitch)).max(axis=0)
    assert np.argmax(loud > 0.09 * loud.max()) <= 0.0035 * RATE


@pytest.mark.parametrize("name", HITS)
def test_velocity_is_40_log10(name: str) -> None:
    kit = KITS[name]
    lost = level_db(hit(kit, KICK, 120)) - level_db(hit(kit, KICK, 90))
    assert lost == pytest.approx(40 * np.log10(120 / 90), abs=1.0)


@pytest.mark.parametrize("name", HITS)
def test_soft_hits_are_duller(name: str) -> None:
    assert centre_hz(hit(KITS[name], CLOSED, 30)) < centre_hz(hit(KITS[name], CLOSED, 110))


@pytest.mark.parametrize("pitch", [KICK, SNARE, 43, 47, 48])
def test_soft_and_hard_hits_are_other_recordings_of_one_loudness(pitch: int) -> None:
    soft, hard = hit(KITS["acoustic"], pitch, 66), hit(KITS["acoustic"], pitch, 70)
    count = min(soft.shape[1], hard.shape[1])
    likeness = np.corrcoef(soft[0, :count], hard[0, :count])[0, 1]
    assert likeness < 0.95
    assert level_db(soft) == pytest.approx(level_db(hard), abs=3.5)


@pytest.mark.parametrize("name", HITS)
def test_a_closed_hat_silences_an_open_one(name: str) -> None:
    kit = KITS[name]
    assert kit.choke_group(CLOSED) == kit.choke_group(PEDAL) == kit.choke_group(OPEN) == 1
    assert kit.choke_group(KICK) is None
    whole, cut = hit(kit, OPEN), hit(kit, OPEN, cut=4800)
    assert np.array_equal(cut[:, :4800], whole[:, :4800])
    assert cut.shape[1] <= 4800 + CUT_S * RATE
    assert np.abs(np.diff(cut[:, 4790:])).max() < 2 * np.abs(np.diff(whole[:, 4790:6000])).max()
    assert np.abs(cut[:, -1]).max() < 1e-3


def test_a_cut_after_the_end_changes_nothing() -> None:
    whole = hit(KITS["house"], CLOSED)
    assert np.array_equal(hit(KITS["house"], CLOSED, cut=whole.shape[1] + 1), whole)


@pytest.mark.parametrize("name", KITS)
def test_the_same_hit_is_the_same_bytes_and_cannot_be_changed(name: str) -> None:
    kit = open_kit(name)
    first, second = hit(kit, SNARE, 80, start=5), hit(open_kit(name), SNARE, 80, start=5)
    assert first.tobytes() == second.tobytes()
    first[:] = 1.0
    assert hit(kit, SNARE, 80, start=5).tobytes() == second.tobytes()


def test_played_drums_are_never_twice_the_same_and_machines_always() -> None:
    def levels(name: str) -> set[float]:
        return {round(level_db(hit(KITS[name], SNARE, start=start)), 3) for start in range(0, 48_000, 4800)}

    assert len(levels("acoustic")) > 2
    assert len(levels("house")) == 1


def test_tuning_is_true() -> None:
    kit = OneshotKit(
        check_kit(
            "two booms",
            {"voices": {"boom": {"keys": {"36": 0, "35": -12}, "hard": {"file": "bd_boom.flac", "gain_db": 0.0}}}},
        )
    )
    plain, low = (np.abs(np.fft.rfft(hit(kit, pitch)[0], 1 << 20)) for pitch in (36, 35))
    assert np.argmax(plain) / np.argmax(low) == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize(
    ("key", "voiced", "expected"),
    [
        (38, {36, 38}, 38),
        (35, {36, 38}, 36),
        (40, {36, 37, 38}, 38),
        (47, {41, 48, 50}, 48),
        (44, {42, 46}, 42),
        (57, {36, 49, 51}, 49),
        (55, {36, 51}, 51),
        (64, {36, 41, 50}, 41),
        (54, {36, 42}, 42),
        (56, {36, 37}, 37),
        (42, {36, 53}, 53),
        (87, {36, 81}, 81),
    ],
)
def test_a_missing_key_is_played_by_its_kin(key: int, voiced: set[int], expected: int) -> None:
    assert stand_in(key, voiced) == expected


@pytest.mark.parametrize(
    ("voices", "words"),
    [
        ({}, "length >= 1"),
        ({"a": {"keys": {"36": 0}, "hard": {"file": "x"}}}, "gain_db"),
        ({"a": {"keys": {"200": 0}, "hard": {"file": "x", "gain_db": 0.0}}}, "key '200'"),
        ({n: {"keys": {"36": 0}, "hard": {"file": "x", "gain_db": 0.0}} for n in "ab"}, "key '36'"),
    ],
)
def test_a_kit_that_does_not_keep_to_the_schema_is_refused(voices: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_kit("bad", {"voices": voices})


def test_a_kit_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no kit of one-shots is named '../kits/house'"):
        open_kit("../kits/house")
