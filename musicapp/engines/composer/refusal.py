"""What of a request cannot be met, in words."""

from __future__ import annotations

from musicapp.core.model import Brief
from musicapp.engines.composer.instruments.casting import cast
from musicapp.engines.composer.sound.banks import FULL, LITE, find_bank
from musicapp.engines.composer.styles.style import known_styles, load_style
from musicapp.engines.composer.theory.keys import parse_key
from musicapp.engines.composer.theory.meters import parse_meter
from musicapp.engines.protocol import EngineRequest

SHORTEST_S, LONGEST_S = 1.0, 3600.0
SLOWEST, FASTEST = 20.0, 400.0
"""Counted beats a minute."""


def refuse_request(request: EngineRequest) -> str | None:
    """Say in words why a request cannot be met, or None when it can."""
    try:
        return refuse_brief(request.brief) or refuse_options(request)
    except ValueError as problem:
        return str(problem)


def refuse_brief(brief: Brief) -> str | None:
    """Say what in a brief cannot be made, or None.

    Raises:
        ValueError: meter or key is not known.
    """
    if not SHORTEST_S <= brief.seconds <= LONGEST_S:
        return f"seconds {brief.seconds:g} is not between {SHORTEST_S:g} and {LONGEST_S:g}"
    if not SLOWEST <= brief.tempo <= FASTEST:
        return f"tempo {brief.tempo:g} is not between {SLOWEST:g} and {FASTEST:g}"
    if brief.style not in known_styles():
        return f"style {brief.style!r} is not known"
    if not cast(load_style(brief.style).parts, brief.instruments, brief.without):
        return f"there is nobody left to play style {brief.style!r} without {', '.join(brief.without)}"
    parse_meter(brief.meter)
    parse_key(brief.key)
    return None


def refuse_options(request: EngineRequest) -> str | None:
    """Say which option is not known, or None.

    Raises:
        ValueError: takes is not a list such as ``["melody/theme=2"]``, or bank is none that there is.
        BankProblem: the larger bank is asked for and is missing or damaged.
    """
    unknown = sorted(set(request.options) - {"bank", "takes"})
    if unknown:
        return f"option {unknown[0]!r} is not known"
    read_takes(request)
    if read_bank(request) == FULL:
        find_bank(FULL)
    return None


def read_bank(request: EngineRequest) -> str:
    """Read which bank of instruments is asked for: the one that is built in, unless the request says otherwise.

    Raises:
        ValueError: it is none that there is.
    """
    bank = request.options.get("bank", LITE)
    if bank not in (LITE, FULL):
        raise ValueError(f"option 'bank' is {bank!r}, not {LITE!r} or {FULL!r}")
    return str(bank)


def read_takes(request: EngineRequest) -> dict[str, int]:
    """Read which parts are taken anew.

    Raises:
        ValueError: it is not a list of names with a number.
    """
    wished = request.options.get("takes") or []
    if not isinstance(wished, list):
        raise ValueError("option 'takes' is not a list")
    takes = {}
    for text in wished:
        name, _, number = text.rpartition("=")
        if not name or not number.isdecimal():
            raise ValueError(f"take {text!r} is not a name and a number")
        takes[name] = int(number)
    return takes
