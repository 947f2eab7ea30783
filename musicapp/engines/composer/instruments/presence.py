"""Presence: nobody sits through a long piece for one section alone."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.scene import Player, nearest_sections, suits
from musicapp.engines.composer.styles.parts import PartRules

SEVERAL = 3
"""Sections from which on an instrument plays in more than one."""
LEAST = 2


def give_presence(players: tuple[Player, ...], form: Form) -> tuple[Player, ...]:
    """Let every instrument play in two sections at least, where the piece has three or more.

    Who would have a single one plays the first of his parts in the section next to suit it too.
    """
    if len(form.sections) < SEVERAL:
        return players
    heard: dict[str, set[str]] = {}
    for player in players:
        playing = {s.name for s in form.sections if player.part.role != "effects" and suits(player.part, s)}
        heard.setdefault(player.instrument, set()).update(playing)
    scarce = {word for word, sections in heard.items() if len(sections) < LEAST}
    firsts = {player.instrument: player for player in reversed(players) if player.part.role != "effects"}
    return tuple(
        msgspec.structs.replace(player, part=widened(player.part, form))
        if player.instrument in scarce and player is firsts[player.instrument]
        else player
        for player in players
    )


def widened(part: PartRules, form: Form) -> PartRules:
    """Return a part that plays in the two sections of a form that suit it best."""
    nearest = nearest_sections(part, form)[:LEAST]
    kinds = tuple(dict.fromkeys((*part.kinds, *(section.kind for section in nearest)))) if part.kinds else ()
    energies = [section.energy for section in nearest]
    energy = (min(part.energy[0], *energies), max(part.energy[1], *energies))
    return msgspec.structs.replace(part, kinds=kinds, energy=energy)
