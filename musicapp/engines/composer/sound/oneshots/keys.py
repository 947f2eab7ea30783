"""Which key of the General MIDI drum map stands in for one that a kit does not have."""

from __future__ import annotations

from collections.abc import Collection

FAMILIES: dict[str, tuple[tuple[int, ...], str]] = {
    "kicks": ((36, 35), "toms"),
    "snares": ((38, 40, 39), "rims"),
    "rims": ((37, 75, 76, 77), "snares"),
    "toms": ((41, 43, 45, 47, 48, 50), "snares"),
    "hats": ((42, 44, 46), "rides"),
    "crashes": ((49, 57, 52, 55), "rides"),
    "rides": ((51, 59, 53), "hats"),
    "hand drums": ((64, 63, 62, 61, 60, 66, 65), "toms"),
    "shaken": ((70, 82, 69, 54), "hats"),
    "metal": ((56, 67, 68, 53, 80, 81), "rims"),
}
"""Kin of drums, neighbours side by side, and the kin to turn to where a kit has none of them."""


def stand_in(key: int, voiced: Collection[int]) -> int:
    """Return the voiced key that comes nearest to a key: itself, a neighbour in its family, one of the next family."""
    if key in voiced:
        return key
    family, asked = next((name for name, (keys, _) in FAMILIES.items() if key in keys), ""), set[str]()
    while family and family not in asked:
        asked.add(family)
        keys, following = FAMILIES[family]
        place = keys.index(key) if key in keys else 0
        there = [one for one in keys if one in voiced]
        if there:
            return min(there, key=lambda one: abs(keys.index(one) - place))
        family = following
    return min(voiced, key=lambda one: (abs(one - key), one))
