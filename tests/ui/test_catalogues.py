"""The translations are whole and fit the sources."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from musicapp.app.sentences import placeholders

from .catalogues import CATALOGUES, LANGUAGES, compile_catalogue, update

HANGUL = re.compile("[가-힣]")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each catalogue in turn."""
    name: str = request.param
    return name


def messages(catalogue: Path) -> list[tuple[str, list[str], bool]]:
    """Return text, translations and whether it is finished, for each message."""
    found = []
    for message in ET.parse(catalogue).iter("message"):  # noqa: S314 (our own file)
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        found.append((message.findtext("source") or "", forms, translation.get("type") is None))
    return found


def test_nothing_is_left_to_translate(language: str) -> None:
    left = [source for source, forms, is_finished in messages(catalogue(language)) if not is_finished or "" in forms]
    assert left == []


def test_the_sources_say_nothing_new(language: str, tmp_path: Path) -> None:
    copy = tmp_path / catalogue(language).name
    shutil.copy(catalogue(language), copy)
    update(language, copy)
    assert messages(copy) == messages(catalogue(language))


def test_the_compiled_catalogue_is_of_today(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / "fresh.qm"
    compile_catalogue(catalogue(language), compiled)
    assert compiled.read_bytes() == catalogue(language).with_suffix(".qm").read_bytes()


def test_values_are_named_alike() -> None:
    for source, forms, _ in messages(catalogue("ko")):
        for form in forms:
            assert placeholders(form) == placeholders(source), source
            assert ("%n" in form) == ("%n" in source), source


def test_korean_is_korean() -> None:
    same = {source for source, forms, _ in messages(catalogue("ko")) if not HANGUL.search(forms[0])}
    assert same == {"Ctrl+Enter"}


def catalogue(language: str) -> Path:
    """Return the file of a language."""
    return CATALOGUES / f"musicapp_{language}.ts"
