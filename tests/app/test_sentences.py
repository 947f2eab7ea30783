"""Sentences for people: one for each code, in both languages, with all their values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from musicapp.app.language import LANGUAGES, LanguageSwitch
from musicapp.app.sentences import (
    ERROR_SENTENCES,
    EXPORT_SENTENCES,
    PROBLEM_SENTENCES,
    error_sentence,
    export_sentence,
    placeholders,
    problem_sentence,
)
from musicapp.core.model import ErrorKind
from musicapp.core.problems import Problem, UserError

SOURCES = Path(__file__).parents[2] / "musicapp"
KOREAN = range(ord("가"), ord("힣") + 1)


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    """Each language in turn."""
    switch = LanguageSwitch(qapp)
    yield switch.use(request.param)
    switch.use("en")


def is_korean(text: str) -> bool:
    """True if there is Hangul in it."""
    return any(ord(letter) in KOREAN for letter in text)


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_a_sentence_with_its_values(problem: Problem, spoken: str) -> None:
    names = placeholders(PROBLEM_SENTENCES[problem])
    sentence = problem_sentence(UserError(problem, **{name: f"<{name}>" for name in names}))
    assert is_korean(sentence) == (spoken == "ko")
    assert all(f"<{name}>" in sentence for name in names)
    assert "{" not in sentence


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_failure_has_a_sentence(kind: ErrorKind, spoken: str) -> None:
    assert is_korean(error_sentence(kind)) == (spoken == "ko")
    assert not placeholders(ERROR_SENTENCES[kind])
    assert is_korean(export_sentence(kind)) == (spoken == "ko")
    assert not placeholders(export_sentence(kind))


def test_every_sentence_says_what_is_and_what_to_do() -> None:
    sentences = [*PROBLEM_SENTENCES.values(), *ERROR_SENTENCES.values(), *EXPORT_SENTENCES.values()]
    assert all(sentence.rstrip(".").count(". ") >= 1 or ";" in sentence for sentence in sentences)


def raised_problems() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Return file and line, code, and names of values of every UserError that names its code."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "UserError":
                code = node.args[0]
                if isinstance(code, ast.Attribute):
                    names = frozenset(word.arg for word in node.keywords if word.arg)
                    yield f"{path.name}:{node.lineno}", code.attr, names


@pytest.mark.parametrize(("place", "code", "names"), list(raised_problems()))
def test_whoever_raises_a_problem_brings_its_values(place: str, code: str, names: frozenset[str]) -> None:
    missing = placeholders(PROBLEM_SENTENCES[Problem[code]]) - names
    assert not missing, f"{place} brings no {', '.join(sorted(missing))}"
