"""What a part goes through before its fader: only what does anything."""

from __future__ import annotations

from musicapp.engines.composer.mix.chorus import Chorus
from musicapp.engines.composer.mix.rules import Band, PartMix
from musicapp.engines.composer.mix.warmth import Warmth
from musicapp.engines.composer.mix.wobble import Wobble
from musicapp.engines.composer.sound.effects.biquads import Section, high_pass, high_shelf, low_shelf, peak
from musicapp.engines.composer.sound.effects.effect import Effect
from musicapp.engines.composer.sound.effects.equaliser import Equaliser


def open_inserts(mix: PartMix, first: int, frames: int) -> list[Effect]:
    """Return a part's effects in their order, for sound from a sample on, in a piece of so many frames."""
    inserts: list[Effect] = []
    if sections := equaliser_sections(mix):
        inserts.append(Equaliser(sections))
    if mix.saturation:
        inserts.append(Warmth(mix.saturation))
    if mix.wobble:
        inserts.append(Wobble(mix.wobble, first, frames))
    if mix.chorus:
        inserts.append(Chorus(mix.chorus, first, frames))
    return inserts


def equaliser_sections(mix: PartMix) -> list[Section]:
    """Return a part's high-pass and bands as filter sections."""
    low = [high_pass(mix.high_pass_hz)] if mix.high_pass_hz else []
    return low + band_sections(mix.eq)


def band_sections(bands: tuple[Band, ...]) -> list[Section]:
    """Return the sections of all bands that do anything."""
    return [band_section(band) for band in bands if band.gain_db]


def band_section(band: Band) -> Section:
    """Return a band as a filter section."""
    if band.shape == "bell":
        return peak(band.hz, band.gain_db, band.q)
    return (low_shelf if band.shape == "low shelf" else high_shelf)(band.hz, band.gain_db)
