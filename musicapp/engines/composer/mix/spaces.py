"""Two spaces of our own: where sound is reflected first, and how it dies away in each band.

First the mirror images of a source in a box-shaped room (Allen and Berkley, 1979), then noise that
decays faster the higher it is. Nothing is recorded, so there is nothing to license.
"""

from __future__ import annotations

from itertools import product

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer import seeds
from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import band, high_pass, low_pass
from musicapp.engines.composer.sound.effects.equaliser import filter_whole

SOUND_M_S = 343.0
EARS_M = (-0.12, 0.12)
MONO_BELOW_HZ = 250.0
"""Bass is the same on both sides."""
BANDS = ((90.0, 250.0, 1.0), (250.0, 1000.0, 1.0), (1000.0, 4000.0, 0.8), (4000.0, 11_000.0, 0.45))
"""Lower and upper edge in Hz, and how long the band lasts as a share of the space's time."""


class Space(msgspec.Struct, frozen=True, kw_only=True):
    """A box with a source and a listener in it, in metres.

    decay_s is the time to fall by 60 dB, gap_s the silence before the first reflection (the floor's
    would come at once and colour the sound), build_up_s how long the tail takes to rise, early the
    share of the power that lies in the first reflections, wall what a reflection keeps.
    """

    name: str
    box: tuple[float, float, float]
    source: tuple[float, float, float]
    listener: tuple[float, float, float]
    decay_s: float
    gap_s: float
    build_up_s: float
    early: float
    wall: float = 0.8


def room(decay_s: float) -> Space:
    """Return a small live room: mostly its walls."""
    box, source, listener = (7.3, 5.4, 3.2), (2.9, 3.4, 1.5), (4.1, 1.6, 1.3)
    return Space(
        name="room",
        box=box,
        source=source,
        listener=listener,
        decay_s=decay_s,
        gap_s=0.003,
        build_up_s=0.012,
        early=0.5,
    )


def hall(decay_s: float) -> Space:
    """Return a concert hall: a pause, few reflections, a long tail."""
    box, source, listener = (23.0, 41.0, 16.0), (10.4, 5.2, 1.6), (12.3, 19.7, 2.1)
    return Space(
        name="hall",
        box=box,
        source=source,
        listener=listener,
        decay_s=decay_s,
        gap_s=0.018,
        build_up_s=0.06,
        early=0.2,
    )


def impulse_response(space: Space) -> Samples:
    """Return a space's answer, float32 (2, samples), as loud as what goes in (mean energy 1 a side)."""
    early, tail = first_reflections(space), diffuse_tail(space)
    early[:, : round(space.gap_s * RATE)] = 0.0
    response = np.sqrt(space.early) * unit_energy(early) + np.sqrt(1 - space.early) * unit_energy(tail)
    return unit_energy(response).astype(np.float32)


def unit_energy(response: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Scale (2, samples) to an energy of 1 a side, on average."""
    return np.asarray(response / np.sqrt(np.sum(response**2) / 2))


def length(space: Space) -> int:
    """Return how many samples a space sounds: until it is 60 dB down."""
    return int(1.1 * space.decay_s * RATE)


def first_reflections(space: Space) -> npt.NDArray[np.float64]:
    """Return the mirror images up to the second order, without the direct sound, rounded off below and above."""
    response = np.zeros((2, length(space)))
    direct_m = distance_m(space, (0, 0, 0), 0.0)
    for cell in product(range(-2, 3), repeat=3):
        order = sum(abs(index) for index in cell)
        if 1 <= order <= 2:
            for side, ear in enumerate(EARS_M):
                away_m = distance_m(space, cell, ear)
                at = round((away_m - direct_m) / SOUND_M_S * RATE)
                # Walls at the sides turn the phase, so that the bass of all images does not pile up.
                response[side, at] += space.wall**order * direct_m / away_m * (-1) ** cell[0]
    return filter_whole([band(BANDS[0][0], 7000.0)], response.astype(np.float32)).astype(np.float64)


def distance_m(space: Space, cell: tuple[int, ...], ear_m: float) -> float:
    """Return how far an ear is from the source's image in a mirrored room, so many rooms away on each axis."""
    image = [
        index * size + (at if index % 2 == 0 else size - at)
        for index, size, at in zip(cell, space.box, space.source, strict=True)
    ]
    ear = (space.listener[0] + ear_m, *space.listener[1:])
    return float(np.sqrt(sum((a - b) ** 2 for a, b in zip(image, ear, strict=True))))


def diffuse_tail(space: Space) -> npt.NDArray[np.float64]:
    """Return noise in bands, each with its own decay, other noise on each side above the bass."""
    time = np.arange(length(space)) / RATE
    tail = np.zeros((2, len(time)))
    for low, high, share in BANDS:
        edges = [high_pass(low), low_pass(high)]
        decay = 10.0 ** (-3.0 * time / (share * space.decay_s))
        for side, name in enumerate(("left", "right")):
            owner = "both" if high <= MONO_BELOW_HZ else name
            noise = seeds.child(0, "space", space.name, owner, str(low)).random(len(time)) * 2 - 1
            tail[side] += filter_whole(edges, noise[None].astype(np.float32))[0] * decay
    rise, end = (
        np.minimum(1.0, np.maximum(0.0, time - space.gap_s) / space.build_up_s),
        np.minimum(1.0, (time[-1] - time) / (0.1 * time[-1])),
    )
    return np.asarray(tail * rise * end)
