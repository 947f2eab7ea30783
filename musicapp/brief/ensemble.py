"""Chooses the instruments, and which must not sound."""

from __future__ import annotations

from musicapp.brief.choices import Choice, Said
from musicapp.brief.clues import Clue
from musicapp.brief.styles import Style
from musicapp.brief.vocabulary import instrument_meanings, read_subject, style_profiles
from musicapp.core.manifest import Capabilities

VOCALS = "vocals"


def choose_without(clues: tuple[Clue, ...], palette: Capabilities) -> Choice[tuple[str, ...]]:
    """Collect what must not sound; what would leave nothing to play is impossible."""
    names: dict[str, None] = {}
    said: list[Said] = []
    impossible: list[Clue] = []
    for clue in clues:
        for name in refused_names(clue):
            if leaves_nothing((*names, name), palette):
                impossible.append(clue)
                continue
            names[name] = None
            said.append(Said(clue=clue, field="without", value=[name]))
    impossible += [clue for clue in clues if clue.is_negated and clue.meaning.subject == "parts"]
    return Choice(value=tuple(names), said=tuple(said), impossible=tuple(impossible))


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
    families = {meaning.name: meaning.members for meaning in (*instrument_meanings().values(), *read_subject("absent"))}
    return frozenset(member for name in names for member in (name, *families.get(name, ())))


def choose_instruments(
    clues: tuple[Clue, ...], without: tuple[str, ...], style: Style, palette: Capabilities
) -> Choice[tuple[str, ...]]:
    """Collect what plays: the style's ensemble and what is asked for, or only the latter."""
    allowed = tuple(name for name in palette.instruments if name not in covered_by(without))
    asked = tuple(clue for clue in clues if clue.meaning.subject == "instruments" and not clue.is_negated)
    found = {place: resolve(clue, style, allowed) for place, clue in enumerate(asked)}
    said = [Said(clue=asked[place], field="instruments", value=list(names)) for place, names in found.items() if names]
    missing = tuple(clue for place, clue in enumerate(asked) if not found[place] and not is_refused(clue, without))
    said += usual_instruments(clues, allowed, is_only=any(clue.is_only for clue in asked))
    named = [name for item in said if isinstance(item.value, list) for name in item.value]
    is_only = bool(named) and any(clue.is_only or named_only(clue) for clue in clues)
    ensemble = () if is_only else ensemble_of(style, allowed)
    names = tuple(dict.fromkeys((*ensemble, *named)))
    return Choice(value=names or ensemble_of(style, allowed) or allowed[:1], said=tuple(said), impossible=missing)


def is_refused(clue: Clue, without: tuple[str, ...]) -> bool:
    """True where other words of the sentence take an instrument out again."""
    return clue.meaning.name in covered_by(without)


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


def resolve(clue: Clue, style: Style, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the instruments that a word asks for; of a family those that the style usually has."""
    meaning = clue.meaning
    names = meaning.instruments or (meaning.name,)
    if not meaning.family:
        return tuple(name for name in names if name in allowed)
    profile = style_profiles().get(style.idea)
    usual = tuple(name for name in (profile.ensemble if profile is not None else ()) if name in allowed)
    if meaning.name in usual:
        return (meaning.name,)
    members = tuple(name for name in usual if name in meaning.members)
    return members or tuple(name for name in (meaning.name, *meaning.members) if name in allowed)[:1]
