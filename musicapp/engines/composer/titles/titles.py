"""Titles: two to five words from tables, after the mood and scene of the sentence."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import msgspec

from musicapp.core.model import Language
from musicapp.engines.composer.moods import MoodTable, known_moods
from musicapp.engines.composer.seeds import Seeds, pick
from musicapp.engines.composer.titles.words import TitleWords

FILE = Path(__file__).with_name("words.toml")


MOST_WORDS = 5


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one language. Places and times go with any noun; adjectives are by mood."""

    templates: tuple[str, ...]
    adjectives: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    places: tuple[str, ...]


class TitleTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by language, and the words of a sentence that name a scene."""

    scenes: dict[str, tuple[str, ...]]
    en: Words
    ko: Words


class Inspiration(msgspec.Struct, frozen=True, kw_only=True):
    """What a title follows: the sentence, its moods, the style's words, whether the music is in minor."""

    prompt: str
    moods: tuple[str, ...]
    language: Language
    is_minor: bool
    style: TitleWords = TitleWords()


def load_words() -> TitleTable:
    """Read the tables.

    Raises:
        ValueError: they break the schema.
    """
    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), TitleTable)


def invent_title(inspiration: Inspiration, moods: MoodTable, seeds: Seeds) -> str:
    """Invent a title in NFC; the same for the same seed, sentence and moods."""
    table, rng = load_words(), seeds.of("title")
    words: Words = getattr(table, inspiration.language)
    named = known_moods(inspiration.moods, moods) or known_moods(tuple(inspiration.prompt.split()), moods)
    usual = inspiration.style.moods or ("minor" if inspiration.is_minor else "major",)
    mood = pick(rng, [m for m in named if m in words.adjectives] or usual)
    nouns = nouns_for(inspiration, table)
    template = pick(rng, words.templates)
    parts = {
        "adjective": pick(rng, words.adjectives[mood]),
        "noun": pick(rng, nouns),
        "place": pick(rng, words.places),
    }
    title = template.format(**parts)
    short = words.templates[0].format(**parts)
    return unicodedata.normalize("NFC", title if len(title.split()) <= MOST_WORDS else short)


def nouns_for(inspiration: Inspiration, table: TitleTable) -> tuple[str, ...]:
    """Return the nouns of the sentence's scenes, else those of the style, else plain ones."""
    words: Words = getattr(table, inspiration.language)
    of_scenes = tuple(noun for scene in scenes_in(inspiration.prompt, table) for noun in words.nouns[scene])
    of_style: tuple[str, ...] = getattr(inspiration.style, inspiration.language)
    return of_scenes or of_style or words.nouns["any"]


def scenes_in(prompt: str, table: TitleTable) -> list[str]:
    """Return the scenes that words of a sentence begin with."""
    words = unicodedata.normalize("NFC", prompt).casefold().split()
    return [scene for scene, starts in table.scenes.items() if any(word.startswith(starts) for word in words)]
