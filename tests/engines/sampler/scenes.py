"""Short pieces, each for one thing that a sampler must do as FluidSynth does it, as standard MIDI files."""

from __future__ import annotations

import io

import mido
import msgspec

TICKS_A_SECOND = 960
TAIL_S = 3.0

Note = tuple[float, float, int, int]
"""Start and end in s, key, velocity."""
Control = tuple[float, int, int]
"""Time in s, number (BEND for the pitch wheel), value."""
BEND = -1


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A preset, and what is played on it. Loudness is compared in each of the windows (s); pitch where is_pitched."""

    name: str
    program: int
    notes: tuple[Note, ...]
    controls: tuple[Control, ...] = ()
    windows: tuple[tuple[float, float], ...] = ()
    is_drums: bool = False
    is_pitched: bool = True

    def midi(self) -> bytes:
        """Return the scene as a MIDI file."""
        channel = 9 if self.is_drums else 0
        events = [(0.0, 0, mido.Message("program_change", channel=channel, program=self.program))]
        for at, number, value in self.controls:
            message = (
                mido.Message("pitchwheel", channel=channel, pitch=value)
                if number == BEND
                else mido.Message("control_change", channel=channel, control=number, value=value)
            )
            events.append((at, 1, message))
        for start, end, key, velocity in self.notes:
            events.append((start, 3, mido.Message("note_on", channel=channel, note=key, velocity=velocity)))
            events.append((end, 2, mido.Message("note_off", channel=channel, note=key)))
        return _written(sorted(events, key=lambda event: event[:2]), self.length_s)

    @property
    def length_s(self) -> float:
        """Return how long is listened."""
        return max(end for _, end, _, _ in self.notes) + TAIL_S

    def heard(self) -> tuple[tuple[float, float], ...]:
        """Return the windows: those given, else each onset until the next."""
        starts = sorted({note[0] for note in self.notes})
        return self.windows or tuple(zip(starts, [*starts[1:], self.length_s - TAIL_S + 0.5], strict=True))


def _written(events: list[tuple[float, int, mido.Message]], length_s: float) -> bytes:
    track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=500_000)])
    now = 0
    for at, _, message in events:
        tick = round(at * TICKS_A_SECOND)
        track.append(message.copy(time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=round(length_s * TICKS_A_SECOND) - now))
    file = io.BytesIO()
    mido.MidiFile(ticks_per_beat=TICKS_A_SECOND // 2, tracks=[track]).save(file=file)
    return file.getvalue()


def row(keys: list[int], velocities: list[int], each_s: float = 1.0, held_s: float = 0.7) -> tuple[Note, ...]:
    """Return notes one after the other; one key or one velocity counts for all."""
    count = max(len(keys), len(velocities))
    keys, velocities = (list(v) * count if len(v) == 1 else v for v in (keys, velocities))
    return tuple((i * each_s, i * each_s + held_s, keys[i], velocities[i]) for i in range(count))


def chords(roots: tuple[int, ...], steps: tuple[int, ...]) -> tuple[Note, ...]:
    """Return a chord a second."""
    return tuple((bar, bar + 0.9, root + step, 85) for bar, root in enumerate(roots) for step in steps)


STEPS = [20, 50, 80, 100, 127]
PIANO, GUITAR, BASS, STRINGS, CHOIR, TRUMPET, FLUTE, PAD = 0, 24, 33, 48, 52, 56, 73, 89
SCENES = (
    Scene(name="flute velocities", program=FLUTE, notes=row([72], STEPS)),
    Scene(name="piano velocities", program=PIANO, notes=row([60], [20, 35, 50, 65, 80, 90, 100, 115, 127])),
    Scene(name="piano keyboard", program=PIANO, notes=row([21, 33, 45, 57, 69, 81, 93, 108], [90])),
    Scene(name="piano held", program=PIANO, notes=((0.0, 6.0, 48, 80),), windows=((0, 1), (1, 3), (3, 6), (6, 6.5))),
    Scene(name="volume", program=FLUTE, notes=row([72, 72], [90]), controls=((0, 7, 100), (0.95, 7, 50))),
    Scene(name="pan", program=FLUTE, notes=row([72] * 5, [90]), controls=tuple(
        (max(0.0, i - 0.05), 10, v) for i, v in enumerate((0, 32, 64, 96, 127)))),
    Scene(name="expression", program=STRINGS, notes=row([60, 60], [90]), controls=((0, 11, 127), (0.95, 11, 40))),
    Scene(name="vibrato", program=FLUTE, notes=((0.0, 3.0, 72, 90),), controls=((0, 1, 127),), is_pitched=False),
    Scene(name="bend", program=FLUTE, notes=row([69, 69, 69], [90]), controls=(
        (0, BEND, 0), (0.95, BEND, 8191), (1.95, BEND, -8192))),
    Scene(name="pedal", program=PIANO, notes=((0.0, 0.5, 60, 90), (2.5, 3.0, 60, 90)), controls=(
        (0.1, 64, 127), (2.2, 64, 0)), windows=((0, 0.5), (0.7, 2.1), (2.5, 3.0))),
    Scene(name="choke", program=0, notes=((0.0, 0.1, 46, 100), (0.3, 0.4, 42, 100)), is_drums=True,
          windows=((0.0, 0.3), (0.3, 0.6)), is_pitched=False),
    Scene(name="strings let go", program=STRINGS, notes=((0.0, 2.0, 60, 90),),
          windows=((0.5, 2.0), (2.0, 2.2), (2.2, 2.5))),
    Scene(name="crash", program=0, notes=((0.0, 0.1, 49, 100),), is_drums=True, windows=((0, 0.5), (0.5, 1), (1, 2)),
          is_pitched=False),
    Scene(name="held loops", program=STRINGS, notes=((0.0, 5.0, 55, 90), (0.0, 5.0, 64, 90)), windows=((0, 1), (2, 5))),
    Scene(name="flute range", program=FLUTE, notes=row([24, 60, 84, 96, 108], [90])),
    Scene(name="strings range", program=STRINGS, notes=row([24, 40, 76, 96, 108], [90])),
    Scene(name="pad velocities", program=PAD, notes=row([60], STEPS, 2.0, 1.5)),
    Scene(name="choir velocities", program=CHOIR, notes=row([62], STEPS)),
    Scene(name="trumpet velocities", program=TRUMPET, notes=row([67], STEPS)),
    Scene(name="nylon guitar velocities", program=GUITAR, notes=row([57], STEPS)),
    Scene(name="nylon guitar keyboard", program=GUITAR, notes=row([40, 47, 52, 64, 76, 84], [90])),
    Scene(name="bass velocities", program=BASS, notes=row([36], STEPS)),
    Scene(name="bass keyboard", program=BASS, notes=row([24, 28, 33, 40, 48, 60], [90])),
    Scene(name="drum kit", program=0, notes=row([35, 36, 38, 40, 41, 45, 48, 51, 54, 70, 75], [100], 0.6, 0.1),
          is_drums=True, is_pitched=False),
    Scene(name="snare velocities", program=0, notes=row([38], STEPS, 0.6, 0.1), is_drums=True, is_pitched=False),
    Scene(name="chords", program=PIANO, notes=chords((48, 53, 55, 48), (0, 12, 16, 19)), is_pitched=False),
    *(
        Scene(name=f"program {program}", program=program, notes=row([48, 60, 72, 60], [70, 90, 110, 40]))
        for program in (4, 11, 19, 40, 44, 60, 71)
    ),
)  # fmt: skip
