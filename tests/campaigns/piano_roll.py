"""Draws finished tracks: a piano roll over the spectrogram, with sections and their energy.

    PYTHON piano_roll.py FOLDER

FOLDER/pieces.json lists the tracks. Needs numpy, scipy, soundfile, mido and matplotlib alone, so that another
interpreter can run it. Writes a PNG for each track into the folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl  # type: ignore[import-not-found,unused-ignore]
import mido
import numpy as np
import soundfile
from matplotlib import pyplot as plt  # type: ignore[import-not-found,unused-ignore]
from scipy import signal

Note = tuple[float, float, int, int]
"""Start and end in s, pitch, velocity."""
WINDOW = 4096
COLUMNS, ROWS = 1500, 240
LOWEST_DB, LOWEST_HZ = -100.0, 30.0
THICKNESS = 4
WIDTH, HEIGHT = 22, 13
DRUM_CHANNEL = 9
DRUMS_FROM = 12
"""Drums are drawn below the piano: their keys as rows, an octave lower."""


def main(folder: Path) -> int:
    """Draw all tracks of a folder."""
    mpl.use("Agg")
    for piece in json.loads((folder / "pieces.json").read_text(encoding="utf-8")):
        picture = folder / f"{Path(piece['track']).parts[0]}.png"
        draw(piece, folder, picture)
        sys.stdout.write(f"{picture}\n")
    return 0


def draw(piece: dict[str, Any], folder: Path, picture: Path) -> None:
    """Draw one track."""
    sound, rate = soundfile.read(folder / piece["track"], always_2d=True)
    figure, (roll, spectrum) = plt.subplots(
        2, 1, figsize=(WIDTH, HEIGHT), sharex=True, height_ratios=(3, 2), layout="constrained"
    )
    draw_roll(roll, read_tracks(folder / piece["midi"]))
    mark_sections(roll, piece["sections"])
    draw_spectrogram(spectrum, sound.mean(axis=1), rate)
    roll.set_title(f"{piece['style']}: {piece['title']}, {piece['key']}, {piece['tempo']:g} bpm")
    roll.set_xlim(0, len(sound) / rate)
    figure.savefig(picture, dpi=80)
    plt.close(figure)


def read_tracks(path: Path) -> dict[str, list[Note]]:
    """Return the notes of each track of a MIDI file by its name."""
    file = mido.MidiFile(path, charset="utf-8")
    second = next(message.tempo for message in file.tracks[0] if message.type == "set_tempo") / 1e6
    return {track.name: notes_of(track, second / file.ticks_per_beat) for track in file.tracks[1:]}


def notes_of(track: mido.MidiTrack, tick_s: float) -> list[Note]:
    """Return a track's notes."""
    notes: list[Note] = []
    down: dict[int, tuple[float, int]] = {}
    now = 0
    for message in track:
        now += message.time
        if message.type == "note_on" and message.velocity:
            down[message.note] = (now * tick_s, message.velocity)
        elif message.type in ("note_on", "note_off") and message.note in down:
            start, velocity = down.pop(message.note)
            drop = DRUMS_FROM * 2 if message.channel == DRUM_CHANNEL else 0
            notes.append((start, now * tick_s, message.note - drop, velocity))
    return notes


def draw_roll(axes: Any, tracks: dict[str, list[Note]]) -> None:
    """Draw notes as bars in their track's colour, the softer the paler."""
    palette = plt.get_cmap("tab20")
    for number, (name, notes) in enumerate(tracks.items()):
        colour = palette(number % 20)
        axes.plot([], [], color=colour, linewidth=6, label=f"{name} ({len(notes)})")
        starts, ends, pitches, velocities = zip(*notes, strict=True)
        colours = [(*colour[:3], 0.25 + 0.75 * velocity / 127) for velocity in velocities]
        axes.hlines(pitches, starts, ends, colors=colours, linewidth=THICKNESS)
    axes.set_ylabel("MIDI pitch (drums: key - 24)")
    axes.grid(axis="y", alpha=0.2)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def mark_sections(axes: Any, sections: list[dict[str, Any]]) -> None:
    """Mark where sections start, and draw their energy as a line over the roll."""
    energy = axes.twinx()
    energy.set_ylim(0, 1.02)
    energy.set_yticks([])
    starts = [section["startSeconds"] for section in sections]
    ends = [start + section["seconds"] for start, section in zip(starts, sections, strict=True)]
    energies = [section["energy"] for section in sections]
    energy.hlines(energies, starts, ends, color="black", linewidth=2)
    for start, section in zip(starts, sections, strict=True):
        axes.axvline(start, color="black", linewidth=1, linestyle="--")
        energy.text(start, 0.985, f" {section['name']} {section['energy']:.2f}", va="top", fontsize=9)


def draw_spectrogram(axes: Any, mono: Any, rate: int) -> None:
    """Draw levels over time and pitch, both in logarithms."""
    hertz, times, magnitudes = signal.spectrogram(
        mono, rate, nperseg=WINDOW, noverlap=max(0, WINDOW - len(mono) // COLUMNS), mode="magnitude"
    )
    edges = np.geomspace(LOWEST_HZ, rate / 2, ROWS + 1)
    rows = np.clip(np.searchsorted(hertz, edges[:-1]), 0, len(hertz) - 1)
    levels = 20 * np.log10(np.maximum.reduceat(magnitudes, rows, axis=0) + 1e-9)
    axes.pcolormesh(times, edges[:-1], levels, vmin=LOWEST_DB, vmax=levels.max(), cmap="magma", shading="nearest")
    axes.set_yscale("log")
    axes.set_ylim(LOWEST_HZ, rate / 2)
    axes.set_ylabel("Hz")
    axes.set_xlabel("s")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
