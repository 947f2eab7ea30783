"""What the program is made of may be given away with it, and its set-up stays plain."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from packaging.requirements import Requirement

import musicapp

ROOT = Path(__file__).parent.parent
LGPL_QT_MODULES = {"QtCore", "QtDBus", "QtGui", "QtMultimedia", "QtNetwork", "QtSvg", "QtTest", "QtWidgets"}
SCRIPTS = [ROOT / "packaging" / "dev", *sorted((ROOT / "packaging").rglob("*.sh"))]


def plain(name: str) -> str:
    """Spell a package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_by(name: str) -> Iterator[str]:
    """Name what a package needs here to run, extras left out."""
    for line in importlib.metadata.requires(name) or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield plain(requirement.name)


def run_time_packages() -> list[str]:
    """Name everything that comes with the program, itself left out."""
    found = {"musicapp"}
    waiting = ["musicapp"]
    while waiting:
        fresh = set(needed_by(waiting.pop())) - found
        found |= fresh
        waiting += fresh
    return sorted(found - {"musicapp"})


def licence_of(name: str) -> str:
    """Return a package's licence as it states it itself."""
    metadata = importlib.metadata.metadata(name)
    fields = ("License-Expression", "Classifier", "License")
    expressions, classifiers, texts = (metadata.get_all(field) or [] for field in fields)
    classified = [line for line in classifiers if line.startswith("License ::")]
    return " AND ".join(expressions or classified or texts)


def leaves_only_the_gpl(licence: str) -> bool:
    """Return whether no choice that the licence offers is free of the (A)GPL."""
    return all(re.search(r"(?<!L)GPL|(?<!Lesser )General Public", choice) for choice in licence.split(" OR "))


@pytest.mark.parametrize(
    ("licence", "is_refused"),
    [
        ("MIT", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("GPL-2.0-or-later", True),
        ("MIT AND AGPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v2 (GPLv2)", True),
    ],
)
def test_the_gpl_is_told_from_its_neighbours(licence: str, is_refused: bool) -> None:
    assert leaves_only_the_gpl(licence) is is_refused


@pytest.mark.parametrize("package", run_time_packages())
def test_a_run_time_package_is_free_of_the_gpl_and_named(package: str) -> None:
    licence = licence_of(package)
    assert licence, f"{package} states no licence"
    assert not leaves_only_the_gpl(licence), f"{package}: {licence}"
    named = (ROOT / "THIRD_PARTY_LICENCES.md").read_text(encoding="utf-8").lower()
    assert re.search(rf"\b{package}\b", named), f"{package} is missing in THIRD_PARTY_LICENCES.md"


def test_only_qt_modules_under_the_lgpl_are_imported() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "musicapp").rglob("*.py"))
    assert set(re.findall(r"\bPySide6\.(Qt\w+)", sources)) <= LGPL_QT_MODULES
    assert not re.findall(r"from PySide6 import", sources), "say from PySide6.QtX import, so that this test sees it"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux libraries")
def test_ffmpeg_was_built_without_its_gpl_parts() -> None:
    libraries = list((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libavcodec.so.*"))
    assert libraries
    assert all(b"--enable-gpl" not in library.read_bytes() for library in libraries)


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" in project["dynamic"]
    assert importlib.metadata.version("musicapp") == musicapp.__version__


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_plain_posix_shell(script: Path) -> None:
    shell = shutil.which("dash") or "/bin/sh"
    subprocess.run([shell, "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"\[\[|<<<|^\s*(?:local|function|source) ", text, re.MULTILINE)


def dev(*arguments: str, venv: Path) -> subprocess.CompletedProcess[str]:
    """Run packaging/dev with its environment elsewhere."""
    environment = {"PATH": "/usr/bin:/bin", "MUSICAPP_VENV": str(venv)}
    command = ["/bin/sh", str(ROOT / "packaging" / "dev"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_dev_says_in_one_line_what_it_can_do(tmp_path: Path) -> None:
    said = dev("runn", venv=tmp_path)
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (1, "", 1)
    assert "run [ARGS...] | test [PYTEST ARGS...] | check" in said.stderr


def test_dev_names_the_folder_that_it_cannot_use(tmp_path: Path) -> None:
    occupied = tmp_path / "a file"
    occupied.touch()
    said = dev("run", venv=occupied)
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (1, "", 1)
    assert str(occupied) in said.stderr
