"""Styles are data, and bad data is refused with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from musicapp.engines.composer.moods import load_moods
from musicapp.engines.composer.styles import style as styles
from musicapp.engines.composer.titles.titles import load_words

TEXT = (styles.FOLDER / "piano_solo.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(styles.known_styles()))
def test_every_style_there_is_can_be_read(name: str) -> None:
    style = styles.load_style(name)
    assert style.id == name
    assert {"en", "ko"} <= set(style.names)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('id = "piano_solo"', 'id = "piano_solo"\ncolour = "red"', "colour"),
        ("lufs = -18.0", "lufs = 3.0", "lufs"),
        ("tempo = [40.0, 200.0]", "tempo = [-40.0, 200.0]", "tempo"),
        ('"2/4"', '"2/5"', "2/5"),
        ('"dorian"', '"locrian"', "locrian"),
        ('"I | vi"', '"I | xi"', "xi"),
        ('"I | vi"', '"I vi"', "2 bars"),
        ('head = "opening', 'head = "overture', "overture"),
        ('    "theme",\n', "", "one phrase"),
        ('"a b a\' cad"', '"a b x cad"', "'x'"),
        ('figures = ["block"', 'figures = ["polka"', "polka"),
        ('role = "chords"', 'role = "claps"', "claps"),
        ('role = "melody"', 'role = "counter"', "melody"),
        ('name = "left hand"', 'name = "right hand"', "right hand"),
        ('cycle = "0212"', 'cycle = "0x12"', "alberti"),
        ("softest = 42", "softest = 420", "softest"),
    ],
)
def test_bad_data_is_refused_by_name(old: str, new: str, named: str) -> None:
    assert old in TEXT
    with pytest.raises(ValueError, match=named):
        styles.parse_style(TEXT.replace(old, new, 1))


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="polka"):
        styles.load_style("polka")


def test_a_style_is_added_by_adding_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "music_hall.toml").write_text(TEXT.replace('id = "piano_solo"', 'id = "music_hall"'), encoding="utf-8")
    monkeypatch.setattr(styles, "FOLDER", tmp_path)
    assert styles.load_style("music_hall").id == "music_hall"


def test_word_tables_can_be_read() -> None:
    assert load_moods().moods.keys() == load_moods().words.keys()
    table = load_words()
    for words in (table.en, table.ko):
        assert words.adjectives.keys() - {"major", "minor"} == load_moods().moods.keys()
        assert words.nouns.keys() - {"any"} == table.scenes.keys()
