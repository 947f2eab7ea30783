"""The shortest proof that a sentence becomes a brief."""

from musicapp.brief import understand
from musicapp.core.manifest import Capabilities
from musicapp.core.model import Wishes


def test_a_sentence_becomes_a_brief() -> None:
    palette = Capabilities(styles=("piano_solo",), instruments=("piano",))
    brief = understand("느린 피아노, 라단조, 30초", Wishes(), palette)
    assert (brief.seconds, brief.key, brief.style) == (30, "D minor", "piano_solo")
