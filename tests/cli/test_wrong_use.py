"""Wrong use of every kind: one line that says what to change, exit 2, and nothing is left behind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from musicapp.app.desk import Desk
from musicapp.core.clock import SystemClock
from musicapp.core.model import Order
from musicapp.core.problems import Problem, UserError
from musicapp.core.program import program_command
from tests.conftest import Home, fill_disk, small_disk


def assert_refused(home: Home, done: subprocess.CompletedProcess[str]) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert list(home.paths.jobs.iterdir()) == []
    assert [path.name for path in home.paths.queue.iterdir() if path.is_file()] == []


@pytest.mark.parametrize(
    "words",
    [
        [""],
        ["   \n\t "],
        ["x" * 100_000],
        *(["x", "--seconds", seconds] for seconds in ("0", "-1", "nan", "inf", "1e9", "abc", "")),
        *(["x", "--seed", seed] for seed in ("-1", "4294967296", "1.5", "abc")),
        *(["x", "--tempo", tempo] for tempo in ("0", "-5", "nan", "1e9", "fast")),
        ["x", "--key", "Q dur"],
        ["x", "--style", "polka-from-mars"],
        ["x", "--engine", "nowhere"],
        ["x", "--format", "aac"],
        ["x", "--output", "/nowhere/at/all"],
        ["x", "--output", "/etc/hostname"],
        ["x", "--colour", "red"],
        [],
    ],
)
def test_one_line_says_what_to_change(home: Home, words: list[str]) -> None:
    assert_refused(home, home.run("generate", *words))


@pytest.mark.parametrize(
    ("prompt", "problem"),
    [
        ("", Problem.EMPTY_PROMPT),
        ("x" * (1 << 20), Problem.PROMPT_TOO_LONG),
        ("a\0b", Problem.PROMPT_UNREADABLE),
        ("\ud800", Problem.PROMPT_UNREADABLE),
    ],
)
def test_a_sentence_that_cannot_be_used_is_refused_by_name(home: Home, prompt: str, problem: Problem) -> None:
    desk = Desk(home.paths, SystemClock(), lambda: True)
    with pytest.raises(UserError) as error:
        desk.accept(Order(prompt=prompt, engine="scripted", output=str(home.output)))
    assert error.value.problem is problem
    assert list(home.paths.jobs.iterdir()) == []


@pytest.mark.parametrize(
    "prompt", ["\u202eonaip wols\u202c", "🎹🌧️ slow", "../../etc", "a\nb", "CON.", "봄비 “내린다”: 1/2?"]
)
def test_a_strange_sentence_is_kept_letter_by_letter(home: Home, prompt: str) -> None:
    desk = Desk(home.paths, SystemClock(), lambda: True)
    row = desk.accept(Order(prompt=prompt, engine="scripted", output=str(home.output)))
    assert desk.ledger.folder(row.job_id).request().prompt == prompt


def test_a_sentence_that_begins_with_a_dash_needs_two(home: Home) -> None:
    assert_refused(home, home.run("generate", "-rf"))
    done = home.run("generate", "--no-wait", "--engine", "scripted", "--output", str(home.output), "--", "-rf")
    assert done.returncode == 0


def test_a_full_output_disk_is_refused_before_anything_is_made(home: Home) -> None:
    with small_disk(home.output, 64):
        fill_disk(home.output)
        assert_refused(home, home.run("generate", "x", "--output", str(home.output)))


def test_an_output_folder_that_takes_nothing_is_refused(home: Home) -> None:
    with small_disk(home.output, 64):
        subprocess.run(["mount", "-o", "remount,ro", str(home.output)], check=True)
        assert_refused(home, home.run("generate", "x", "--output", str(home.output)))


def test_a_data_folder_that_is_a_file_is_said_in_one_line(home: Home, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "musicapp").write_text("mine", encoding="utf-8")
    environment = {**home.environment, "XDG_DATA_HOME": str(tmp_path / "elsewhere")}
    done = subprocess.run(
        program_command("jobs"), env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert_refused(home, done)


def test_it_is_said_in_korean_where_korean_is_spoken(home: Home) -> None:
    environment = {**home.environment, "LANG": "ko_KR.UTF-8", "LC_ALL": "", "LANGUAGE": "ko"}
    done = subprocess.run(
        program_command("generate", "x", "--seconds", "0"),
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert_refused(home, done)
    assert any("가" <= letter <= "힣" for letter in done.stderr)
