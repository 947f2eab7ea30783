"""Engines are found by their manifests, and a bad one hides no other."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from musicapp.core.manifest import (
    BUILT_IN_FOLDER,
    MAX_MANIFEST_BYTES,
    Capabilities,
    Manifest,
    find_engines,
    read_manifest,
)


def write(place: Path, name: str, **changes: object) -> Path:
    """Put an engine's folder into a place."""
    manifest = Manifest(
        schema_version=1,
        id=name,
        names={"en": name},
        version="1",
        kind="embedded",
        run="self",
        capabilities=Capabilities(styles=("piano_solo",), instruments=("piano",)),
    )
    (place / name).mkdir(parents=True)
    fields = {**msgspec.to_builtins(manifest), **changes}
    (place / name / "engine.json").write_bytes(msgspec.json.encode(fields))
    return place / name


def test_the_embedded_engine_comes_in_by_the_same_door() -> None:
    assert {engine.manifest.run for engine in find_engines(BUILT_IN_FOLDER).values()} == {"self"}


def test_engines_are_found_in_all_places_and_the_first_wins(tmp_path: Path) -> None:
    first = write(tmp_path / "built-in", "composer")
    write(tmp_path / "added", "composer")
    other = write(tmp_path / "added", "neural", run=["{python}", "{folder}/host.py"])
    found = find_engines(tmp_path / "built-in", tmp_path / "added", tmp_path / "missing")
    assert {name: engine.folder for name, engine in found.items()} == {"composer": str(first), "neural": str(other)}
    assert found["neural"].manifest.run == ("{python}", "{folder}/host.py")


def test_a_bad_manifest_hides_no_other(tmp_path: Path) -> None:
    write(tmp_path, "good")
    write(tmp_path, "wrong", id="other")
    write(tmp_path, "odd", version=7)
    (write(tmp_path, "torn") / "engine.json").write_bytes(b"{")
    (write(tmp_path, "large") / "engine.json").write_bytes(b" " * (MAX_MANIFEST_BYTES + 1))
    (tmp_path / "folder" / "engine.json").mkdir(parents=True)
    assert set(find_engines(tmp_path)) == {"good"}


@pytest.mark.parametrize(("changes", "words"), [({"id": "other"}, "names the engine 'other'"), ({"kind": 7}, "kind")])
def test_what_is_wrong_with_a_manifest_is_said(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    folder = write(tmp_path, "engine", **changes)
    with pytest.raises(ValueError, match=words):
        read_manifest(folder)


@pytest.mark.timeout(10)
def test_a_pipe_in_the_place_of_a_manifest_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "good")
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / "engine.json")
    assert set(find_engines(tmp_path)) == {"good"}
