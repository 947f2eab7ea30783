"""Prints how far the sampler is from FluidSynth: ``python -m tests.engines.sampler.oracle_table``."""

from __future__ import annotations

import sys

from tests.engines.sampler.oracle import OCTAVES, Apart, bank, by_fluidsynth, by_ours, common_offset, compare
from tests.engines.sampler.scenes import SCENES


def table(found: list[Apart]) -> str:
    """Return all differences, a scene a line."""
    offset = common_offset(found)
    lines = [f"| scene | level dB, a window | pitch cents, at most | octaves {' '.join(map(str, OCTAVES))} Hz, dB |"]
    lines.append("|---|---|---|---|")
    for apart in found:
        levels = " ".join(f"{level - offset:+.1f}" for level in apart.levels_db)
        pitch = f"{max(map(abs, apart.cents)):.1f}" if apart.cents else "-"
        bands = " ".join(f"{apart.bands_db[at] - offset:+.1f}" if at in apart.bands_db else "." for at in OCTAVES)
        lines.append(f"| {apart.scene.name} | {levels} | {pitch} | {bands} |")
    return "\n".join([*lines, f"Common offset taken off: {offset:.2f} dB"])


def main() -> None:
    """Print the table."""
    opened = bank()
    found = [compare(scene, by_fluidsynth(scene), by_ours(scene, opened)) for scene in SCENES]
    sys.stdout.write(table(found) + "\n")


if __name__ == "__main__":
    main()
