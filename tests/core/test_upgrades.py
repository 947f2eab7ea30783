"""Every step from an older format has an example here, or this fails."""

from __future__ import annotations

import pytest

from musicapp.core.model import SCHEMA_VERSION
from musicapp.core.upgrades import UPGRADES, Raw, upgrade

EXAMPLES: dict[tuple[str, int], tuple[Raw, Raw]] = {
    (kind, 0): ({"a": 1}, {"a": 1, "schemaVersion": 1})
    for kind in ("Index", "Request", "Status", "UserNotes", "QueueEntry", "Settings", "Draft", "DeletedNote")
}
"""By kind and version: what such a file held, and what one step makes of it."""


def test_every_step_has_an_example() -> None:
    assert set(EXAMPLES) == {(kind, version) for kind, steps in UPGRADES.items() for version in steps}


@pytest.mark.parametrize("kind", UPGRADES)
def test_the_steps_lead_from_the_first_version_to_the_present_one(kind: str) -> None:
    assert sorted(UPGRADES[kind]) == list(range(SCHEMA_VERSION))


@pytest.mark.parametrize(("kind", "version"), EXAMPLES)
def test_one_step(kind: str, version: int) -> None:
    before, after = EXAMPLES[kind, version]
    kept = dict(before)
    assert UPGRADES[kind][version](before) == after
    assert before == kept


def test_the_steps_are_taken_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {number: lambda raw, number=number: {**raw, "steps": f"{raw['steps']}{number}"} for number in range(3)}
    monkeypatch.setitem(UPGRADES, "Status", steps)
    assert upgrade("Status", 0, {"steps": ""}) == {"steps": "012"}
    assert upgrade("Status", 1, {"steps": ""}) == {"steps": "12"}


@pytest.mark.parametrize(("kind", "version"), [("Status", -1), ("Status", SCHEMA_VERSION), ("Nothing", 0)])
def test_a_step_that_nobody_wrote_is_missing(kind: str, version: int) -> None:
    with pytest.raises(LookupError):
        upgrade(kind, version, {})


def test_what_is_no_object_cannot_be_upgraded() -> None:
    with pytest.raises(TypeError, match="JSON object"):
        upgrade("Status", 0, [])
