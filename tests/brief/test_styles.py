"""Styles: by name, by hint, denied, and where the palette has few."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.core.model import Brief

Ear = Callable[[str], Brief]


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("solo piano", "piano_solo"),
        ("피아노 독주곡", "piano_solo"),
        ("cinematic", "cinematic"),
        ("epic orchestral music", "epic_orchestral"),
        ("현악 4중주", "string_quartet"),
        ("a baroque fugue", "baroque"),
        ("왈츠풍으로", "waltz"),
        ("앰비언트", "ambient"),
        ("lo-fi beats", "lofi"),
        ("로파이힙합", "lofi"),
        ("deep house", "house"),
        ("EDM으로", "house"),
        ("테크노", "techno"),
        ("트랜스", "trance"),
        ("synth wave", "synthwave"),
        ("drum'n'bass", "drum_and_bass"),
        ("드럼앤베이스", "drum_and_bass"),
        ("hip-hop", "hip_hop"),
        ("팝송", "pop"),
        ("감성발라드", "k_ballad"),
        ("K팝 댄스", "k_pop"),
        ("정통트로트", "trot"),
        ("국악풍", "gugak"),
        ("스윙 재즈", "jazz"),
        ("보사노바", "bossa_nova"),
        ("delta blues", "blues"),
        ("락음악", "rock"),
        ("헤비메탈", "metal"),
        ("indie folk", "folk"),
        ("컨트리", "country"),
        ("펑키한 그루브", "funk"),
        ("레게", "reggae"),
        ("R&B", "rnb"),
        ("알앤비", "rnb"),
        ("salsa", "latin"),
        ("켈틱", "celtic"),
        ("8비트 음악", "chiptune"),
        ("행진곡", "march"),
        ("자장가", "lullaby"),
        ("공포 영화", "horror"),
        ("기업 홍보 영상", "corporate"),
        ("a piece for gayageum", "gugak"),
        ("movie trailer", "cinematic"),
        ("재즈 말고 블루스로", "blues"),
        ("not jazz but folk", "folk"),
        ("rock song with a piano solo", "rock"),
        ("jazz piano solo", "jazz"),
        ("piano for my new house", "piano_solo"),
        ("힙합 느낌의 국악", "gugak"),
        ("재즈풍의 왈츠", "waltz"),
        ("bright and playful piano tune", "piano_solo"),
        ("전쟁 북소리", "epic_orchestral"),
    ],
)
def test_style(hear: Ear, prompt: str, style: str) -> None:
    assert hear(prompt).style == style


@pytest.mark.parametrize(
    ("prompt", "unknown"),
    [
        ("energetic house", ("house",)),
        ("신나는 트로트로 해줘", ("트로트",)),
        ("재즈 피아노", ("재즈",)),
        ("salsa or solo piano", ("salsa",)),
        ("piano solo", ()),
        ("not jazz", ()),
    ],
)
def test_styles_the_palette_lacks_are_reported(hear_at_piano: Ear, prompt: str, unknown: tuple[str, ...]) -> None:
    brief = hear_at_piano(prompt)
    assert (brief.style, brief.unknown) == ("piano_solo", unknown)


def test_what_a_missing_style_says_of_tempo_and_meter_still_holds(hear_at_piano: Ear) -> None:
    brief = hear_at_piano("a fast waltz")
    assert brief.meter == "3/4"
    assert brief.tempo > 150
