"""Styles are data, and bad data is refused with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.moods import load_moods
from musicapp.engines.composer.styles import style as styles
from musicapp.engines.composer.theory.keys import MODES
from musicapp.engines.composer.titles.titles import load_words

from .orders import compose_with

METERS = ("2/4", "3/4", "4/4", "6/8", "9/8", "12/8", "5/4", "7/8")
TEXT = Path(__file__).with_name("music_hall.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(styles.known_styles()))
def test_every_style_there_is_can_be_read(name: str) -> None:
    style = styles.load_style(name)
    assert style.id == name
    assert {"en", "ko"} <= set(style.names)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('id = "music_hall"', 'id = "music_hall"\ncolour = "red"', "colour"),
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
        ('cycle = "0212"', 'cycle = "0z12"', "alberti"),
        ("softest = 48", "softest = 420", "softest"),
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
    (tmp_path / "music_hall.toml").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(styles, "FOLDER", tmp_path)
    assert styles.load_style("music_hall").id == "music_hall"


def test_word_tables_can_be_read() -> None:
    assert load_moods().moods.keys() == load_moods().words.keys()
    table = load_words()
    for words in (table.en, table.ko):
        assert words.adjectives.keys() - {"major", "minor"} == load_moods().moods.keys()
        assert words.nouns.keys() - {"any"} == table.scenes.keys()


def test_the_manifest_offers_the_styles_and_instruments_that_there_are() -> None:
    manifest = json.loads((styles.FOLDER.parent / "engine.json").read_text(encoding="utf-8"))
    assert set(manifest["capabilities"]["styles"]) == styles.known_styles()
    assert set(manifest["capabilities"]["instruments"]) == set(load_instruments())


@pytest.mark.parametrize("name", sorted(styles.known_styles()))
def test_a_style_composes_in_every_mode_and_meter_that_a_sentence_can_ask_for(name: str) -> None:
    style = styles.load_style(name)
    wanted = tuple(dict.fromkeys(word for part in style.parts for word in part.instruments[:1]))
    for number, mode in enumerate(MODES):
        meter = METERS[number % len(METERS)]
        piece = compose_with(style=name, key=f"C {mode}", meter=meter, seconds=40.0, instruments=wanted, without=())
        assert {n.track.instrument for n in piece.performers} == set(wanted)
        assert all(note.end_s > note.start_s for p in piece.performers for note in p.track.notes)
