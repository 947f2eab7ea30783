"""How fast the embedded engine makes music, from the command to the finished track, and what memory it takes.

FluidSynth renders the same MIDI file with the same bank beside it, without a mix, spaces or a master.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from musicapp.core.model import Wishes
from musicapp.core.paths import resource_path
from tests.bench.rows import Row, seconds_of
from tests.campaigns.costs import usual_request
from tests.campaigns.hosts import make
from tests.conftest import Home

PIANO_S, CINEMATIC_S = 120, 180
SHORT_S, LONG_S = 180, 600
CINEMATIC = "cinematic music that grows, without choir"
"""Ten instruments."""
FLUIDSYNTH = ("fluidsynth", "-ni", "-q", "-r", "48000", "-O", "float")


def measure_composing(folder: Path) -> list[Row]:
    """Run each command once: it is long enough to be its own average."""
    piano_s, _ = made(folder / "piano", "slow piano", PIANO_S)
    cinematic_s, track = made(folder / "cinematic", CINEMATIC, CINEMATIC_S)
    rendered_s = seconds_of(lambda: render_with_fluidsynth(track))
    short_mb, long_mb = (peak_mb(folder / f"peak {seconds}", seconds) for seconds in (SHORT_S, LONG_S))
    return [
        Row("2 min of piano, start to track", PIANO_S / piano_s, "x real time", 10, is_floor=True),
        Row("3 min of orchestra, start to track", CINEMATIC_S / cinematic_s, "x real time", 15, is_floor=True),
        Row(
            "... beside FluidSynth with the same MIDI",
            cinematic_s / rendered_s,
            "x its time",
            2,
            note=f"{rendered_s:.1f} s",
        ),
        Row("... peak memory of its making", short_mb, "MB", 1024),
        Row("... 10 min beside 3 min", long_mb / short_mb, "x the memory", 2, note=f"{long_mb:.0f} MB"),
    ]


def made(folder: Path, sentence: str, seconds: int, *options: str) -> tuple[float, Path]:
    """Make a track by the command; return how long it took in s, and the track.

    Raises:
        RuntimeError: it was not made.
    """
    home = Home(folder)
    home.output.mkdir(parents=True)
    command = ("generate", sentence, "--seconds", str(seconds), "--seed", "7", "--output", str(home.output), "--json")
    said: list[str] = []
    taken = seconds_of(lambda: said.append(home.run(*command, *options, seconds=900).stdout))
    if json.loads(said[0])["state"] != "done":
        raise RuntimeError(f"{sentence!r} was not made: {said[0]}")
    (track,) = home.output.glob("*/*.flac")
    return taken, track


def render_with_fluidsynth(track: Path) -> None:
    """Let FluidSynth play a track's MIDI file into a file."""
    bank = resource_path("sounds/MuseScore_General_Lite.sf3")
    out = track.with_name("fluidsynth.wav")
    subprocess.run(
        [*FLUIDSYNTH, "-F", str(out), str(bank), str(track.with_suffix(".mid"))], check=True, capture_output=True
    )


def peak_mb(folder: Path, seconds: int) -> float:
    """Return the most memory that the engine and its helpers hold while they make an orchestra's piece, in MB."""
    return make(usual_request("cinematic", 7, Wishes(style="cinematic", seconds=float(seconds))), folder).peak_mb
