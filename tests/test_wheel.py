"""The installed wheel makes a track with nothing of the clone in sight."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Home

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, environment: Mapping[str, str] = os.environ) -> str:
    """Run a command outside the clone and return its standard output."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd="/",
        env={name: value for name, value in environment.items() if not name.startswith("PYTHON")},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment and return the folder of its programs.

    A path file lets it see the dependencies that are installed here already. The file that makes
    our own package editable here is not followed from there, so musicapp is the wheel's.
    """
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "empty", symlinks=os.name != "nt")
    python = folder / "empty" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.parent


def test_program_and_resources_are_the_wheels(installed: Path) -> None:
    script = "from musicapp.core import paths; print(paths.__file__); print(paths.resource_path('icons').resolve(True))"
    for line in run(installed / "python", "-c", script).splitlines():
        assert Path(line).is_relative_to(installed.parent.resolve())


def test_the_wheel_makes_a_track(installed: Path, home: Home) -> None:
    order = ("generate", "calm piano", "--seconds", "2", "--output", home.output)
    said = run(installed / "musicapp", *order, environment=home.environment)
    (track,) = home.output.glob("*/*.flac")
    assert track.read_bytes()[:4] == b"fLaC"
    assert str(track) in said
    assert len(list(track.parent.glob("*.json"))) == 1
