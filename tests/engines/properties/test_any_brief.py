"""Whatever is asked for: the piece is in range, in time, resolves and ends. Notes only, read from the MIDI file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from musicapp.brief.ensemble import covered_by
from musicapp.core.model import Brief
from musicapp.engines.composer.engine import write_score
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.piece import compose
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.style import known_styles, load_style
from tests.engines.rules.lead_sheet import class_of, read_symbol
from tests.engines.rules.midi_score import Played, Score, Staff, bar_quarters, read_midi

from .briefs import briefs

EXAMPLES = 3
"""Of each style: more than a hundred pieces."""
EVERYONE_AFTER_S = 30.0
LENGTH_S = 0.02
LONGEST_SILENCE_S = 2.5
EFFECTS = "effects"
TICK = 0.002


def score_of(brief: Brief, seed: int, folder: Path) -> Score:
    """Compose a piece, write it and read it back."""
    write_score(compose(brief, load_style(brief.style), Seeds(seed=seed)), "any", folder)
    return read_midi(folder / "track.mid")


@pytest.mark.parametrize("style", sorted(known_styles()))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_piece_keeps_every_promise(style: str, tmp_path: Path, data: st.DataObject) -> None:
    brief, seed = data.draw(briefs(style)), data.draw(st.integers(0, 1 << 32))
    score = score_of(brief, seed, tmp_path)
    checks = (*time_faults(score, brief), *range_faults(score), *player_faults(score, brief), *end_faults(score, brief))
    assert list(checks) == [], f"seed {seed}, {brief}"


def time_faults(score: Score, brief: Brief) -> Iterator[str]:
    """Yield what is not in time: length, tempo, meter, notes outside, bars in which a style's own players all rest."""
    if not brief.loop and abs(score.seconds - brief.seconds) > LENGTH_S:
        yield f"{score.seconds} s, not {brief.seconds}"
    if abs(score.bpm(brief.meter) - brief.tempo) > 0.01:
        yield f"{score.bpm(brief.meter)} bpm, not {brief.tempo}"
    if score.total >= 2 * bar_quarters(brief.meter) and brief.meter not in score.meters:
        yield f"{score.meters}, not {brief.meter}"
    notes = [note for staff in score.staves for note in staff.notes]
    outside = [note for note in notes if not 0 <= note.start < note.end <= score.total]
    if score.hanging or outside:
        yield f"{score.hanging} notes without an end, {outside[:2]} outside"
    for start, end in silences(notes, score.total) if not brief.instruments else ():
        if (end - start) * score.quarter_s > LONGEST_SILENCE_S and end - start > bar_quarters(brief.meter):
            yield f"nothing from {start} to {end}"


def silences(notes: list[Played], total: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches, in quarters, in which no key is down."""
    down = 0.0
    for note in sorted(notes, key=lambda one: one.start):
        if note.start > down:
            yield down, note.start
        down = max(down, note.end)
    if total > down:
        yield down, total


def range_faults(score: Score) -> Iterator[str]:
    """Yield notes that an instrument does not have, and more at once than somebody can play."""
    for staff in score.pitched:
        rules = load_instruments()[staff.instrument]
        pitches = [note.pitch for note in staff.notes]
        if min(pitches) < rules.range[0] or max(pitches) > rules.range[1]:
            yield f"{staff.instrument} from {min(pitches)} to {max(pitches)}, not within {rules.range}"


def player_faults(score: Score, brief: Brief) -> Iterator[str]:
    """Yield who plays without being wanted, and who is wanted and plays nothing."""
    playing = {staff.instrument for staff in score.staves} - {EFFECTS}
    if unwanted := playing & covered_by(brief.without):
        yield f"{sorted(unwanted)} excluded"
    absent = set(brief.instruments) - covered_by(brief.without) - playing
    if absent and brief.seconds >= EVERYONE_AFTER_S:
        yield f"{sorted(absent)} play nothing"
    if brief.instruments and (strangers := playing - set(brief.instruments)):
        yield f"{sorted(strangers)} not asked for"


def end_faults(score: Score, brief: Brief) -> Iterator[str]:
    """Yield what is wrong with the last chord: the tonic, struck by somebody, the lowest note its bass."""
    tonic = class_of(brief.key.split()[0])
    last = score.chords[-1]
    if brief.loop or brief.ending == "fade":
        return
    symbol = read_symbol(last.text)
    if (symbol.root - tonic) % 12 not in (0, load_style(brief.style).form.lift):
        yield f"ends on {last.text} in {brief.key}"
    struck = [note for staff in score.pitched for note in last_notes(staff, last.at)]
    if score.pitched and not struck:
        yield "nobody plays the last chord"
    strange = {note.pitch % 12 for note in struck} - symbol.notes
    if strange:
        yield f"{strange} in the last chord, {last.text}"


def last_notes(staff: Staff, at: float) -> list[Played]:
    """Return what somebody strikes in the last chord."""
    return [note for note in staff.notes if note.start >= at - TICK]
