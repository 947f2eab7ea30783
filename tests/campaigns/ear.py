"""Listens to finished tracks for tempo and key, with librosa; knows nothing of how they were made.

    PYTHON ear.py FOLDER

FOLDER/pieces.json lists the tracks and what was asked for. Needs librosa, mido and numpy alone, so that another
interpreter can run it. Prints a Markdown table; exit 1 when fewer than 11 of 12 are heard as asked for.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import librosa  # type: ignore[import-not-found,unused-ignore]
import mido
import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
RATE = 22_050
HOP = 256
TEMPO_BPM = 1.0
SHARE = 11 / 12
NAMES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
CLASSES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
"""How well each step fits into a key, by C. Krumhansl and E. Kessler's listeners (1982)."""
GRAIN_S = 0.01
USUAL_BEAT_S = 0.5
HEADS = ("track", "asked, bpm", "heard", "", "asked for key", "heard", "", "")


def main(folder: Path) -> int:
    """Listen to all tracks of a folder."""
    rows = [listen_to(folder, piece) for piece in json.loads((folder / "pieces.json").read_text(encoding="utf-8"))]
    for line in (HEADS, ("---",) * len(HEADS), *rows):
        sys.stdout.write(f"| {' | '.join(line)} |\n")
    right = sum(row[-1] == "right" for row in rows)
    sys.stdout.write(f"{right} of {len(rows)} heard as asked for\n")
    return int(right < SHARE * len(rows))


def listen_to(folder: Path, piece: dict[str, Any]) -> tuple[str, ...]:
    """Return a track's row."""
    sound, _ = librosa.load(folder / piece["track"], sr=RATE, mono=True)
    is_alone = piece["style"] == "piano_solo"
    tempo = tempo_of_score(folder / piece["midi"]) if is_alone else tempo_of_sound(sound)
    key = key_of(sound)
    fits = is_tempo(tempo, piece["tempo"]), is_key(key, piece["key"])
    words = ["yes" if fit else "NO" for fit in fits]
    asked = f"{piece['tempo']:g}"
    verdict = "right" if all(fits) else "wrong"
    return (piece["track"], asked, f"{tempo:.2f}", words[0], piece["key"], key, words[1], verdict)


def tempo_of_sound(sound: npt.NDArray[np.float32]) -> float:
    """Return the tempo of the straight line through librosa's beats, in beats a minute."""
    _, beats = librosa.beat.beat_track(y=sound, sr=RATE, hop_length=HOP, units="time", trim=False)
    return line_tempo(np.asarray(beats, np.float64))


def line_tempo(beats_s: Values) -> float:
    """Return the tempo of the line through beats, of which some may be missing."""
    steps = np.diff(beats_s)
    usual = float(np.median(steps))
    numbers = np.concatenate([[0.0], np.cumsum(np.maximum(1, np.round(steps / usual)))])
    return 60 / float(np.polyfit(numbers, beats_s, 1)[0])


def tempo_of_score(path: Path) -> float:
    """Return the tempo at which a MIDI file's notes fall onto beats: by the times of their starts alone."""
    onsets = onset_times(path)
    period = usual_period(onsets)
    fine = period * np.linspace(0.96, 1.04, 4001)
    fit = np.abs(np.exp(4j * np.pi * onsets[:, None] / fine[None, :]).sum(axis=0))  # on beats and between them
    return 60 / float(fine[np.argmax(fit)])


def onset_times(path: Path) -> Values:
    """Return when notes start, in s."""
    now, times = 0.0, []
    for message in mido.MidiFile(path):
        now += message.time
        if message.type == "note_on" and message.velocity:
            times.append(now)
    return np.array(times)


def usual_period(onsets: Values) -> float:
    """Return the beat in s at which the starts repeat best, and at its double and fourfold, near a usual one.

    The weight of what is usual is D. Ellis's (2007); that a beat's multiples repeat too is E. Scheirer's (1998).
    """
    train = np.histogram(onsets, np.arange(0.0, onsets[-1] + 1.0, GRAIN_S))[0].astype(np.float64)
    smooth = np.convolve(train, np.hanning(9), mode="same")
    lags = np.arange(round(0.3 / GRAIN_S), round(1.6 / GRAIN_S))
    alike = np.array([np.dot(smooth[:-lag], smooth[lag:]) for lag in range(1, 4 * int(lags[-1]) + 3)])
    near = np.maximum(alike, np.maximum(np.roll(alike, 1), np.roll(alike, -1)))  # a lag is one grain wide
    combed = sum(near[multiple * lags - 1] for multiple in (1, 2, 4))
    weights = np.exp(-0.5 * np.log2(lags * GRAIN_S / USUAL_BEAT_S) ** 2)
    return float(lags[np.argmax(combed * weights)] * GRAIN_S)


def is_tempo(heard: float, asked: float) -> bool:
    """True where a tempo is the one asked for, its double or its half."""
    return any(abs(heard * factor - asked) <= TEMPO_BPM for factor in (0.5, 1.0, 2.0))


def key_of(sound: npt.NDArray[np.float32]) -> str:
    """Return the key whose profile the chroma is most like."""
    tuned = librosa.effects.harmonic(sound, margin=2.0)
    chroma = librosa.feature.chroma_cqt(y=tuned, sr=RATE).mean(axis=1)
    likenesses = {
        f"{NAMES[tonic]} {mode}": float(np.corrcoef(chroma, np.roll(profile, tonic))[0, 1])
        for tonic in range(12)
        for mode, profile in (("major", MAJOR), ("minor", MINOR))
    }
    return max(likenesses, key=lambda name: likenesses[name])


def is_key(heard: str, asked: str) -> bool:
    """True where a key is the one asked for or its relative: the same seven notes."""
    return major_tonic(heard) == major_tonic(asked)


def major_tonic(key: str) -> int:
    """Return the tonic, 0-11, of the major key with the same notes."""
    tonic, mode = key.split()
    place = CLASSES[tonic[0]] + tonic.count("#") - tonic[1:].count("b")
    return (place + (3 if mode == "minor" else 0)) % 12


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
