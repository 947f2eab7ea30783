"""Times a dense piece of ten parts: ``python -m tests.engines.sampler.dense``."""

from __future__ import annotations

import resource
import sys
import time

from musicapp.engines.composer.audio import BLOCK, RATE
from musicapp.engines.composer.performance.track import PlayedNote, Track
from musicapp.engines.composer.seeds import child
from musicapp.engines.composer.sound.soundfont.sampler import Sampler
from musicapp.engines.composer.sound.stem import Stem
from tests.engines.sampler.oracle import bank

LENGTH_S = 122.0
ROOTS = (45, 41, 48, 43)
CHORD = (12, 15, 19, 24)
PARTS = {
    "piano": (0, 0.125, (12, 19, 24, 27, 31), 1),
    "strings": (48, 2.0, CHORD, 4),
    "pad": (89, 4.0, CHORD, 4),
    "cello": (42, 1.0, (0, 7, 12), 1),
    "flute": (73, 0.5, (24, 27, 31, 34), 1),
    "horn": (60, 1.0, (7, 12, 15), 1),
    "bass": (33, 0.25, (-12, -12, -5, 0), 1),
    "guitar": (24, 0.25, (0, 7, 12, 15), 1),
    "vibraphone": (11, 0.5, (24, 27, 31), 1),
    "drums": (0, 0.125, (36, 42, 42, 46, 38, 42, 36, 42), 1),
}
"""Program, seconds a note, steps above the root, notes at once."""


def dense_track(name: str) -> Track:
    """Return a part, uneven in time and strength as a player is."""
    _, step_s, steps, voices = PARTS[name]
    rng = child(1, "dense", name)
    notes: list[PlayedNote] = []
    for index in range(int(LENGTH_S / step_s)):
        start = index * step_s
        root = 0 if name == "drums" else ROOTS[int(start / 2) % 4]
        for voice in range(voices):
            at = start + 0.01 * rng.random()
            pitch = root + steps[(index + voice) % len(steps)]
            held = step_s * (0.8 + 0.3 * rng.random())
            velocity = int(60 + 50 * rng.random())
            notes.append(PlayedNote(start_s=at, end_s=at + held, pitch=pitch, velocity=velocity))
    swell = tuple((float(at), 90.0 + 37 * (at % 8 == 0)) for at in range(0, int(LENGTH_S), 4))
    expression = swell if step_s >= 1 else ()
    return Track(name=name, instrument=name, notes=tuple(notes), expression=expression)


def main() -> None:
    """Print how many times faster than it sounds each part is."""
    opened, whole = bank(), 0.0
    for name, (program, *_) in PARTS.items():
        started = time.process_time()
        stem = Stem(Sampler(opened, program, 128 if name == "drums" else 0), dense_track(name), 0)
        for _ in range(-(-round(LENGTH_S * RATE) // BLOCK)):
            stem.next_block()
        spent = time.process_time() - started
        whole += spent
        sys.stdout.write(f"{name:12} {spent:6.2f} s  {LENGTH_S / spent:6.0f} x\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"all          {whole:6.2f} s  {LENGTH_S / whole:6.0f} x, {peak:.0f} MiB at most\n")


if __name__ == "__main__":
    main()
