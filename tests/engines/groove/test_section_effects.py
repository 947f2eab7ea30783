"""Effects lead from section to section."""

from __future__ import annotations

import msgspec
import pytest

from musicapp.engines.composer.arrangement.transitions import write_effects
from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.styles.grooves import EFFECT_KEYS, EffectRules, check_effects
from tests.engines.groove.scores import METERS, form_of

BAR = 1920
EFFECT_NAMES = {key: name for name, key in EFFECT_KEYS.items()}
RULES = msgspec.toml.decode(
    """
cues = [
    { effect = "riser", place = "before", change = "rise", bars = 2.0 },
    { effect = "riser", place = "before", change = "any", kinds = ["drop"], bars = 1.0 },
    { effect = "impact", place = "on", change = "rise" },
    { effect = "down_sweep", place = "on", change = "fall", bars = 2.0 },
    { effect = "reverse_swell", place = "before", change = "any", kinds = ["return"], bars = 0.5 },
    { effect = "sub_drop", place = "on", change = "start" },
    { effect = "cymbal_swell", place = "before", change = "end" },
]
""",
    type=EffectRules,
)


def effects(form: Form) -> list[list[tuple[str, float, float]]]:
    """Return each section's effects: name, start from the section's beginning and length, in bars."""
    return [
        [
            (EFFECT_NAMES[n.pitch], (n.start - section.start) / BAR, n.length / BAR)
            for n in write_effects(section, RULES, form)
        ]
        for section in form.sections
    ]


def test_borders_have_the_effects_that_suit_them() -> None:
    form = form_of("verse:4x2@0.4 drop:4x2@0.9 breakdown:4x1@0.3 return:4x1@0.35")
    assert effects(form) == [
        [("sub_drop", 0.0, 1.0), ("riser", 6.0, 2.0)],
        [("impact", 0.0, 1.0)],
        [("down_sweep", 0.0, 2.0), ("reverse_swell", 3.5, 0.5)],
        [("cymbal_swell", 3.0, 1.0)],
    ]


def test_a_drop_is_led_into_even_from_loud_music() -> None:
    assert effects(form_of("build:4x1@0.9 drop:4x1@0.9"))[0][-1] == ("riser", 3.0, 1.0)


def test_a_loop_has_neither_start_nor_end() -> None:
    looped = effects(form_of("verse:4x1@0.4 drop:4x1@0.9", ending="loop"))
    assert looped == [[("down_sweep", 0.0, 2.0), ("riser", 2.0, 2.0)], [("impact", 0.0, 1.0)]]


def test_nothing_swells_into_a_fading_end() -> None:
    assert effects(form_of("verse:4x1@0.5", ending="fade")) == [[("sub_drop", 0.0, 1.0)]]


def test_more_change_is_a_harder_effect() -> None:
    def impact(energy: float) -> float:
        form = form_of(f"verse:4x1@0.3 chorus:4x1@{energy}")
        return write_effects(form.sections[1], RULES, form)[0].accent

    assert -1 <= impact(0.4) < impact(0.6) <= 1


@pytest.mark.parametrize("meter", METERS)
def test_effects_stay_in_their_section(meter: str) -> None:
    form = form_of("verse:1x1@0.4 drop:1x1@0.9 return:2x1@0.3", meter)
    for section in form.sections:
        notes = write_effects(section, RULES, form)
        assert all(section.start <= note.start < note.end <= section.end for note in notes)
        assert {note.voice for note in notes} <= {"effect"}


def test_unknown_effects_are_refused() -> None:
    cue = msgspec.structs.replace(RULES.cues[0], effect="kazoo")
    with pytest.raises(ValueError, match="kazoo"):
        check_effects(EffectRules(cues=(cue,)))
