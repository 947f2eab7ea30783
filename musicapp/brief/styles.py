"""Chooses the style."""

from __future__ import annotations

import msgspec

from musicapp.brief.choices import Choice, said_by
from musicapp.brief.clues import Clue
from musicapp.brief.phrases import match_phrase
from musicapp.brief.reading import read_sentence
from musicapp.brief.vocabulary import Meaning, style_profiles
from musicapp.core.manifest import Capabilities

DEFAULT_STYLE = "pop"
ANY_RANGE = (64.0, 100.0, 144.0)
"""What slow, usual and fast mean where no style is named."""
LONGEST_NAME = 60
HINT_WEIGHTS = (3.0, 2.0, 1.0)
INSTRUMENT_WEIGHT = 3.0
"""An instrument that is named tells more of a style than a mood does."""


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """The style that was meant (idea), and the nearest that the engine has (name).

    range is (slow, usual, fast) in beats per minute. is_named tells a style that was asked for
    from one that was guessed.
    """

    name: str
    idea: str
    range: tuple[float, float, float]
    is_named: bool


def find_style(name: str, palette: Capabilities) -> str | None:
    """Return the style of a palette that an option names, in either language; None where it has none."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in palette.styles:
        return plain
    reading = read_sentence(name.strip()[: LONGEST_NAME + 1])
    match = match_phrase(reading, 0, is_inside=False) if reading.flat and reading.places[0] == 0 else None
    meanings = match.phrase.meanings if match is not None and match.end == len(reading.folded) else []
    return next((style for m in meanings if (style := named_style(m)) in palette.styles), None)


def named_style(meaning: Meaning) -> str | None:
    """Return the style that a meaning names."""
    return meaning.name if meaning.subject == "styles" else meaning.style


def choose_style(clues: tuple[Clue, ...], wish: str | None, palette: Capabilities) -> Choice[Style]:
    """Choose by option, by name, by hints, in this order."""
    named = tuple(clue for clue in clues if named_style(clue.meaning) is not None)
    wanted = tuple(clue for clue in named if not clue.is_negated)
    missing = tuple(clue for clue in wanted if named_style(clue.meaning) not in palette.styles)
    if wish is not None:
        idea = find_style(wish, palette) or wish
        return Choice(value=realise(idea, (), palette, frozenset()), impossible=missing)
    denied = tuple(clue for clue in named if clue.is_negated)
    refused = frozenset(named_style(clue.meaning) or "" for clue in denied)
    idea, by = idea_of(clues, wanted, palette, refused)
    style = realise(idea, wanted, palette, refused)
    met = tuple(clue for clue in denied if named_style(clue.meaning) != style.name)
    unmet = tuple(clue for clue in denied if clue not in met)
    clashing = tuple(
        clue for clue in wanted if clue not in missing and not clue.is_manner and clashes(clue.meaning, idea)
    )
    by = (*by, *met) if style.name == idea else met
    return Choice(value=style, said=said_by(by, "style", style.name), impossible=(*missing, *clashing, *unmet))


def idea_of(
    clues: tuple[Clue, ...], wanted: tuple[Clue, ...], palette: Capabilities, refused: frozenset[str]
) -> tuple[str, tuple[Clue, ...]]:
    """Return the style meant, and the clues that say so: what is there before what is only a manner."""
    ordered = sorted(wanted, key=lambda clue: (named_style(clue.meaning) not in palette.styles, clue.is_manner))
    if ordered:
        first = named_style(ordered[0].meaning) or ""
        return first, tuple(clue for clue in wanted if named_style(clue.meaning) == first)
    votes = count_votes(clues)
    best = max((style for style in votes if style not in refused), key=lambda style: votes[style], default="")
    if best and votes[best] > 0:
        return best, tuple(clue for clue in clues if best in clue.meaning.styles and not clue.is_negated)
    usable = [style for style in (DEFAULT_STYLE, *palette.styles) if style in palette.styles and style not in refused]
    return (usable or [DEFAULT_STYLE])[0], ()


def count_votes(clues: tuple[Clue, ...]) -> dict[str, float]:
    """Return how strongly moods, scenes and instruments hint at each style."""
    votes = dict.fromkeys(style_profiles(), 0.0)
    for clue in clues:
        if clue.is_negated:
            continue
        is_telling = clue.meaning.subject in ("instruments", "genres") and not clue.meaning.accompanies
        for style, weight in zip(clue.meaning.styles, HINT_WEIGHTS, strict=False):
            votes[style] += weight * clue.strength * (INSTRUMENT_WEIGHT if is_telling else 1)
    return votes


def realise(idea: str, wanted: tuple[Clue, ...], palette: Capabilities, refused: frozenset[str]) -> Style:
    """Return the style with its nearest available one and its tempos."""
    is_named = any(named_style(clue.meaning) == idea for clue in wanted)
    profile = style_profiles().get(idea)
    ranges = (clue.meaning.range for clue in wanted if clue.meaning.style == idea and clue.meaning.range)
    usual = profile.range if profile is not None and profile.range else style_profiles()[DEFAULT_STYLE].range
    tempos = next(ranges, usual) or ANY_RANGE
    return Style(
        name=nearest_style(idea, palette, refused),
        idea=idea,
        range=tempos if is_named else (min(tempos[0], ANY_RANGE[0]), tempos[1], max(tempos[2], ANY_RANGE[2])),
        is_named=is_named,
    )


def nearest_style(idea: str, palette: Capabilities, refused: frozenset[str]) -> str:
    """Return the style itself or the first that the engine has among its relatives and theirs."""
    open_styles, seen = [idea], set[str]()
    while open_styles:
        style = open_styles.pop(0)
        if style in palette.styles and style not in refused:
            return style
        if style not in seen and style in style_profiles():
            open_styles += style_profiles()[style].like
        seen.add(style)
    return next((style for style in palette.styles if style not in refused), (*palette.styles, idea)[0])


def clashes(meaning: Meaning, idea: str) -> bool:
    """True for a second style that is neither a relative of the first nor says anything beside it."""
    style = named_style(meaning) or ""
    related = {idea, *style_profiles()[idea].like} if idea in style_profiles() else {idea}
    return style not in related and idea not in style_profiles()[style].like and not (meaning.only or meaning.meter)
