"""The arrows between the layers run one way, and each contract that says so can turn red."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FORBIDDEN = {
    "Arrows run one way: cli over ui over app over brief over core": ("brief", "musicapp.app"),
    "Core imports nothing of ours": ("core", "musicapp.worker"),
    "Brief knows what a job is, not where it is kept": ("brief", "musicapp.core.durable"),
    "The window starts processes, it does not import them": ("app", "musicapp.engines.protocol"),
    "The worker speaks to hosts and publisher by their protocols alone": ("worker", "musicapp.engines.host"),
    "The publisher knows core and the engine contract": ("publish", "musicapp.engines.host"),
    "Engines know no jobs": ("engines", "musicapp.core.queue"),
    "No Qt below the window": ("worker", "PySide6.QtCore"),
    "The worker and the command line stay light": ("app", "numpy"),
    "Widgets show values and write no files": ("ui", "musicapp.core.durable"),
}
"""For each contract a package and an import that it may not have."""


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def copied_source(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "musicapp", tmp_path / "musicapp", ignore=shutil.ignore_patterns("__pycache__", "resources"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_arrows_run_one_way() -> None:
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_contract_is_broken_once_below() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert {contract["name"] for contract in settings["contracts"]} == set(FORBIDDEN)


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_a_forbidden_import_breaks_the_contract(contract: str, copied_source: Path) -> None:
    package, imported = FORBIDDEN[contract]
    (copied_source / "musicapp" / package / "trespasser.py").write_text(f"import {imported}\n", encoding="utf-8")
    linted = lint_imports(copied_source)
    assert linted.returncode == 1, linted.stdout + linted.stderr
    assert f"{contract} BROKEN" in linted.stdout
