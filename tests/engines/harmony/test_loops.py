"""Sections go round in loops, turn where another follows, and close where the piece does."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import msgspec
import pytest

from musicapp.engines.composer.form.form import Form, Phrase, SectionForm
from musicapp.engines.composer.form.grid import Bar, Grid
from musicapp.engines.composer.harmony.harmony import Harmony, harmonize
from musicapp.engines.composer.moods import Mood
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.progressions import Progressions, check_progressions
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.composer.theory.keys import parse_key
from musicapp.engines.composer.theory.meters import clock_of, parse_meter, shortened

KEY = parse_key("C major")
LOOPS = Progressions(
    loops=("I | V | vi | IV", "vi | IV | I | V", "I | vi | IV | V"),
    contrast_loops=("ii | iii | IV | iii", "IV | ii | IV | iii"),
    open=("ii7 | V7",),
    last="Imaj9",
)
LONG = msgspec.structs.replace(LOOPS, loops=("I | iii | vi | IV | ii | vi | IV | V7sus4 V7",))
Ending = Literal["cadence", "hit", "fade", "loop"]


def form_of(text: str, ending: Ending = "cadence", meter: str = "4/4") -> Form:
    """Lay out a form such as ``"intro:3 theme:4+4 drop=theme:4 bridge/B:8"``.

    A section is its name (the kind is its first word), then whose source it has, its material and its bars by phrase.
    """
    sections: list[SectionForm] = []
    bar, place = parse_meter(meter), 0
    for word in text.split():
        head, _, sizes = word.partition(":")
        head, _, material = head.partition("/")
        name, _, source = head.partition("=")
        phrases = []
        for size in sizes.split("+"):
            bars = tuple(Bar(start=(place + i) * bar.bar, meter=bar) for i in range(int(size)))
            phrases.append(Phrase(bars=bars, cadence="half"))
            place += len(bars)
        section = SectionForm(
            name=name,
            kind=name.rstrip("0123456789"),
            material=material or "A",
            source=source or name,
            energy=0.5,
            phrases=tuple(phrases),
        )
        sections.append(section)
    end = place * bar.bar
    bars = tuple(b for section in sections for phrase in section.phrases for b in phrase.bars)
    grid = Grid(
        clock=clock_of(120.0, bar),
        meter=bar,
        bars=bars,
        last_chord=None if ending == "loop" else end,
        total=end + (0 if ending == "loop" else bar.bar),
    )
    return Form(
        key=KEY, grid=grid, ending="cadence" if ending == "loop" else ending, sections=tuple(sections), last_energy=0.5
    )


def harmony_of(form: Form, progressions: Progressions = LOOPS, seed: int = 1) -> Harmony:
    """Harmonize a form by some progressions."""
    style = msgspec.structs.replace(load_style("piano_solo"), harmony={"major": progressions})
    return harmonize(form, style, Mood(), Seeds(seed=seed))


def numerals_of(harmony: Harmony, name: str) -> str:
    """Return a section's chords."""
    return " ".join(span.chord.numeral for span in harmony.sections[name])


FORM = "intro:4 theme:4+4 contrast/B:4+4 return=theme:4+4 outro:4"


@pytest.mark.parametrize("seed", range(8))
def test_a_piece_has_one_main_loop_and_another_for_contrast(seed: int) -> None:
    harmony = harmony_of(form_of(FORM, "fade"), seed=seed)
    loops = [loop.replace(" |", "") for loop in LOOPS.loops]
    main = numerals_of(harmony, "intro")
    assert main in loops
    assert numerals_of(harmony, "theme") == numerals_of(harmony, "return") == f"{main} {main}"
    assert numerals_of(harmony, "outro") == main
    assert numerals_of(harmony, "contrast").split()[:4] in [loop.split(" | ") for loop in LOOPS.contrast_loops]


@pytest.mark.parametrize("kind", ["contrast", "bridge", "breakdown"])
def test_every_contrasting_kind_has_a_loop_of_its_own(kind: str) -> None:
    harmony = harmony_of(form_of(f"theme:4 {kind}/B:4 drop:4", "fade"))
    assert "iii" in numerals_of(harmony, kind)
    assert "iii" not in numerals_of(harmony, "theme")


def test_seeds_choose_among_all_loops() -> None:
    chosen = {numerals_of(harmony_of(form_of("theme:4", "fade"), seed=seed), "theme") for seed in range(20)}
    assert chosen == {loop.replace(" |", "") for loop in LOOPS.loops}


def test_new_material_may_have_another_loop() -> None:
    harmonies = [harmony_of(form_of("theme:4 theme2/A2:4", "fade"), seed=seed) for seed in range(12)]
    assert any(numerals_of(h, "theme") != numerals_of(h, "theme2") for h in harmonies)


@pytest.mark.parametrize(
    ("form", "ending", "last_bars"),
    [
        ("theme:8", "cadence", "ii7 V7"),
        ("theme:8", "hit", "ii7 V7"),
        ("theme:2", "cadence", "ii7 V7"),
        ("theme:1", "cadence", "V7"),
        ("theme:8", "fade", "IV V"),
        ("theme:8", "loop", "IV V"),
    ],
)
def test_an_open_cadence_leads_to_the_last_chord(form: str, ending: Ending, last_bars: str) -> None:
    progressions = msgspec.structs.replace(LOOPS, loops=("I | vi | IV | V",))
    harmony = harmony_of(form_of(form, ending), progressions)
    assert numerals_of(harmony, "theme").endswith(last_bars)
    assert (harmony.last is None) is (ending == "loop")
    assert harmony.last is None or harmony.last.chord.name == "Cmaj9"


@pytest.mark.parametrize(
    ("bars", "chords"),
    [
        ("1", "V"),
        ("3", "vi IV V"),
        ("4", "I vi IV V"),
        ("5", "I vi IV V V"),
        ("4+4", "I vi IV V I vi IV V"),
        ("3+4", "I vi IV V vi IV V"),
        ("2+2", "I vi IV V"),
        ("8", "I vi IV V I vi IV V"),
    ],
)
def test_loops_run_through_phrases_and_lead_back_from_what_is_left(bars: str, chords: str) -> None:
    progressions = msgspec.structs.replace(LOOPS, loops=("I | vi | IV | V",))
    assert numerals_of(harmony_of(form_of(f"theme:{bars}", "fade"), progressions), "theme") == chords


def test_long_loops_have_two_rounds_and_chords_within_a_bar() -> None:
    harmony = harmony_of(form_of("intro:4 theme:4+4 outro:8+4", "fade"), LONG)
    first, second = "I iii vi IV", "ii vi IV V7sus4 V7"
    assert numerals_of(harmony, "intro") == first
    assert numerals_of(harmony, "theme") == f"{first} {second}"
    assert numerals_of(harmony, "outro") == f"{first} {second} {first}"
    assert [span.end - span.start for span in harmony.sections["theme"][-2:]] == [960, 960]


def test_turnarounds_come_before_other_sections_and_alike_in_returns() -> None:
    turning = msgspec.structs.replace(LOOPS, turnarounds=("ii9 | V7b9",))
    harmonies = [harmony_of(form_of(FORM, "fade"), turning, seed=seed) for seed in range(16)]
    turned = [numerals_of(h, "theme").endswith("ii9 V7b9") for h in harmonies]
    assert 0 < sum(turned) < len(turned)
    for harmony in harmonies:
        assert numerals_of(harmony, "theme") == numerals_of(harmony, "return")
        assert "V7b9" not in numerals_of(harmony, "outro")
        assert numerals_of(harmony, "theme").count("V7b9") <= 1


@pytest.mark.parametrize("meter", ["3/4", "6/8", "7/8", "5/4", "12/8", "2/4"])
def test_chords_fill_every_bar_of_any_meter(meter: str) -> None:
    form = form_of(FORM, "hit", meter)
    spans = harmony_of(form, LONG).spans
    assert spans[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(spans))
    assert spans[-1].end == form.grid.total
    starts = {span.start for span in spans}
    assert starts >= {bar.start for bar in form.grid.bars}


def test_a_short_last_bar_keeps_the_chord_that_closes() -> None:
    form = form_of("theme:4", "cadence")
    section = form.sections[0]
    *whole, last = section.phrases[0].bars
    short = Bar(start=last.start, meter=shortened(last.meter, 480))
    cut = msgspec.structs.replace(section, phrases=(Phrase(bars=(*whole, short), cadence="open"),))
    progressions = msgspec.structs.replace(LOOPS, open=("ii7 | IV V7",))
    harmony = harmony_of(msgspec.structs.replace(form, sections=(cut,)), progressions)
    assert [(s.chord.numeral, s.end - s.start) for s in harmony.sections["theme"][-2:]] == [("ii7", 1920), ("V7", 480)]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"loops": ("I | V | vi",)}, "4 bars"),
        ({"loops": ("I | V | vi | IV | I",)}, "8 bars"),
        ({"loops": ("I | V | | IV",)}, "4 bars"),
        ({"contrast_loops": ()}, "contrast_loops"),
        ({"loops": ("I | V | xi | IV",)}, "xi"),
        ({"turnarounds": ("ii9 V7b9",)}, "2 bars"),
        ({"open": ()}, "open"),
        ({"last": "Imaj19"}, "Imaj19"),
    ],
)
def test_bad_progressions_are_refused_with_their_reason(changes: dict[str, object], named: str) -> None:
    check_progressions(LOOPS, KEY)
    with pytest.raises(ValueError, match=named):
        check_progressions(msgspec.structs.replace(LOOPS, **changes), KEY)
