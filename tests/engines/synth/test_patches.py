"""Every patch is in tune with the contract of instruments: level, velocity, clean edges, the same bytes."""

from __future__ import annotations

import functools
import tomllib
from concurrent.futures import ThreadPoolExecutor

import msgspec
import numpy as np
import pytest

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.instrument import Instrument
from musicapp.engines.composer.sound.synth.cache import SoundCache
from musicapp.engines.composer.sound.synth.patch import FOLDER, Patch, known_patches, load_patch
from musicapp.engines.composer.sound.synth.synth import Synth, open_patch
from tests.engines.synth.listening import centroid_hz, largest_step, loudness, rms_db, share_db, tone

PATCHES = known_patches()
TEXTURES = {"rain", "vinyl"}
OVER_THEIR_LENGTH = {"noise_riser", "reverse_swell"}


def middle(name: str) -> int:
    """Return the key in the middle of a patch's range."""
    return sum(load_patch(name).range) // 2


@pytest.fixture(scope="module")
def notes() -> dict[str, Samples]:
    """A note of one second in the middle of each patch's range at velocity 100."""
    return {name: open_patch(name).sound(tone(middle(name))) for name in PATCHES}


def test_all_wanted_patches_are_there() -> None:
    wanted = {
        "synth_bass", "sub_bass", "reese_bass", "acid_bass", "synth_lead", "bright_lead", "synth_pad", "air_pad",
        "synth_arp", "synth_pluck", "supersaw", "house_stab", "electric_piano", "fm_bell", "plucked_harp", "gayageum",
        "chip_lead", "noise_riser", "down_sweep", "sub_drop", "boom", "reverse_swell", "vinyl", "rain",
    }  # fmt: skip
    assert wanted <= set(PATCHES)


@pytest.mark.parametrize("name", PATCHES)
def test_a_note_keeps_the_contract(name: str, notes: dict[str, Samples]) -> None:
    sound = notes[name]
    assert sound.dtype == np.float32
    assert len(sound) == open_patch(name).channels
    assert np.isfinite(sound).all()
    instrument: Instrument = open_patch(name)
    assert instrument.choke_group(60) is None


@pytest.mark.parametrize("name", sorted(set(PATCHES) - TEXTURES))
def test_all_patches_are_as_loud_as_each_other(name: str) -> None:
    synth = open_patch(name)
    hits = [synth.sound(tone(middle(name), start=start)) for start in range(0, 24 * 4800, 4800)]
    versions = {hit.tobytes(): loudness(hit) for hit in hits}
    assert 10 * np.log10(np.mean([10 ** (level / 10) for level in versions.values()])) == pytest.approx(-23.0, abs=0.5)
    assert np.ptp(list(versions.values())) < 3.5


@pytest.mark.parametrize("name", sorted(TEXTURES))
def test_textures_are_as_loud_too(name: str) -> None:
    sound = open_patch(name).sound(tone(60, length_s=20.0))
    assert loudness(sound[:, RATE:], 18.0) == pytest.approx(-23.0, abs=1.5)


@pytest.mark.parametrize("name", PATCHES)
def test_velocity_64_is_12_db_softer_than_127_and_no_brighter(name: str) -> None:
    synth = open_patch(name)
    soft, loud = (synth.sound(tone(middle(name), velocity)) for velocity in (64, 127))
    assert rms_db(soft) - rms_db(loud) == pytest.approx(-12, abs=1.6)
    if name not in {"sub_bass", "sub_drop", "air_pad"} | TEXTURES:
        assert centroid_hz(soft) < centroid_hz(loud)


@pytest.mark.parametrize("name", PATCHES)
def test_a_note_has_no_offset_and_nothing_below_hearing(name: str, notes: dict[str, Samples]) -> None:
    sound = notes[name]
    assert abs(float(sound.mean())) < 0.003 * float(np.sqrt((sound**2).mean()))
    assert share_db(sound, 0, 10) < -30


@pytest.mark.parametrize("length_s", [0.0, 0.003, 0.11, 0.5])
@pytest.mark.parametrize("name", PATCHES)
def test_a_note_begins_and_ends_without_a_click(name: str, length_s: float, notes: dict[str, Samples]) -> None:
    sound = open_patch(name).sound(tone(middle(name), length_s=length_s))
    assert np.abs(sound[:, 0]).max() < 1e-3
    assert np.abs(sound[:, -1]).max() < 1e-4
    if name not in TEXTURES:  # whose knocks are where they are
        assert largest_step(sound) < 1.3 * largest_step(notes[name]) + 0.02


@pytest.mark.parametrize("name", PATCHES)
def test_what_is_cut_is_silent_12_ms_later_without_a_click(name: str, notes: dict[str, Samples]) -> None:
    cut = 9000
    sound = open_patch(name).sound(tone(middle(name), cut=cut))
    assert sound.shape[1] <= cut + 0.012 * RATE + 1
    assert np.array_equal(sound[:, :cut], notes[name][:, :cut])
    assert np.abs(sound[:, -1]).max() < 1e-4


@pytest.mark.parametrize("name", PATCHES)
def test_the_same_tone_is_the_same_bytes(name: str, notes: dict[str, Samples]) -> None:
    assert open_patch(name).sound(tone(middle(name))).tobytes() == notes[name].tobytes()


@pytest.mark.parametrize("name", PATCHES)
@pytest.mark.parametrize("pitch", [0, 127])
def test_every_key_can_be_played(name: str, pitch: int) -> None:
    sound = open_patch(name).sound(tone(pitch, velocity=1, length_s=0.05))
    assert np.isfinite(sound).all()


def test_wide_patches_are_wide_and_their_sides_even(notes: dict[str, Samples]) -> None:
    for name in ("synth_pad", "air_pad", "supersaw"):
        left, right = notes[name]
        assert np.corrcoef(left, right)[0, 1] < 0.8
        assert abs(rms_db(left) - rms_db(right)) < 3


def test_a_texture_lasts_as_long_as_its_note_but_a_minute_at_most() -> None:
    vinyl = open_patch("vinyl")
    assert vinyl.sound(tone(60, length_s=7.0)).shape[1] / RATE == pytest.approx(7.4, abs=0.01)
    assert vinyl.sound(tone(60, length_s=90.0)).shape[1] / RATE == pytest.approx(60.4, abs=0.01)


def test_the_store_is_bounded_and_forgets_the_longest_unused() -> None:
    cache = SoundCache(capacity_bytes=80_000)
    made: list[int] = []

    def make(key: int) -> Samples:
        made.append(key)
        return np.zeros((2, 1000), dtype=np.float32)

    for key in (*range(10), 0, 10, 0, 1):
        cache.find(key, functools.partial(make, key))
    assert cache.held_bytes == 80_000
    assert made == [*range(11), 1]


def test_threads_get_the_same_sounds() -> None:
    synth = open_patch("synth_arp")
    tones = [tone(60 + number % 5, length_s=0.1) for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(synth.sound, tones))
    alone = open_patch("synth_arp")
    assert all(np.array_equal(one, alone.sound(each)) for one, each in zip(together, tones, strict=True))


def test_what_is_kept_cannot_be_changed() -> None:
    synth = open_patch("sub_bass")
    first = synth.sound(tone(36))
    before = first.tobytes()
    first[:] = 1.0
    assert synth.sound(tone(36)).tobytes() == before


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('shape = "saw"', 'shape = "sawtooth"', "sawtooth"),
        ("cutoff_hz = 420.0", "cutoff_hz = 4.0", "cutoff_hz"),
        ('kind = "oscillator"', 'kind = "sampler"', "sampler"),
        ("range = [28, 60]", "range = [60, 28]", "range"),
        ("tracking = 0.4", "tracks = 0.4", "tracks"),
        ("attack_s = 0.003", "attack_s = 0.0", "attack_s"),
    ],
)
def test_a_bad_patch_is_refused_with_its_reason(old: str, new: str, named: str) -> None:
    text = (FOLDER / "synth_bass.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(msgspec.ValidationError, match=named):
        msgspec.convert(tomllib.loads(text.replace(old, new, 1)), Patch)


def test_an_unknown_patch_is_named() -> None:
    with pytest.raises(ValueError, match="theremin"):
        open_patch("theremin")


def test_versions_of_a_note_differ_only_where_a_patch_has_some() -> None:
    starts = [tone(60, start=start, length_s=0.2) for start in range(0, 40_000, 1000)]
    various, bass = open_patch("bowed_metal"), Synth(load_patch("synth_bass"))
    assert len({various.sound(one).tobytes() for one in starts}) == 3
    assert len({bass.sound(one).tobytes() for one in starts}) == 1


@pytest.mark.parametrize("name", PATCHES)
def test_a_note_that_was_kept_for_another_length_sounds_as_if_made_for_its_own(name: str) -> None:
    shared, starts = open_patch(name), tone(middle(name), length_s=4.0)
    shared.sound(starts)
    for length_s in (1.2, 2.7):
        one = tone(middle(name), length_s=length_s)
        np.testing.assert_array_equal(shared.sound(one), open_patch(name).sound(one))
