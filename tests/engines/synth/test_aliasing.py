"""Nothing that is not a partial of the note is louder than -60 dB, with and without a moving pitch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engines.synth.listening import hertz, off_grid_db, synth_of, tone

SAW = {"kind": "oscillator", "wave": {"shape": "saw"}}
LAYERS: dict[str, dict[str, Any]] = {
    "saw": SAW,
    "square": {"kind": "oscillator", "wave": {"shape": "square"}},
    "pulse": {"kind": "oscillator", "wave": {"shape": "pulse", "width": 0.2}},
    "sweep": SAW
    | {
        "filter": {
            "cutoff_hz": 800.0,
            "shape": {"poles": 4, "resonance": 5.0},
            "envelope": {"decay_s": 0.5, "sustain": 0.0},
            "envelope_octaves": 4.0,
        }
    },
    "two operators": {"kind": "operator", "modulators": [{"ratio": 1.0, "index": 5.0}]},
    "four operators": {
        "kind": "operator",
        "modulators": [
            {"ratio": 1.0, "index": 2.0, "modulators": [{"ratio": 2.0, "index": 2.0}]},
            {"ratio": 3.0, "index": 2.0},
        ],
    },
}
PART = slice(4800, 4800 + 32768)


@pytest.mark.parametrize("pitch", [60, 84, 108])
@pytest.mark.parametrize("name", LAYERS)
def test_a_steady_note_has_only_its_partials(name: str, pitch: int) -> None:
    sound = synth_of(LAYERS[name]).sound(tone(pitch))[0, PART]
    assert off_grid_db(sound, np.arange(0, 24_000, hertz(pitch)), 35) < -60


@pytest.mark.parametrize("name", ["saw", "square", "two operators", "four operators"])
def test_vibrato_at_4_khz_brings_no_alias(name: str) -> None:
    wheel = np.ones(1600, dtype=np.float32)
    sound = synth_of(LAYERS[name]).sound(tone(108, modulation=wheel))[0, PART]
    partials = [number * hertz(108) * 2 ** (off / 1200) for number in range(6) for off in range(-55, 56)]
    assert off_grid_db(sound, partials, 60) < -60


def test_a_supersaw_at_4_khz_has_only_its_detuned_partials() -> None:
    layer = SAW | {"unison": 7, "detune_cents": 22.0, "spread": 0.9}
    sound = synth_of(layer).sound(tone(108, length_s=3.0))[0, 4800 : 4800 + 131072]
    partials = [number * hertz(108) * 2 ** (off / 1200) for number in range(6) for off in np.linspace(-22.5, 22.5, 91)]
    assert off_grid_db(sound, partials, 30) < -60


@pytest.mark.parametrize("name", ["saw", "square", "two operators", "four operators"])
def test_a_note_bent_up_a_fifth_brings_no_alias(name: str) -> None:
    bend = np.full(4, 7.0, dtype=np.float32)
    sound = synth_of(LAYERS[name]).sound(tone(96, bend=bend))[0, PART]
    assert off_grid_db(sound, np.arange(0, 24_000, hertz(103)), 35) < -60
