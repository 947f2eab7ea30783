"""Who plays, who must not, who alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.brief.ensemble import covered_by
from musicapp.brief.vocabulary import instrument_meanings, style_profiles
from musicapp.core.model import Brief
from tests.brief.expectations import FAMILIES

Ear = Callable[[str], Brief]

ONLY_SHAKERS = frozenset(("drums", "percussion", "taiko", "hand_claps", "shaker", "janggu"))


@pytest.mark.parametrize(
    ("prompt", "instruments"),
    [
        ("피아노와 첼로", {"piano", "cello"}),
        ("flute & harp", {"flute", "harp"}),
        ("통기타랑 하모니카로", {"acoustic_guitar", "harmonica"}),
        ("바이올린하고 비올라", {"violin", "viola"}),
        ("rock with electric guitars", {"electric_guitar", "drums", "bass"}),
        ("metal guitar", {"electric_guitar"}),
        ("folk guitar", {"acoustic_guitar"}),
        ("jazz with bass", {"upright_bass"}),
        ("Rhodes", {"electric_piano"}),
        ("fiddle tune", {"violin"}),
        ("congas", {"percussion"}),
        ("오르골", {"music_box"}),
        ("808 bass", {"synth_bass"}),
        ("synthwave with synths", {"synth_lead", "synth_pad"}),
        ("string quartet", {"violin", "viola", "cello"}),
        ("jazz trio", {"piano", "upright_bass", "drums"}),
        ("장구랑 해금", {"janggu", "haegeum"}),
        ("우쿨렐레와 손뼉", {"ukulele", "hand_claps"}),
        ("hand claps and shaker", {"hand_claps", "shaker"}),
        ("double bass", {"upright_bass"}),
        ("double bass drum", {"drums"}),
    ],
)
def test_asked_for(hear: Ear, prompt: str, instruments: set[str]) -> None:
    assert instruments <= set(hear(prompt).instruments)


@pytest.mark.parametrize(
    ("prompt", "without"),
    [
        ("no drums", ("drums",)),
        ("without any drums", ("drums",)),
        ("pop without guitar", ("guitar",)),
        ("pop w/o synths", ("synth",)),
        ("don't use violins", ("violin",)),
        ("leave out the bass", ("bass",)),
        ("drum-free ambient", ("drums",)),
        ("no drums, bass or guitar", ("drums", "bass", "guitar")),
        ("without drums and bass", ("drums", "bass")),
        ("without drums, bass and piano", ("drums", "bass", "piano")),
        ("no drums, flute and harp", ("drums",)),
        ("no drums, piano only", ("drums",)),
        ("no heavy drums please", ("drums",)),
        ("드럼 없이", ("drums",)),
        ("드럼없이", ("drums",)),
        ("드럼이 없는 노래", ("drums",)),
        ("드럼은 빼 줘", ("drums",)),
        ("드럼이랑 베이스는 빼고", ("drums", "bass")),
        ("드럼, 베이스 빼고 락", ("drums", "bass")),
        ("드럼과 기타를 제외한 팝", ("drums", "guitar")),
        ("피아노, 드럼 없이", ("drums",)),
        ("신스 말고 피아노로", ("synth",)),
        ("드럼은 넣지 말고", ("drums",)),
        ("드럼 안 들어간 곡", ("drums",)),
        ("드럼 소리가 없었으면 좋겠어", ("drums",)),
        ("보컬 없는 힙합", ("vocals",)),
        ("instrumental hip hop", ("vocals",)),
        ("no vocals", ("vocals",)),
        ("just drums", ()),
        ("I don't want any drums or vocals", ("drums", "vocals")),
        ("보컬도 드럼도 없이", ("vocals", "drums")),
        ("베이스는 없어도 돼", ("bass",)),
        ("노래 없이 연주만", ("vocals",)),
        ("드럼만 빼줘", ("drums",)),
        ("I don't like guitars, so please use harp and oboe", ("guitar",)),
        ("기타를 싫어해요", ("guitar",)),
        ("guitarless country", ("guitar",)),
        ("bassless trap", ("bass",)),
        ("vocalless pop", ("vocals",)),
        ("timeless jazz", ()),
        ("jazz without swing drums", ("drums",)),
        ("replace the piano with a harp", ("piano",)),
        ("please no drums", ("drums",)),
        ("strings, zero brass", ("brass",)),
        ("드럼은 안 돼", ("drums",)),
        ("드럼 절대 안 됨", ("drums",)),
        ("피아노는 됐고 하프로", ("piano",)),
        ("플루트, 하프, 바이올린은 빼고", ("violin",)),
        ("드럼, 베이스는 빼고", ("drums", "bass")),
        ("기타랑 콘트라베이스, 드럼 빼고", ("drums",)),
    ],
)
def test_without(hear: Ear, prompt: str, without: tuple[str, ...]) -> None:
    brief = hear(prompt)
    assert sorted(brief.without) == sorted(without)
    assert brief.unknown == ()


def test_families_take_their_members_out(hear: Ear) -> None:
    assert ONLY_SHAKERS.isdisjoint(hear("bossa nova without drums").instruments)
    assert hear("no vocals, epic orchestral").instruments.count("choir") == 0
    assert "electric_guitar" in hear("rock guitar, no acoustic guitar").instruments


@pytest.mark.parametrize(
    ("prompt", "instruments"),
    [
        ("strings only", {"strings"}),
        ("only flute and harp", {"flute", "harp"}),
        ("just piano", {"piano"}),
        ("nothing but acoustic guitar", {"acoustic_guitar"}),
        ("piano and strings only", {"piano", "strings"}),
        ("solo cello", {"cello"}),
        ("a violin and cello duet", {"violin", "cello"}),
        ("기타만", {"acoustic_guitar"}),
        ("첼로만으로", {"cello"}),
        ("피아노로만 연주한 재즈", {"piano"}),
        ("바이올린과 첼로만", {"violin", "cello"}),
        ("오직 하프", {"harp"}),
        ("피아노 독주", {"piano"}),
        ("드럼이랑 베이스는 빼고 기타만 있는 포크", {"acoustic_guitar"}),
        ("string quartet plus flute", {"violin", "viola", "cello", "flute"}),
        ("피아노 삼중주", {"piano", "violin", "cello"}),
        ("a tune for flute, harp, and cello", {"flute", "harp", "cello"}),
        ("just a lonely clarinet", {"clarinet"}),
        ("하모니카 한 대만으로", {"harmonica"}),
        ("첼로와 하프를 위한 곡", {"cello", "harp"}),
        ("피아노와 플루트, 다른 악기 없이", {"piano", "flute"}),
    ],
)
def test_only(hear: Ear, prompt: str, instruments: set[str]) -> None:
    assert set(hear(prompt).instruments) == instruments


@pytest.mark.parametrize("style", style_profiles())
def test_any_instrument_can_be_asked_of_any_style(hear: Ear, style: str) -> None:
    named = style_profiles()[style].en[0]
    for name, meaning in instrument_meanings().items():
        brief = hear(f"{named} with {meaning.en[-1]}")
        assert brief.style == style, name
        assert brief.unknown == (), name
        assert not {name, *FAMILIES.get(name, ())}.isdisjoint(brief.instruments), name


@pytest.mark.parametrize("style", style_profiles())
def test_any_family_can_be_taken_out_of_any_style(hear: Ear, style: str) -> None:
    named = style_profiles()[style].ko[0]
    for family, members in FAMILIES.items():
        if family not in instrument_meanings():
            continue
        brief = hear(f"{named}, {instrument_meanings()[family].ko[0]} 빼고")
        assert brief.style == style, family
        assert {family, *members}.isdisjoint(brief.instruments), family
        assert family in brief.without


@pytest.mark.parametrize(
    ("prompt", "played", "silent"),
    [
        ("no drums, just hand claps and guitar", {"hand_claps", "acoustic_guitar"}, {"drums", "percussion", "shaker"}),
        ("jazz, no bass guitar but an upright bass", {"upright_bass"}, {"bass", "synth_bass"}),
        ("rock without synths except a synth pad", {"synth_pad"}, {"synth_lead", "synth_bass", "synth_arp"}),
        ("통기타 말고 일렉 기타", {"electric_guitar"}, {"acoustic_guitar"}),
        ("pop, keep the drums out of it", {"piano"}, {"drums"}),
        ("rock, no guitar solo", {"electric_guitar"}, set()),
        ("일렉기타보다는 통기타로 연주한 포크", {"acoustic_guitar"}, {"electric_guitar"}),
        ("피아노 대신 하프로 연주하는 발라드", {"harp"}, {"piano"}),
        ("드럼은 웬만하면 빼주세요, 팝", {"piano"}, {"drums"}),
        ("a trio for flute, harp, and cello", {"flute", "harp", "cello"}, {"drums", "piano", "strings"}),
        ("첼로와 하프를 위한 곡", {"cello", "harp"}, {"drums", "piano", "strings"}),
        ("starts with just a piano, then a full orchestra joins", {"piano", "strings", "brass"}, set()),
    ],
)
def test_what_is_spared_and_what_is_not(hear: Ear, prompt: str, played: set[str], silent: set[str]) -> None:
    brief = hear(prompt)
    assert played <= set(brief.instruments)
    assert silent.isdisjoint(brief.instruments)
    assert covered_by(brief.without).isdisjoint(brief.instruments)


@pytest.mark.parametrize(
    "prompt",
    ["rock without guitar", "techno without synths", "k-pop without synths", "신스 빼고 칩튠", "기타 없는 메탈"],
)
def test_somebody_is_left_to_carry_a_tune(hear: Ear, prompt: str) -> None:
    instruments = set(hear(prompt).instruments)
    assert instruments - {"bass", "upright_bass", "synth_bass", "timpani", *FAMILIES["percussion"]}


def test_drums_alone_stay_alone(hear: Ear) -> None:
    assert hear("just bass and drums, no guitar").instruments == ("bass", "drums")


@pytest.mark.parametrize(
    "prompt",
    ["strings, then only the piano again", "현악기, 마지막엔 피아노만 남는 곡", "strings, ends with only a flute"],
)
def test_who_is_alone_at_last_is_not_alone_before(hear: Ear, prompt: str) -> None:
    brief = hear(prompt)
    assert brief.energy == "falling"
    assert len(brief.instruments) > 1


def test_a_feature_is_no_solo_piece(hear: Ear) -> None:
    assert {"electric_guitar", "bass", "drums"} <= set(hear("rock song with a guitar solo").instruments)
    assert {"electric_guitar", "bass", "drums"} <= set(hear("기타 솔로가 있는 록").instruments)


@pytest.mark.parametrize(
    ("prompt", "unknown"),
    [
        ("without piano", ("without piano",)),
        ("피아노 없이", ("피아노 없이",)),
        ("no piano, strings only", ("no piano", "strings")),
        ("guitar and piano", ("guitar",)),
        ("기타랑 피아노", ("기타",)),
        ("piano without drums", ()),
    ],
)
def test_a_piano_alone_can_only_play_the_piano(hear_at_piano: Ear, prompt: str, unknown: tuple[str, ...]) -> None:
    brief = hear_at_piano(prompt)
    assert brief.instruments == ("piano",)
    assert "piano" not in brief.without
    assert brief.unknown == unknown
