"""Upgrades of file formats: one small named function for each step and kind of record.

Version 0 is a file without a version, as the first trials wrote them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Raw: TypeAlias = dict[str, object]
Upgrade: TypeAlias = Callable[[Raw], Raw]


def stamp_version(raw: Raw) -> Raw:
    """0 to 1: the file says which version it is."""
    return {**raw, "schemaVersion": 1}


UPGRADES: dict[str, dict[int, Upgrade]] = {
    "Index": {0: stamp_version},
    "Request": {0: stamp_version},
    "Status": {0: stamp_version},
    "UserNotes": {0: stamp_version},
    "QueueEntry": {0: stamp_version},
    "Settings": {0: stamp_version},
    "Draft": {0: stamp_version},
    "DeletedNote": {0: stamp_version},
}
"""By the record's name, then by the version that the step starts from."""


def upgrade(kind: str, version: int, raw: object) -> Raw:
    """Bring a decoded file of an older version to the present one.

    Raises:
        LookupError: there is no step from its version.
        TypeError: it is not a JSON object.
    """
    if not isinstance(raw, dict):
        raise TypeError(f"a {kind} is a JSON object")
    steps = UPGRADES[kind]
    if version not in steps:
        raise LookupError(f"no upgrade of a {kind} from version {version}")
    while version in steps:
        raw = steps[version](raw)
        version += 1
    return raw
