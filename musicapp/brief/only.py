"""Which instruments an "only", a "solo" or a 만 makes the only ones."""

from __future__ import annotations

from musicapp.brief.scope import FURTHEST, is_joint, joined_before
from musicapp.brief.tokens import Token

ONLY_TAILS = ("만", "로만", "으로만", "밖에", "뿐")


def find_only(tokens: tuple[Token, ...], negated: dict[int, int]) -> frozenset[int]:
    """Return the places of the instruments beside which no others are wanted."""
    found: set[int] = set()
    for place, token in enumerate(tokens):
        if token.is_known:
            found.update(at for at in only_of(tokens, place, token) if at not in negated)
    return frozenset(found)


def only_of(tokens: tuple[Token, ...], place: int, token: Token) -> list[int]:
    """Return the instruments that one token makes the only ones."""
    if is_alone_at_first(tokens, place) or is_alone_at_last(tokens, place):
        return []
    if is_alone(token):
        return [place, *joined_before(tokens, place, joins_commas=True)]
    if token.has_role("for"):
        return meant_for(tokens, place)
    if place and tokens[place - 1].is_instrument:
        return only_before(tokens, place) if token.has_role("only", "solo", "dedicated") else []
    return only_after(tokens, place) if token.has_role("only", "solo") else []


def is_alone(token: Token) -> bool:
    """True for an instrument such as 피아노만."""
    return token.is_instrument and token.tail.startswith(ONLY_TAILS)


def is_alone_at_first(tokens: tuple[Token, ...], place: int) -> bool:
    """True for "starts with just a piano" and 피아노만 나오다가: the others come later."""
    if not is_alone(tokens[place]) and not tokens[place].has_role("only", "solo"):
        return False
    if any(token.has_role("begins") for token in tokens[max(place - 2, 0) : place]):
        return True
    after = tokens[place + 1 : place + 2]
    return any(token.has_role("begun") or token.tail.endswith("다가") for token in after)


def is_alone_at_last(tokens: tuple[Token, ...], place: int) -> bool:
    """True for "then only the piano again" and 마지막엔 피아노만: the others play before."""
    if not is_alone(tokens[place]) and not tokens[place].has_role("only"):
        return False
    near = range(max(place - 2, 0), place)
    return any(tokens[at].has_role("later", "finish") and not tokens[place - 1].mark for at in near)


def only_before(tokens: tuple[Token, ...], place: int) -> list[int]:
    """Return the instruments of "flute and harp only", but not of "with a guitar solo"."""
    listed = [place - 1, *joined_before(tokens, place - 1, joins_commas=True)]
    is_included = place + 1 < len(tokens) and tokens[place + 1].has_role("included", "removed")
    is_feature = tokens[place].has_role("solo") and (is_included or is_featured(tokens, min(listed)))
    return [] if is_feature else listed


def only_after(tokens: tuple[Token, ...], place: int) -> list[int]:
    """Return the instruments of "just a lonely clarinet"."""
    near = range(place + 1, min(place + FURTHEST, len(tokens)))
    after = next((at for at in near if not describes(tokens[at])), None)
    return [after, *joined_after(tokens, after)] if after is not None and tokens[after].is_instrument else []


def meant_for(tokens: tuple[Token, ...], place: int) -> list[int]:
    """Return the instruments of "a waltz for flute and harp", but not of "music for guitar lovers"."""
    after = place + 1 + (place + 1 < len(tokens) and tokens[place + 1].has_role("article"))
    if after >= len(tokens) or not tokens[after].is_instrument:
        return []
    listed = [after, *joined_after(tokens, after)]
    following = tokens[listed[-1] + 1 : listed[-1] + 2]
    is_list = not following or following[0].mark != "" or following[0].has_role("in", "at", "only", "solo")
    return listed if is_list else []


def describes(token: Token) -> bool:
    """True for what may stand before the instrument of "just a lonely clarinet"."""
    return token.has_role("article") or (token.is_about("moods", "tempos", "filler") and not token.is_thing)


def joined_after(tokens: tuple[Token, ...], place: int) -> list[int]:
    """Return the instruments joined behind one."""
    found: list[int] = []
    at = place + 1
    while at + 1 < len(tokens) and is_joint(tokens[at]):
        at += 1 + (tokens[at].mark != "" and tokens[at + 1].has_role("and"))
        if at >= len(tokens) or not tokens[at].is_instrument:
            break
        found.append(at)
        at += 1
    return found


def is_featured(tokens: tuple[Token, ...], place: int) -> bool:
    """True for the solo of "with a guitar solo", which others accompany, or of "no guitar solo"."""
    before = place - 1
    while before >= 0 and tokens[before].has_role("article"):
        before -= 1
    return before >= 0 and tokens[before].has_role("with", "and", "no", "without", "not")
