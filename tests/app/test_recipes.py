"""A finished track carries its recipe, and gives it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from musicapp.app.recipes import read_order
from musicapp.core.model import Order, Value, Wishes
from musicapp.core.problems import Problem, UserError
from tests.conftest import Home, ended

WISHES = Wishes(seconds=1.0, tempo=90.0, key="C major", style="piano_solo", loop=False)


@pytest.fixture
def track(home: Home) -> Path:
    """A finished track's folder."""
    job = home.accept("do: 비 오는 밤")
    home.start_worker()
    result = ended(job).result
    assert result is not None
    return Path(result.folder)


def test_the_sidecar_gives_back_the_whole_order(track: Path) -> None:
    """Sentence, seed, engine and format come back."""
    order = read_order(next(track.glob("*.json")))
    assert order == Order(prompt="do: 비 오는 밤", wishes=WISHES, seed=7, engine="scripted", format="flac", bank="lite")


def test_the_track_alone_gives_back_the_order(track: Path) -> None:
    """The tags are enough."""
    order = read_order(next(track.glob("*.flac")))
    assert order == Order(prompt="do: 비 오는 밤", wishes=WISHES, seed=7, engine="scripted", bank="lite")


@pytest.mark.parametrize(("options", "bank"), [({}, "lite"), ({"bank": "full"}, "full")])
def test_the_bank_comes_back_whatever_the_settings_say_now(home: Home, options: dict[str, Value], bank: str) -> None:
    """Sidecar and tags both know it."""
    job = home.accept(options=options)
    home.start_worker()
    ended(job)
    (track,) = home.tracks()
    for pattern in ("*.json", "*.flac"):
        assert read_order(next(track.glob(pattern))).bank == bank


@pytest.mark.parametrize("name", ["song.mp3", "song.flac", "notes.json", "missing.json", "missing.wav"])
def test_anything_else_is_refused_by_name(tmp_path: Path, name: str) -> None:
    """A file without a recipe is named."""
    if not name.startswith("missing"):
        (tmp_path / name).write_bytes(b'{"a": 1}' * 100)
    with pytest.raises(UserError) as refusal:
        read_order(tmp_path / name)
    assert refusal.value.problem is Problem.NO_RECIPE
    assert refusal.value.values == {"file": name}
