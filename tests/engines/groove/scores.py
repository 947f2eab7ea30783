"""Forms written in a word or two, patterns that drummers know, and drums read back as they were written."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.drums import DrumContext, write_drums
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import Form, Phrase, SectionForm
from musicapp.engines.composer.form.grid import Bar, Grid, lay_bars
from musicapp.engines.composer.seeds import child
from musicapp.engines.composer.styles.grooves import DRUM_KEYS, DrumRules, check_drums
from musicapp.engines.composer.theory.keys import parse_key
from musicapp.engines.composer.theory.meters import clock_of, parse_meter

METERS = ("2/4", "3/4", "4/4", "5/4", "6/8", "7/8", "9/8", "12/8", "2/2", "3/8", "5/8")
DRUM_NAMES = {key: name for name, key in DRUM_KEYS.items()}

BREAK_BEAT = """
ghosts = ["snare"]
crash_from = 0.6
heard_from = { snare = 0.2, closed_hat = 0.1, open_hat = 0.3 }
ghosts_from = 0.3
fill_share = 0.7

[patterns.verse]
energy = [0.0, 0.7]
[patterns.verse.lanes]
kick = "9......5..8.....9.6....5..8....."
snare = "....8..1.1..8..2....8..1.1..8..."
closed_hat = "6.4.6.4.6.4.6.4."

[patterns.chorus]
energy = [0.7, 1.0]
[patterns.chorus.lanes]
kick = "9.....6.8.6....."
snare = "....9..2....9..2"
closed_hat = "6353635363536353"
open_hat = "..............5."

[patterns.halftime]
energy = [0.0, 1.0]
kinds = ["breakdown"]
[patterns.halftime.lanes]
kick = "9.....4........."
snare = "........9....1.."
closed_hat = "5.4.5.4.5.4.5.4."

[patterns.jig]
steps_a_beat = 3
beats = 2
[patterns.jig.lanes]
kick = "9....5"
snare = "...8.1"
closed_hat = "645645"

[patterns.roll]
kinds = ["build"]
swell = 0.8
then = "faster_roll"
[patterns.roll.lanes]
kick = "9...9...9...9..."
snare = "5.5.5.5.5.5.5.5."

[patterns.faster_roll]
swell = 0.8
[patterns.faster_roll.lanes]
kick = "9.......9......."
snare = "5555555555555555"

[fills.drag]
beats = 1
keeps = ["closed_hat"]
[fills.drag.lanes]
snare = "1.57"

[fills.stutter]
beats = 1
[fills.stutter.lanes]
kick = "7.77"

[fills.stop]
beats = 1
[fills.stop.lanes]
snare = "9..."

[fills.toms]
beats = 2
[fills.toms.lanes]
high_tom = "66......"
mid_tom = "..66...."
floor_tom = "....6677"

[fills.snares]
beats = 2
keeps = ["kick"]
[fills.snares.lanes]
snare = "5.556.67"

[fills.long_toms]
beats = 4
[fills.long_toms.lanes]
high_tom = "5555............"
mid_tom = "....6666........"
low_tom = "........7777...."
floor_tom = "............8888"

[fills.long_roll]
beats = 4
steps_a_beat = 8
[fills.long_roll.lanes]
snare = "22222222333333334444444455667788"

[fills.three]
beats = 1
steps_a_beat = 3
[fills.three.lanes]
snare = "567"

[fills.six]
beats = 2
steps_a_beat = 3
[fills.six.lanes]
low_tom = "555666"
"""

FOUR_ON_THE_FLOOR = """
ghosts = ["shaker"]
crash_from = 0.5
heard_from = { clap = 0.2, closed_hat = 0.1, open_hat = 0.3 }

[patterns.floor]
[patterns.floor.lanes]
kick = "9...9...9...9..."
clap = "....8.......8..."
open_hat = "..6...6...6...6."
shaker = "3.2.3.2.3.2.3.2."

[fills.claps]
beats = 1
keeps = ["kick"]
[fills.claps.lanes]
clap = "7.77"

[fills.hats]
beats = 1
keeps = ["kick"]
[fills.hats.lanes]
closed_hat = "5678"
"""


def rules_of(text: str) -> DrumRules:
    """Read and check drum rules."""
    rules = msgspec.toml.decode(text, type=DrumRules)
    check_drums(rules)
    return rules


def form_of(plan: str, meter: str = "4/4", *, ending: str = "cadence") -> Form:
    """Read ``"verse:4x2@0.5"``: kind, bars of a phrase, phrases, energy; ``ending="loop"`` leads back to the start."""
    words = [word.replace(":", " ").replace("x", " ").replace("@", " ").split() for word in plan.split()]
    count = sum(int(bars) * int(phrases) for _, bars, phrases, _ in words)
    signature = parse_meter(meter)
    bars = lay_bars(count * signature.bar // signature.unit, signature)
    sections = []
    first = 0
    for index, (kind, length, phrases, energy) in enumerate(words):
        cut = [bars[first + n * int(length) :][: int(length)] for n in range(int(phrases))]
        first += int(length) * int(phrases)
        sections.append(section_of(f"{kind} {index}", kind, float(energy), cut))
    end = bars[-1].end
    grid = Grid(
        clock=clock_of(120, signature),
        meter=signature,
        bars=bars,
        last_chord=None if ending == "loop" else end,
        total=end,
    )
    return Form(
        key=parse_key("C major"),
        grid=grid,
        ending="cadence" if ending == "loop" else ending,
        sections=tuple(sections),
        last_energy=sections[-1].energy,
    )


def section_of(name: str, kind: str, energy: float, phrases: list[tuple[Bar, ...]]) -> SectionForm:
    """Make a section of bars."""
    return SectionForm(
        name=name,
        kind=kind,
        material="A",
        source=name,
        energy=energy,
        phrases=tuple(Phrase(bars=bars, cadence="half") for bars in phrases),
    )


def drum(form: Form, rules: DrumRules, *, seeds: dict[str, int] | None = None) -> dict[str, tuple[PartNote, ...]]:
    """Write all sections; seeds are those of sections that take another than 1."""
    return {
        section.name: write_drums(
            section,
            rules,
            DrumContext(
                form=form, rng=section_rng(section.name, seeds or {}), pattern_rng=child(1, "pattern", section.source)
            ),
        )
        for section in form.sections
    }


def section_rng(name: str, seeds: dict[str, int]) -> np.random.Generator:
    """Return a section's own generator."""
    return child(seeds.get(name, 1), "drums", name)


def bars_of(section: SectionForm) -> list[Bar]:
    """Return a section's bars."""
    return [bar for phrase in section.phrases for bar in phrase.bars]


def within(notes: tuple[PartNote, ...], start: int, end: int) -> list[tuple[int, str]]:
    """Return what is struck from a tick to another: how far from the first, and the drum."""
    return [(note.start - start, DRUM_NAMES[note.pitch]) for note in notes if start <= note.start < end]
