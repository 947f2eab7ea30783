"""An order becomes a request that holds everything, or is refused by the name of what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from musicapp.app.desk import Desk
from musicapp.app.ordering import SEED_LIMIT, checked_seed, resolve_order, understand_order, usable_output
from musicapp.core.manifest import Engine
from musicapp.core.model import Order, Request, Wishes
from musicapp.core.problems import Problem, UserError
from musicapp.core.settings import Settings
from tests.conftest import FixedClock, Home, fill_disk, small_disk


@pytest.fixture
def engines(home: Home, clock: FixedClock) -> dict[str, Engine]:
    """The engines of the home."""
    return Desk(home.paths, clock, lambda: True).engines()


def resolve(home: Home, engines: dict[str, Engine], order: Order, settings: Settings | None = None) -> Request:
    return resolve_order(order, engines, settings or Settings(output=str(home.output)), home.paths, FixedClock())


def test_a_request_holds_what_the_plan_says_and_all_choices(home: Home, engines: dict[str, Engine]) -> None:
    order = Order(prompt="느린 피아노 곡", engine="scripted", seed=5, format="mp3", wishes=Wishes(seconds=30.0))
    request = resolve(home, engines, order)
    assert request.brief == understand_order(order, engines["scripted"])
    assert (request.seed, request.format, request.language, request.engine) == (5, "mp3", "ko", "scripted")
    assert request.engine_kind == engines["scripted"].manifest.kind
    assert request.created_at.startswith("2026-11-24T06:00:00")


def test_what_the_order_leaves_open_the_settings_decide(home: Home, engines: dict[str, Engine], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    settings = Settings(output=str(elsewhere), format="opus", stems=True)
    request = resolve(home, engines, Order(prompt="x", engine="scripted"), settings)
    assert (request.output, request.format, request.stems) == (str(elsewhere), "opus", True)
    own = Order(prompt="x", engine="scripted", output=str(home.output), format="wav")
    request = resolve(home, engines, own, settings)
    assert (request.output, request.format) == (str(home.output), "wav")


@pytest.mark.parametrize(
    ("engine", "bank", "options"),
    [("composer", "lite", {}), ("composer", "full", {"bank": "full"}), ("scripted", "full", {})],
)
def test_the_bank_of_the_settings_goes_into_the_request_where_the_engine_has_a_choice(
    home: Home, engines: dict[str, Engine], engine: str, bank: Literal["lite", "full"], options: dict[str, str]
) -> None:
    settings = Settings(output=str(home.output), sound_bank=bank)
    assert resolve(home, engines, Order(prompt="piano", engine=engine), settings).options == options


@pytest.mark.parametrize(("bank", "options"), [("lite", {}), ("full", {"bank": "full"}), (None, {"bank": "full"})])
def test_the_bank_of_an_order_goes_before_that_of_the_settings(
    home: Home, engines: dict[str, Engine], bank: str | None, options: dict[str, str]
) -> None:
    settings = Settings(output=str(home.output), sound_bank="full")
    assert resolve(home, engines, Order(prompt="piano", bank=bank), settings).options == options


def test_a_seed_is_drawn_before_acceptance_and_differs(home: Home, engines: dict[str, Engine]) -> None:
    seeds = {resolve(home, engines, Order(prompt="x", engine="scripted")).seed for _ in range(20)}
    assert len(seeds) > 15
    assert all(0 <= seed < SEED_LIMIT for seed in seeds)


def test_the_brief_does_not_depend_on_the_seed(home: Home, engines: dict[str, Engine]) -> None:
    briefs = [resolve(home, engines, Order(prompt="slow x", engine="scripted", seed=seed)).brief for seed in range(5)]
    assert briefs == [briefs[0]] * 5


@pytest.mark.parametrize("seed", [-1, SEED_LIMIT, 1 << 80])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(UserError) as error:
        checked_seed(seed)
    assert error.value.problem is Problem.BAD_SEED


@pytest.mark.parametrize("seed", [0, SEED_LIMIT - 1])
def test_a_seed_in_range_is_kept(seed: int) -> None:
    assert checked_seed(seed) == seed


@pytest.mark.parametrize(
    ("order", "problem"),
    [
        (Order(prompt=" "), Problem.EMPTY_PROMPT),
        (Order(prompt="x", engine="nowhere"), Problem.UNKNOWN_ENGINE),
        (Order(prompt="x", wishes=Wishes(seconds=0.0)), Problem.BAD_SECONDS),
        (Order(prompt="x", wishes=Wishes(seconds=float("nan"))), Problem.BAD_SECONDS),
        (Order(prompt="x", wishes=Wishes(tempo=float("inf"))), Problem.BAD_TEMPO),
        (Order(prompt="x", wishes=Wishes(key="Q dur")), Problem.BAD_KEY),
        (Order(prompt="x", wishes=Wishes(style="polka-from-mars")), Problem.UNKNOWN_STYLE),
        (Order(prompt="x", seed=-1), Problem.BAD_SEED),
        (Order(prompt="x", output="/nowhere"), Problem.OUTPUT_MISSING),
        (Order(prompt="x", output="/etc/hostname"), Problem.OUTPUT_MISSING),
        (Order(prompt="x", output="a\0b"), Problem.OUTPUT_MISSING),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(
    home: Home, engines: dict[str, Engine], order: Order, problem: Problem
) -> None:
    with pytest.raises(UserError) as error:
        resolve(home, engines, order)
    assert error.value.problem is problem


def test_a_disk_too_full_for_the_track_is_refused(home: Home, engines: dict[str, Engine]) -> None:
    with small_disk(home.output, 64):
        fill_disk(home.output)
        with pytest.raises(UserError) as error:
            resolve(home, engines, Order(prompt="x", engine="scripted", output=str(home.output)))
    assert error.value.problem is Problem.DISK_FULL


def test_a_chosen_folder_is_never_made_but_the_music_folder_is(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        usable_output(str(home.output / "unplugged"))
    assert not (home.output / "unplugged").exists()
    monkeypatch.setenv("XDG_MUSIC_DIR", str(tmp_path / "Own music"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert usable_output(None).is_dir()
