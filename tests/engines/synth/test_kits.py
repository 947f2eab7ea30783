"""Drum kits: the keys of the General MIDI drum map, known spectra, hats that choke, hits that differ."""

from __future__ import annotations

import numpy as np
import pytest

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.instrument import Instrument
from musicapp.engines.composer.sound.synth.kit import Kit, open_kit
from musicapp.engines.composer.sound.synth.kit_rules import check_kit, known_kits, load_kit
from tests.engines.synth.listening import centroid_hz, largest_step, rms_db, share_db, tone

KITS = known_kits()
KICK, RIM, SNARE, CLAP, CLOSED, PEDAL, OPEN, CRASH, RIDE, COWBELL, CLAVES = 36, 37, 38, 39, 42, 44, 46, 49, 51, 56, 75
KEYS = {35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 53, 54, 55, 56, 57, 60, 61, 62, 63, 64, 69}
KEYS |= {70, 75, 81}


@pytest.fixture(scope="module")
def kits() -> dict[str, Kit]:
    return {name: open_kit(name) for name in KITS}


def strongest_hz(sound: Samples) -> float:
    """Return the loudest frequency of both sides together."""
    power = np.abs(np.fft.rfft(sound.sum(axis=0), 2 * RATE))
    return float(power.argmax() / 2)


def lasts_s(sound: Samples) -> float:
    """Return how long a hit stays within 40 dB of its loudest 5 ms."""
    power = (sound**2).sum(axis=0)
    parts = power[: len(power) // 240 * 240].reshape(-1, 240).mean(axis=1)
    return float(np.flatnonzero(parts > parts.max() * 1e-4)[-1] * 240 / RATE)


def test_the_classic_kits_are_there() -> None:
    assert set(KITS) >= {"808", "909", "house", "lofi"}


@pytest.mark.parametrize("name", KITS)
def test_every_key_of_the_map_sounds_clean(name: str, kits: dict[str, Kit]) -> None:
    kit: Instrument = kits[name]
    assert kits[name].keys >= KEYS
    for key in sorted(KEYS):
        sound = kit.sound(tone(key, length_s=0.01))
        assert sound.dtype == np.float32
        assert len(sound) == 2
        assert np.isfinite(sound).all()
        assert 0.02 < np.abs(sound).max() < 1.0, key
        assert np.abs(sound[:, 0]).max() < 1e-3, key
        assert np.abs(sound[:, -1]).max() < 1e-4, key
        assert abs(float(sound.mean())) < 0.003 * float(np.sqrt((sound**2).mean())), key
        assert share_db(sound, 0, 10) < -35, key


def test_a_key_without_a_drum_is_silent(kits: dict[str, Kit]) -> None:
    assert not kits["808"].sound(tone(3)).any()
    assert kits["808"].choke_group(3) is None


@pytest.mark.parametrize(
    ("name", "key", "low_hz", "high_hz"),
    [
        ("808", KICK, 45, 60), ("909", KICK, 47, 62), ("house", KICK, 46, 54), ("lofi", KICK, 50, 70),
        ("808", SNARE, 170, 195), ("909", SNARE, 180, 260), ("808", CLAP, 800, 1600), ("909", CLAP, 900, 3000),
        ("808", COWBELL, 530, 810), ("808", CLAVES, 2450, 2550), ("808", 64, 180, 200), ("808", 50, 180, 215),
    ],
)  # fmt: skip
def test_drums_have_the_pitch_they_are_known_for(
    name: str, key: int, low_hz: float, high_hz: float, kits: dict[str, Kit]
) -> None:
    assert low_hz < strongest_hz(kits[name].sound(tone(key))) < high_hz


def test_the_909_kick_begins_higher_and_with_more_click_than_the_808_and_is_shorter(kits: dict[str, Kit]) -> None:
    old, new = (kits[name].sound(tone(KICK)) for name in ("808", "909"))
    assert centroid_hz(new[:, :960]) > 1.3 * centroid_hz(old[:, :960])
    assert share_db(new[:, :960], 1000, 10_000) > share_db(old[:, :960], 1000, 10_000) + 3
    assert lasts_s(new) < 0.7 * lasts_s(old)


def test_hats_are_high_and_the_open_one_rings_on(kits: dict[str, Kit]) -> None:
    for name in ("808", "909", "house"):
        closed, opened = (kits[name].sound(tone(key)) for key in (CLOSED, OPEN))
        assert share_db(closed, 0, 4000) < -15
        assert centroid_hz(closed) > 8000
        assert lasts_s(opened) > 4 * lasts_s(closed)


def test_an_808_hat_is_metal_and_a_909_hat_is_noisier(kits: dict[str, Kit]) -> None:
    def peakiness(sound: Samples) -> float:
        power = np.abs(np.fft.rfft(sound[0, :9600])) ** 2
        band = power[1600:2800]
        return float(band.max() / band.mean())

    assert peakiness(kits["808"].sound(tone(OPEN))) > 2 * peakiness(kits["909"].sound(tone(OPEN)))


def test_a_clap_is_several_hands(kits: dict[str, Kit]) -> None:
    sound = kits["808"].sound(tone(CLAP)).sum(axis=0)
    power = np.convolve(sound**2, np.ones(96) / 96, mode="same")[: round(0.045 * RATE)]
    parts = power[: len(power) // 48 * 48].reshape(-1, 48).mean(axis=1)
    strokes = [
        n for n in range(3, len(parts)) if parts[n] > 3 * parts[n - 3 : n].min() and parts[n] >= parts.max() / 20
    ]
    assert 3 <= sum(1 for n in strokes if n - 1 not in strokes) <= 5


def test_the_lofi_kit_is_darker_than_the_one_it_is_like(kits: dict[str, Kit]) -> None:
    for key in (SNARE, CLAP, CLOSED, OPEN, CRASH, RIDE):
        assert centroid_hz(kits["lofi"].sound(tone(key))) < 0.75 * centroid_hz(kits["909"].sound(tone(key)))


def test_the_house_clap_has_a_room(kits: dict[str, Kit]) -> None:
    def late_db(name: str) -> float:
        sound = kits[name].sound(tone(CLAP))
        return rms_db(np.pad(sound, ((0, 0), (0, RATE)))[:, 12_000:19_200]) - rms_db(sound[:, :4800])

    assert late_db("house") > max(late_db("909") + 6, -55)


@pytest.mark.parametrize("name", KITS)
def test_hats_choke_one_another(name: str, kits: dict[str, Kit]) -> None:
    kit = kits[name]
    assert kit.choke_group(CLOSED) == kit.choke_group(PEDAL) == kit.choke_group(OPEN) is not None
    assert kit.choke_group(KICK) is None
    whole, cut = kit.sound(tone(OPEN)), kit.sound(tone(OPEN, cut=2400))
    assert cut.shape[1] <= 2400 + 0.012 * RATE + 1
    assert np.array_equal(cut[:, :2400], whole[:, :2400])
    assert largest_step(cut) <= largest_step(whole)


def test_a_hit_lasts_however_long_its_key_is_held(kits: dict[str, Kit]) -> None:
    short, long = (kits["909"].sound(tone(CRASH, length_s=length)) for length in (0.01, 3.0))
    assert np.array_equal(short, long)


@pytest.mark.parametrize("name", KITS)
@pytest.mark.parametrize("key", [KICK, SNARE, CLOSED])
def test_velocity_is_level_and_brightness(name: str, key: int, kits: dict[str, Kit]) -> None:
    soft, loud = (kits[name].sound(tone(key, velocity)) for velocity in (64, 127))
    assert -17 < rms_db(soft) - rms_db(loud) < -10
    assert centroid_hz(soft) < centroid_hz(loud)


def test_repeated_hits_differ_a_little_and_depend_only_on_the_tone(kits: dict[str, Kit]) -> None:
    hits = [kits["909"].sound(tone(SNARE, start=start)) for start in range(0, 96_000, 6000)]
    assert len({hit.tobytes() for hit in hits}) == 4
    levels = [rms_db(hit[:, :9600]) for hit in hits]
    assert 0.05 < max(levels) - min(levels) < 2.5
    again = [open_kit("909").sound(tone(SNARE, start=start)) for start in range(0, 96_000, 6000)]
    assert all(np.array_equal(one, other) for one, other in zip(hits, again, strict=True))


OTHER_DRUMS = {"janggu"}
"""Kits that are no drum set: their strokes lie on the keys of its map."""


def test_the_balance_of_a_kit(kits: dict[str, Kit]) -> None:
    for kit in (kit for name, kit in kits.items() if name not in OTHER_DRUMS):
        peaks = {key: 20 * np.log10(np.abs(kit.sound(tone(key))).max()) for key in KEYS}
        assert peaks[KICK] == pytest.approx(-6, abs=1.5)
        assert peaks[KICK] > peaks[SNARE] > peaks[CLOSED] + 5
        assert max(peaks.values()) == peaks[KICK] or peaks[35] == max(peaks.values())


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"gains_db": {}, "drums": {"kick": {"keys": {"36": 0}, "parts": []}}}, "parts"),
        ({"gains_db": {}, "finish": {"low_pass_hz": 3}}, "low_pass_hz"),
        ({"gains_db": {}, "drum": {}}, "drum"),
        ({"gains_db": {}, "drums": {"kick": {"keys": {}, "parts": [{"kind": "gong", "hz": 50.0}]}}}, "gong"),
    ],
)
def test_a_bad_kit_is_refused_with_its_reason(data: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        check_kit("mine", data)


def test_an_unknown_kit_is_named() -> None:
    with pytest.raises(ValueError, match="bongos"):
        load_kit("bongos")
