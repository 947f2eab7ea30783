"""How forms grow: by periods, and rounds of twelve bars by whole rounds."""

from __future__ import annotations

import pytest

from musicapp.engines.composer.form.slots import share_out
from musicapp.engines.composer.styles.forms import parse_form


@pytest.mark.parametrize(
    ("form", "spare", "grown"),
    [
        ("opening theme closing", 0, "opening theme closing"),
        ("opening theme closing", 1, "opening theme closing:2"),
        ("opening theme closing", 2, "opening theme:3 closing"),
        ("opening theme contrast closing", 5, "opening theme:3 contrast:3 closing:2"),
        ("opening theme contrast closing", 6, "opening theme:5 contrast:3 closing"),
        ("intro theme:3 closing", 1, "intro theme:3 closing:2"),
        ("intro theme:3 closing", 2, "intro theme:3 closing:3"),
        ("intro theme:3 closing", 3, "intro theme:6 closing"),
        ("intro theme:3 chorus:3 closing", 6, "intro theme:6 chorus:6 closing"),
        ("intro theme:3 contrast:2 return:3 closing", 2, "intro theme:3 contrast:4 return:3 closing"),
        ("intro theme:3 contrast:2 return:3 closing", 5, "intro theme:6 contrast:4 return:3 closing"),
        ("opening closing", 3, "opening closing:4"),
    ],
)
def test_spare_phrases_go_where_a_form_can_grow(form: str, spare: int, grown: str) -> None:
    assert share_out(spare, parse_form(form)) == parse_form(grown)
