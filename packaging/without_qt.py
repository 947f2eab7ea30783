"""Print what musicapp needs without a window, one requirement a line: for tests where Qt must be absent."""

import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


def requirements_without_qt() -> list[str]:
    """Return the run-time and core test requirements of pyproject.toml, less PySide6."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    wanted: list[str] = project["dependencies"] + project["optional-dependencies"]["test-core"]
    return [line for line in wanted if not line.lower().startswith("pyside6")]


if __name__ == "__main__":
    sys.stdout.write("\n".join(requirements_without_qt()) + "\n")
