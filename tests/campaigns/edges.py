"""The edges of what one may ask for: the shortest and the longest piece, every ending, every meter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from musicapp.core.model import Wishes
from musicapp.engines.composer.styles.style import load_style
from musicapp.engines.protocol import EngineRequest
from tests.campaigns.chance import ENDINGS, ENERGIES
from tests.campaigns.costs import usual_request

SHORT_S = (1.0, 1.7, 3.0, 5.0)
ENDED_S, METER_S = 20.0, 12.0
LONGEST_S = 3600.0


def edge_requests(styles: Iterable[str], seed: int) -> Iterator[EngineRequest]:
    """Yield all edges of each style but the longest piece."""
    for style in styles:
        yield from (changed(style, seed, seconds=seconds) for seconds in SHORT_S)
        yield from (changed(style, seed, seconds=seconds, loop=True) for seconds in SHORT_S)
        yield from (changed(style, seed, seconds=ENDED_S, ending=ending) for ending in ENDINGS)
        yield from (changed(style, seed, seconds=ENDED_S, energy=energy) for energy in ENERGIES)
        for meter in load_style(style).meters:
            yield changed(style, seed, seconds=METER_S, meter=meter)
            yield changed(style, seed, seconds=METER_S, meter=meter, loop=True)


def longest_request(style: str, seed: int) -> EngineRequest:
    """Return the request for the longest piece that there is."""
    return changed(style, seed, seconds=LONGEST_S)


def changed(style: str, seed: int, **changes: object) -> EngineRequest:
    """Return a style's usual request with some values of its brief changed."""
    request = usual_request(style, seed, Wishes(style=style))
    return msgspec.structs.replace(request, brief=msgspec.structs.replace(request.brief, **changes))
