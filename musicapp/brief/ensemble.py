"""Chooses the instruments, and which must not sound."""

from __future__ import annotations

from functools import cache

from musicapp.brief.choices import Choice, Said
from musicapp.brief.clues import Clue
from musicapp.brief.styles import Style
from musicapp.brief.vocabulary import instrument_meanings, read_subject, style_profiles
from musicapp.core.manifest import Capabilities

VOCALS = "vocals"
ACCOMPANISTS = ("bass", "percussion", "timpani")
"""The families that carry no tune."""


def choose_without(clues: tuple[Clue, ...], palette: Capabilities) -> Choice[tuple[str, ...]]:
    """Collect what must not sound; what would leave nothing to play is impossible."""
    refusals, impossible = find_refusals(clues, palette)
    asked = asked_alone(clues)
    said = tuple(
        Said(clue=clue, field="without", value=list(others))
        for clue, name in refusals
        if (others := spare_asked(name, asked))
    )
    refused = dict.fromkeys(name for _, name in refusals)
    names = dict.fromkeys(name for family in refused for name in spare_asked(family, asked))
    unheard = tuple(clue for clue in clues if clue.is_negated and clue.meaning.subject == "parts")
    return Choice(value=tuple(names), said=said, impossible=(*impossible, *unheard))


def find_refusals(
    clues: tuple[Clue, ...], palette: Capabilities
) -> tuple[tuple[tuple[Clue, str], ...], tuple[Clue, ...]]:
    """Return what each clue takes out, and the clues that would leave nothing to play."""
    told = tuple((clue, name) for clue in clues for name in refused_names(clue))
    taken: dict[str, None] = {}
    for name in dict.fromkeys(name for _, name in told):
        if not leaves_nothing((*taken, name), palette):
            taken[name] = None
    impossible = tuple(clue for clue, name in told if name not in taken)
    return tuple((clue, name) for clue, name in told if name in taken), impossible


def asked_alone(clues: tuple[Clue, ...]) -> frozenset[str]:
    """Return the instruments that are asked for by their own names, not those of their families."""
    named = (clue for clue in clues if clue.meaning.subject == "instruments" and not clue.meaning.family)
    return frozenset(clue.meaning.name for clue in named if not clue.is_negated)


def spare_asked(name: str, asked: frozenset[str]) -> tuple[str, ...]:
    """Return what to take out for a family that is refused although one of it is asked for: the others."""
    spared = (asked - {name}) & covered_by((name,))
    if not spared:
        return (name,)
    return tuple(other for other in sorted(covered_by((name,))) if spared.isdisjoint(covered_by((other,))))


def kept_out(clues: tuple[Clue, ...], palette: Capabilities) -> frozenset[str]:
    """Return the instruments that must not sound: refused ones, but for those asked for in spite of their family."""
    names = tuple({name for _, name in find_refusals(clues, palette)[0]})
    return covered_by(names) - (asked_alone(clues) - {*names})


def refused_names(clue: Clue) -> tuple[str, ...]:
    """Return the instruments and families that a clue takes out."""
    if not clue.is_negated:
        return clue.meaning.without
    if clue.meaning.subject == "instruments":
        return clue.meaning.instruments or (clue.meaning.name,)
    return (VOCALS,) if clue.meaning.name == VOCALS else ()


def leaves_nothing(names: tuple[str, ...], palette: Capabilities) -> bool:
    """True where nothing of a palette is left without some instruments and families."""
    return set(palette.instruments) <= covered_by(names)


def covered_by(names: tuple[str, ...]) -> frozenset[str]:
    """Return the instruments that names and families cover."""
    return frozenset(member for name in names for member in (name, *families().get(name, ())))


@cache
def families() -> dict[str, tuple[str, ...]]:
    """Return the members of instruments and of what cannot be made, by name."""
    return {meaning.name: meaning.members for meaning in (*instrument_meanings().values(), *read_subject("absent"))}


def choose_instruments(clues: tuple[Clue, ...], style: Style, palette: Capabilities) -> Choice[tuple[str, ...]]:
    """Collect what plays: the style's ensemble and what is asked for, or only the latter."""
    refused = kept_out(clues, palette)
    allowed = tuple(name for name in palette.instruments if name not in refused)
    asked = tuple(clue for clue in clues if clue.meaning.subject == "instruments" and not clue.is_negated)
    brought = brought_along(clues)
    found = {place: resolve(clue, style, allowed, brought) for place, clue in enumerate(asked)}
    said = [Said(clue=asked[place], field="instruments", value=list(names)) for place, names in found.items() if names]
    missing = tuple(clue for place, clue in enumerate(asked) if not found[place] and clue.meaning.name not in refused)
    said += usual_instruments(clues, allowed, is_only=any(clue.is_only for clue in asked))
    named = [name for item in said if isinstance(item.value, list) for name in item.value]
    is_only = bool(named) and any(clue.is_only or named_only(clue) for clue in clues)
    ensemble = () if is_only else ensemble_of(style, allowed)
    names = tuple(dict.fromkeys((*ensemble, *named)))
    if refused and not named and not carries_tune(names):
        names = (*names, *first_singer(style, allowed))
    return Choice(value=names or ensemble_of(style, allowed) or allowed[:1], said=tuple(said), impossible=missing)


def carries_tune(names: tuple[str, ...]) -> bool:
    """True where somebody plays who is neither bass nor percussion."""
    return not set(names) <= covered_by(ACCOMPANISTS)


def first_singer(style: Style, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return one who can carry a tune, from the styles most like one, else from all that is there."""
    alike = style_profiles()[style.idea].like if style.idea in style_profiles() else ()
    others = (name for relative in alike for name in style_profiles()[relative].ensemble if name in allowed)
    return next(((name,) for name in (*others, *allowed) if carries_tune((name,))), ())


def named_only(clue: Clue) -> bool:
    """True for a group such as a string quartet, which plays alone."""
    return bool(clue.meaning.only) and not clue.is_negated


def usual_instruments(clues: tuple[Clue, ...], allowed: tuple[str, ...], *, is_only: bool) -> list[Said]:
    """Return what groups, dances and scenes bring along, as far as it is there."""
    brought = []
    for clue in clues:
        if clue.is_negated or clue.meaning.subject == "instruments":
            continue
        names = clue.meaning.only or (() if is_only else clue.meaning.instruments)
        if there := [name for name in names if name in allowed]:
            brought.append(Said(clue=clue, field="instruments", value=list[str](there)))
    return brought


def ensemble_of(style: Style, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return what usually plays a style, as far as it is there."""
    profile = style_profiles().get(style.name)
    return tuple(name for name in (profile.ensemble if profile is not None else ()) if name in allowed)


def resolve(clue: Clue, style: Style, allowed: tuple[str, ...], brought: frozenset[str]) -> tuple[str, ...]:
    """Return the instruments that a word asks for; of a family those that are brought along, or usual in the style."""
    meaning = clue.meaning
    names = meaning.instruments or (meaning.name,)
    if not meaning.family:
        return tuple(name for name in names if name in allowed)
    if fitting := tuple(name for name in meaning.members if name in brought and name in allowed):
        return fitting
    profile = style_profiles().get(style.idea)
    usual = tuple(name for name in (profile.ensemble if profile is not None else ()) if name in allowed)
    if meaning.name in usual:
        return (meaning.name,)
    members = tuple(name for name in usual if name in meaning.members)
    return members or tuple(name for name in (meaning.name, *meaning.members) if name in allowed)[:1]


def brought_along(clues: tuple[Clue, ...]) -> frozenset[str]:
    """Return the instruments that words other than their names bring: acoustic its guitar."""
    telling = (clue for clue in clues if clue.meaning.subject == "genres" and not clue.is_negated)
    return frozenset(name for clue in telling for name in clue.meaning.instruments)
