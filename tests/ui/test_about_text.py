"""What the program says it is made of is what it is made of."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from musicapp.ui.about_text import PARTS

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
PARTS_OF_PACKAGES = {"PySide6-Essentials": "PySide6", "PySide6-Addons": "PySide6"}


def test_every_library_it_needs_is_named() -> None:
    needed = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {match[0] for text in needed if (match := re.match(r"[\w-]+", text))}
    named = {name for part in PARTS.values() for name in part}
    assert {PARTS_OF_PACKAGES.get(name, name) for name in names} <= named
