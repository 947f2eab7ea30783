"""Keys and modes, in two languages and usual spelling."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musicapp.core.model import Brief

Ear = Callable[[str], Brief]

KEYS = [
    ("D minor", "D minor"),
    ("song in d minor", "D minor"),
    ("d-moll", "D minor"),
    ("C-dur", "C major"),
    ("in G", "G major"),
    ("slow blues in G, guitar", "G major"),
    ("in the key of E flat", "Eb major"),
    ("key of F#", "F# major"),
    ("B flat major", "Bb major"),
    ("B-flat minor", "Bb minor"),
    ("Bb", "Bb major"),
    ("F#m", "F# minor"),
    ("F sharp minor", "F# minor"),
    ("Ebmaj", "Eb major"),
    ("Am, 70 bpm", "A minor"),
    ("A minor", "A minor"),
    ("sad piano in a minor", "A minor"),
    ("A# major", "Bb major"),
    ("D# major", "Eb major"),
    ("Db minor", "C# minor"),
    ("C# major", "Db major"),
    ("Fb major", "E major"),
    ("Gb major", "Gb major"),
    ("G♯ minor", "G# minor"),
    ("E♭ major", "Eb major"),
    ("D dorian", "D dorian"),
    ("G mixolydian", "G mixolydian"),
    ("D# dorian", "Eb dorian"),
    ("E minor pentatonic", "E minor pentatonic"),
    ("A harmonic minor", "A minor"),
    ("A장조", "A major"),
    ("A 장조로", "A major"),
    ("다단조", "C minor"),
    ("라 단조", "D minor"),
    ("가단조의 노래", "A minor"),
    ("사장조왈츠", "G major"),
    ("올림바단조", "F# minor"),
    ("올림 다 단조", "C# minor"),
    ("내림나장조", "Bb major"),
    ("내림마장조로", "Eb major"),
    ("C 마이너", "C minor"),
    ("B플랫 메이저", "Bb major"),
    ("F샵 마이너", "F# minor"),
    ("씨샵 마이너", "C# minor"),
    ("디 마이너", "D minor"),
    ("G키", "G major"),
    ("G키로", "G major"),
    ("D 도리안", "D dorian"),
    ("Key=Bm", "B minor"),
    ("B minor, not D minor", "B minor"),
    ("h-Moll", "B minor"),
    ("H-Dur", "B major"),
    ("B-Dur", "Bb major"),
    ("b-moll", "Bb minor"),
    ("fis-Moll", "F# minor"),
    ("Cis-Dur", "Db major"),
    ("As-Dur", "Ab major"),
    ("Es-Dur, horn", "Eb major"),
    ("솔 단조", "G minor"),
    ("레 단조", "D minor"),
    ("미 마이너", "E minor"),
    ("라 플랫 메이저", "Ab major"),
    ("시 플랫 메이저", "Bb major"),
    ("시 마이너", "C minor"),
    ("harpsichord, a minor", "A minor"),
    ("clarinet and piano, F", "F major"),
    ("dorian funk in E", "E dorian"),
    ("lydian, F, pads", "F lydian"),
    ("in G, minor", "G minor"),
]


@pytest.mark.parametrize(("prompt", "key"), KEYS)
def test_key(hear: Ear, prompt: str, key: str) -> None:
    assert hear(prompt).key == key


@pytest.mark.parametrize(
    ("prompt", "mode"),
    [
        ("in a minor key", "minor"),
        ("a song in a major key", "major"),
        ("minor, please", "minor"),
        ("단조로", "minor"),
        ("장조 느낌", "major"),
        ("dorian mode", "dorian"),
        ("펜타토닉", "pentatonic"),
        ("sad", "minor"),
        ("슬픈 노래", "minor"),
        ("happy", "major"),
        ("밝은 노래", "major"),
        ("not sad", "major"),
        ("슬프지 않은 노래", "major"),
        ("어두운 분위기", "minor"),
        ("wedding", "major"),
        ("결혼식", "major"),
        ("horror", "minor"),
        ("boss battle", "minor"),
        ("여름", "major"),
        ("sad song in a major key", "major"),
        ("not in a minor key", "major"),
    ],
)
def test_mode(hear: Ear, prompt: str, mode: str) -> None:
    assert hear(prompt).key.split(" ", 1)[1] == mode


@pytest.mark.parametrize(
    "prompt",
    [
        "가장 조용한 곡",
        "가장조용한 곡",
        "단조로운 비트",
        "I am here",
        "A day in a life",
        "in a forest",
        "plan b",
        "the bar, b is for brave",
        "그래도 단조로운 하루",
        "be calm",
    ],
)
def test_no_key_where_none_is_meant(hear: Ear, prompt: str) -> None:
    said = [item for item in hear(prompt).understood if set(item.sets) == {"key"}]
    assert said == []
