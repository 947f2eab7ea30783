"""Brings the translations up to date with the sources: ``python -m tests.ui.catalogues``.

Afterwards the new texts in ``musicapp_ko.ts`` want a translation; run it once more to compile.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "resources" / "translations"
LANGUAGES = ("ko", "en")
TOOLS = Path(PySide6.__file__).parent


def sources() -> list[str]:
    """Return every file that speaks to people."""
    return [str(path) for folder in ("app", "cli", "ui") for path in sorted((ROOT / "musicapp" / folder).glob("*.py"))]


def update(language: str, catalogue: Path) -> None:
    """Take new texts of the sources into a catalogue, and old ones out; English needs plurals only."""
    plural_only = ["-pluralonly"] if language == "en" else []
    options = ["-locations", "none", "-no-obsolete", "-source-language", "en", "-target-language", language]
    _run("lupdate", *plural_only, *options, *sources(), "-ts", str(catalogue))


def compile_catalogue(catalogue: Path, target: Path) -> None:
    """Make the file that the program reads."""
    _run("lrelease", str(catalogue), "-qm", str(target))


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(TOOLS / tool), *arguments], check=True, capture_output=True, timeout=60)


def main() -> int:
    """Update and compile all catalogues in place."""
    for language in LANGUAGES:
        catalogue = CATALOGUES / f"musicapp_{language}.ts"
        update(language, catalogue)
        compile_catalogue(catalogue, catalogue.with_suffix(".qm"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
