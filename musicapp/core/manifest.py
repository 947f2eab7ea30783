"""Engine manifests: what an engine is and can do, readable without starting it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

import musicapp
from musicapp.core.model import Language, Record
from musicapp.core.records import DamagedError, read_plain_file

MANIFEST_NAME = "engine.json"
MAX_MANIFEST_BYTES = 1 << 20
BUILT_IN_FOLDER = Path(musicapp.__file__).parent / "engines"


class Capabilities(Record, frozen=True, kw_only=True):
    """What the engine can be asked for; it decides which controls are shown. Lengths in s.

    banks are the sound banks it can play by, the usual one first; empty where there is no choice.
    """

    styles: tuple[str, ...]
    instruments: tuple[str, ...]
    shortest_seconds: float = 1.0
    longest_seconds: float = 3600.0
    stems: bool = False
    loop: bool = False
    seed: Literal["exact", "same-stack", "none"] = "none"
    banks: tuple[str, ...] = ()


class Licence(Record, frozen=True, kw_only=True):
    """One licence the engine's tracks depend on."""

    name: str
    covers: str


class Manifest(Record, frozen=True, kw_only=True):
    """What ``engines/<id>/engine.json`` says.

    run is the word ``self`` (this program with ``--engine-host ID``) or a command, in which
    ``{folder}`` is the manifest's folder and ``{python}`` this program's interpreter.
    silence_seconds is how long a host may say nothing before it counts as hung.
    """

    schema_version: int
    id: str
    names: dict[Language, str]
    version: str
    kind: str
    run: Literal["self"] | tuple[str, ...]
    capabilities: Capabilities
    licences: tuple[Licence, ...] = ()
    silence_seconds: float = 120.0


class Engine(Record, frozen=True, kw_only=True):
    """A manifest and where it was found."""

    manifest: Manifest
    folder: str


_decoder = msgspec.json.Decoder(Manifest)


def read_manifest(folder: Path) -> Engine:
    """Read the manifest of one engine folder.

    Raises:
        ValueError: it is damaged, too large, no regular file, or its id is not the folder's name.
        FileNotFoundError: there is none.
    """
    path = folder / MANIFEST_NAME
    try:
        manifest = _decoder.decode(read_plain_file(path, MAX_MANIFEST_BYTES))
    except DamagedError as error:
        raise ValueError(str(error)) from error
    if manifest.id != folder.name:
        raise ValueError(f"{path} names the engine {manifest.id!r}, its folder {folder.name!r}")
    return Engine(manifest=manifest, folder=str(folder))


def find_engines(*places: Path) -> dict[str, Engine]:
    """Return the engines found in the given folders by id; the first place wins.

    A manifest that cannot be read is passed over: it never hides the others.
    """
    engines: dict[str, Engine] = {}
    for place in places:
        for path in sorted(place.glob(f"*/{MANIFEST_NAME}")):
            try:
                engine = read_manifest(path.parent)
            except (ValueError, OSError):
                continue
            engines.setdefault(engine.manifest.id, engine)
    return engines
