"""Random sentences, in English and Korean, that ask for given values in words."""

from __future__ import annotations

import random

import msgspec

from musicapp.brief.vocabulary import style_profiles
from musicapp.engines.composer.instruments.instruments import load_instruments

FAMILIES_KO = {
    "guitar": "기타",
    "bass": "베이스",
    "strings": "현악기",
    "brass": "금관 악기",
    "woodwinds": "목관 악기",
    "synth": "신디사이저",
    "percussion": "타악기",
}
MOODS_KO = {
    "calm": "차분한",
    "sad": "슬픈",
    "bright": "밝은",
    "tense": "긴장되는",
    "energetic": "신나는",
    "dark": "어두운",
}
ENERGIES = {
    "en": {"rising": "that builds up", "falling": "that winds down", "drop": "with a big drop"},
    "ko": {"rising": "점점 커지는", "falling": "점점 잦아드는", "drop": "드롭이 있는"},
}
ENDINGS = {
    "en": {"fade": "fade out at the end", "hit": "hard ending"},
    "ko": {"fade": "페이드아웃", "hit": "마지막은 강하게"},
}
WORDS = {
    "en": {"with": "with", "without": "no", "loop": "seamless loop", "seconds": "{:g} seconds", "tempo": "{:g} bpm"},
    "ko": {"with": "악기는", "without": "없이", "loop": "무한 반복", "seconds": "{:g}초", "tempo": "{:g} bpm"},
}


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The values of a brief that one may ask for."""

    seconds: float
    tempo: float
    key: str
    meter: str
    style: str
    instruments: tuple[str, ...]
    without: tuple[str, ...]
    energy: str
    ending: str
    loop: bool
    mood: tuple[str, ...]


def style_word(style: str, language: str) -> str:
    """Return the first word of the lexicon for a style."""
    profile = style_profiles()[style]
    return {"en": profile.en, "ko": profile.ko}[language][0].strip("^=")


def write_sentence(wanted: Wanted, language: str, chance: random.Random) -> str:
    """Say the style and how long it lasts, and some of all else; in any order after the style."""
    words = WORDS[language]
    asked = [f"{words['with']} {', '.join(name_of(word, language) for word in wanted.instruments)}"]
    refused = [refusal_of(word, language) for word in wanted.without]
    details = [
        *(asked if wanted.instruments else []),
        *refused,
        *([words["loop"]] if wanted.loop else []),
        *filter(None, [ENDINGS[language].get(wanted.ending, "")]),
        *some(chance, words["tempo"].format(wanted.tempo), f"in {wanted.key}", wanted.meter),
    ]
    chance.shuffle(details)
    return ", ".join([subject_of(wanted, language), words["seconds"].format(wanted.seconds), *details])


def subject_of(wanted: Wanted, language: str) -> str:
    """Return the moods, the energy and the style in words."""
    moods = [mood if language == "en" else MOODS_KO.get(mood, "") for mood in wanted.mood]
    energy = ENERGIES[language].get(wanted.energy, "")
    style = style_word(wanted.style, language)
    said = [*moods, style, energy] if language == "en" else [*moods, energy, style]
    return " ".join(word for word in said if word)


def name_of(word: str, language: str) -> str:
    """Return what an instrument or a family is called."""
    table = load_instruments()
    if word in table:
        return table[word].ko if language == "ko" else table[word].en
    return FAMILIES_KO[word] if language == "ko" else word


def refusal_of(word: str, language: str) -> str:
    """Return the words that exclude an instrument or a family."""
    name, refused = name_of(word, language), WORDS[language]["without"]
    return f"{name} {refused}" if language == "ko" else f"{refused} {name}"


def some(chance: random.Random, *texts: str) -> list[str]:
    """Return each text with a chance of two in three."""
    return [text for text in texts if chance.random() < 2 / 3]
