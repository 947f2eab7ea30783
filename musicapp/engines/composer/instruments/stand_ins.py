"""Stand-ins: who is called up where those who were wanted are excluded."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.styles.parts import PartRules, Role

FOUNDATION: tuple[Role, ...] = ("bass", "drums")


def carries_tune(word: str) -> bool:
    """True unless an instrument is there for the bass or the beat."""
    return load_instruments()[word].roles[0] not in FOUNDATION


def roles_of(parts: Sequence[PartRules], players: Collection[str]) -> tuple[Role, ...]:
    """Return the roles that some players have in a style, the melody always."""
    theirs = (part.role for part in parts if part.role != "effects" and not set(part.instruments).isdisjoint(players))
    return tuple(dict.fromkeys(("melody", *theirs)))


def stand_ins(parts: Sequence[PartRules], roles: Sequence[Role], excluded: Collection[str]) -> tuple[str, ...]:
    """Return somebody for each role who is not excluded, as far as there is anybody; each has one role."""
    called: list[str] = []
    for role in roles:
        there = (word for word in candidates(role, parts) if word not in excluded and word not in called)
        called.extend([word for word in (next(there, None),) if word is not None])
    return tuple(called)


def candidates(role: Role, parts: Sequence[PartRules]) -> list[str]:
    """Return who can have a role, the best first.

    Those whom the style names come before all others; of these, and of basses and drums, who has it sooner among his
    own.
    """
    able = {word: rules.roles.index(role) for word, rules in load_instruments().items() if role in rules.roles}
    named = [word for part in parts if part.role == role for word in part.instruments]
    if role in FOUNDATION:
        named.sort(key=lambda word: able.get(word, len(able)))
    return [*named, *sorted(able, key=lambda word: able[word])]
