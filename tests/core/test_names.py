"""Names that every system takes, from titles that nobody checked."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicapp.core.names import NAME_LIMIT_BYTES, folder_name, safe_name

DEVICES = {"CON", "PRN", "AUX", "NUL", "COM1", "COM9", "COM¹", "LPT1", "LPT³"}
HOSTILE = st.text(
    st.sampled_from('ab가힣 .-:/\\?*<>|"\0\n\u202e\u200d\ud800\u0301\U0001f1f0\U0001f3fd\u1112\u1161') | st.characters()
)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Spring rain", "Spring rain"),
        ('봄비 "내린다": 1/2?', "봄비 “내린다”： 1／2？"),
        ('"Hello" he said', "“Hello” he said"),
        ("a\\b|c*d<e>", "a＼b｜c＊d＜e＞"),
        ("two\n\tlines", "two lines"),
        ("\u1107\u1169\u11b7\u1107\u1175", "봄비"),
        ("ends here. . ", "ends here"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("abc\u202efdp.exe", "abcfdp.exe"),
        ("nul\0byte", "nulbyte"),
        ("lone \ud800 half", "lone half"),
        ("", "Untitled"),
        ("...", "Untitled"),
        ("\u3164\u2800", "Untitled"),
        ("\u200b", "Untitled"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com¹ .wav", "_com¹ .wav"),
        ("CONcert", "CONcert"),
        ("e" + "\u0301" * 200, "Untitled"),
        ("🎵 밤", "🎵 밤"),
    ],
)
def test_a_title_becomes_a_readable_name(title: str, name: str) -> None:
    assert safe_name(title) == name


@pytest.mark.parametrize(
    ("title", "limit", "name"),
    [
        ("가나다", 8, "가나"),
        ("abcde\u0301f", 8, "abcdéf"),
        ("abcdefgx\u0301", 9, "abcdefg"),
        ("abcd🇰🇷", 11, "abcd"),
        ("abcd🇰🇷", 12, "abcd🇰🇷"),
        ("abc👍🏽", 10, "abc"),
        ("abcdefg. h", 9, "abcdefg"),
        ("con.12345", 8, "_con.123"),
        ("a" * 200, 180, "a" * 80),
        ("🎵" * 60, 180, "🎵" * 40),
    ],
)
def test_a_name_is_cut_between_letters(title: str, limit: int, name: str) -> None:
    assert safe_name(title, limit) == name


@given(title=HOSTILE, limit=st.integers(8, 220))
def test_any_title_gives_a_name_that_every_system_takes(title: str, limit: int) -> None:
    name = safe_name(title, limit)
    assert 0 < len(name.encode()) <= limit
    assert len(name.encode("utf-16-le")) <= 2 * 80
    assert not set('<>:"/\\|?*') & set(name)
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for sign in name)
    assert name[0] not in " .-"
    assert name[-1] not in " ."
    assert name.split(".")[0].strip().upper() not in DEVICES
    assert unicodedata.is_normalized("NFC", name)
    assert not unicodedata.category(name[-1]).startswith("Z")


@given(title=HOSTILE)
def test_a_safe_name_stays_as_it_is(title: str) -> None:
    assert safe_name(safe_name(title)) == safe_name(title)


@given(title=HOSTILE)
def test_both_ways_of_writing_a_title_give_one_name(title: str) -> None:
    composed, taken_apart = (unicodedata.normalize(form, title) for form in ("NFC", "NFD"))
    assert safe_name(composed) == safe_name(taken_apart)


@given(title=HOSTILE)
def test_the_longest_folder_and_file_names_fit_on_disk(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    folder = tmp_path_factory.getbasetemp() / folder_name(date(2026, 11, 24), title * 9, 99)
    file = folder / f".{safe_name(title * 9)}.opus.4194304.tmp"
    folder.mkdir(exist_ok=True)
    file.touch()
    assert file.exists()
    assert folder.parent == tmp_path_factory.getbasetemp()


def test_a_folder_carries_day_title_and_number() -> None:
    day = date(2026, 11, 24)
    assert folder_name(day, "봄비?") == "2026-11-24 봄비？"
    assert folder_name(day, "봄비?", 2) == "2026-11-24 봄비？ (2)"
    assert len(folder_name(day, "가" * 200, 99).encode()) <= 255
    assert folder_name(day, "가나다라", limit_bytes=9) == "2026-11-24 가나다"


def test_a_limit_too_small_for_any_name_is_refused() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        safe_name("a", 7)


def test_the_default_limit_leaves_room_for_what_is_added() -> None:
    extras = "2026-11-24 " + " (99)" + ".opus" + ".4194304.tmp" + "."
    assert NAME_LIMIT_BYTES + len(extras) < 255
    assert Path(safe_name("가" * 300)).name == safe_name("가" * 300)
