"""Any text is either refused or becomes a brief whose every value is in range."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from musicapp.brief import understand
from musicapp.brief.phrases import phrase_index
from musicapp.brief.spelling import MODE_FIFTHS
from musicapp.brief.vocabulary import instrument_meanings, style_profiles
from musicapp.core.manifest import Capabilities
from musicapp.core.model import Brief, Wishes
from musicapp.core.problems import UserError

WORDS = st.sampled_from(sorted(phrase_index().phrases))
JOINTS = st.sampled_from(
    [" ", "", ", ", " and ", " or ", "이랑 ", "와 ", "는 ", " 없이 ", "no ", " 빼고", "만 ", "지 않게 ", "-", "\n"]
)
NUMBERS = st.sampled_from(
    ["1", "90", "1:30", "3/4", "120 bpm", "삼십 초", "2분", "a minute and a half", "0", "1e9", "½"]
)
SENTENCES = st.lists(st.one_of(WORDS, JOINTS, NUMBERS, st.text(max_size=4)), max_size=20).map("".join)
PALETTES = st.builds(
    lambda styles, instruments: Capabilities(styles=tuple(styles), instruments=tuple(instruments)),
    st.lists(st.sampled_from(sorted(style_profiles())), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(sorted(instrument_meanings())), min_size=1, max_size=6, unique=True),
)


@settings(max_examples=150, deadline=None)
@given(prompt=st.one_of(SENTENCES, st.text(max_size=80)), palette=PALETTES)
def test_any_text(prompt: str, palette: Capabilities) -> None:
    try:
        brief = understand(prompt, Wishes(), palette)
    except UserError:
        return
    assert brief == understand(prompt, Wishes(), palette)
    assert_in_range(brief, palette)
    assert_quoted(brief, prompt)


def assert_in_range(brief: Brief, palette: Capabilities) -> None:
    """Check every value of a brief."""
    assert 1 <= brief.seconds <= 3600
    assert 20 <= brief.tempo <= 300
    tonic, mode = brief.key.split(" ", 1)
    assert tonic[0] in "ABCDEFG"
    assert tonic[1:] in ("", "#", "b")
    assert mode in MODE_FIFTHS
    top, bottom = brief.meter.split("/")
    assert int(top) in range(2, 19)
    assert bottom in ("2", "4", "8")
    assert brief.style in palette.styles
    assert brief.instruments
    assert set(brief.instruments) <= set(palette.instruments)
    assert set(brief.instruments).isdisjoint(brief.without)


def assert_quoted(brief: Brief, prompt: str) -> None:
    """Check that every word is quoted as written, and that what it set is what the brief says."""
    assert all(text and text in prompt for text in brief.unknown)
    for item in brief.understood:
        assert item.text
        assert item.text in prompt
        assert item.sets
        for field, value in item.sets.items():
            chosen = getattr(brief, field)
            assert set(value) <= set(chosen) if isinstance(value, list) else value == chosen
