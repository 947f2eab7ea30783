"""Which words a "no", a "without" or a 빼고 covers."""

from __future__ import annotations

from musicapp.brief.tokens import Token

CONNECTING_TAILS = frozenset(("와", "과", "랑", "이랑", "하고", "나", "이나", "도", "며", "이며"))
DENIED_TAILS = ("지", "지는", "지도", "진", "질", "지를")
TOPIC_TAILS = ("은", "는", "이", "가", "을", "를", "도", "만")
"""What a thing ends in that is still spoken of when unknown words follow: 드럼은 웬만하면 빼고."""
CONTRASTING_TAILS = ("은", "는")
"""What sets a thing apart from those before it: 플루트, 하프, 드럼은 빼고."""
STOPS = ("and", "or", "only", "no", "not", "without", "removed", "at")
FURTHEST = 7
RHYTHM = frozenset(("drums", "percussion", "bass", "vocals"))


def find_negated(tokens: tuple[Token, ...]) -> dict[int, int]:
    """Return the places of the tokens that are not wanted, each with the place of the word that says so."""
    negated: dict[int, int] = {}
    for place, token in enumerate(tokens):
        if token.tail == "less":
            negated.setdefault(place, place)
        if not token.roles or (token.has_role("without") and place - 1 in negated):
            continue  # "no synths except a pad"
        for target in targets_of(tokens, place, token):
            if not is_before_solo(tokens, target):
                negated.setdefault(target, place)
    return negated


def targets_of(tokens: tuple[Token, ...], place: int, token: Token) -> list[int]:
    """Return what one token takes back."""
    if token.has_role("without", "no"):
        return listed_after(tokens, place, is_open=token.has_role("without"))
    if token.has_role("not"):
        first = group_after(tokens, place + 1)[:1]
        return listed_after(tokens, place, is_open=False) if first and tokens[first[0]].is_thing else first
    if token.has_role("deny"):
        return denied_before(tokens, place)
    if token.has_role("removed") or is_kept_out(tokens, place):
        return listed_before(tokens, place, joins_commas=token.tail != "" or not is_lacking(token))
    if token.has_role("free"):
        return [place - 1] if place and tokens[place - 1].is_thing else []
    return []


def is_before_solo(tokens: tuple[Token, ...], place: int) -> bool:
    """True for the guitar of "no guitar solo", which may well accompany."""
    return tokens[place].is_instrument and place + 1 < len(tokens) and tokens[place + 1].has_role("solo")


def is_kept_out(tokens: tuple[Token, ...], place: int) -> bool:
    """True for the end of "keep the drums out"."""
    before = tokens[max(place - FURTHEST, 0) : place]
    return tokens[place].has_role("out") and any(token.has_role("keep") for token in before)


def is_lacking(token: Token) -> bool:
    """True for 없이 and 없는, which speak of what stands right before them."""
    return any("없이" in meaning.ko for meaning in token.meanings)


def group_after(tokens: tuple[Token, ...], place: int) -> list[int]:
    """Return the first thing said after a place with the adjectives before it, or the first quality."""
    group: list[int] = []
    for at in range(place, min(place + FURTHEST, len(tokens))):
        token = tokens[at]
        is_stop = token.has_role(*STOPS) and not token.says and not (token.has_role("or") and not group)
        if token.mark or token.number is not None or is_stop:
            break
        if token.says and not is_kind_of_next(tokens, at):
            group.append(at)
        if token.is_thing and not is_kind_of_next(tokens, at):
            return group
    return group[:1]


def is_kind_of_next(tokens: tuple[Token, ...], place: int) -> bool:
    """True for the style of "rock drums", which tells what drums they are."""
    is_style = tokens[place].is_about("styles", "genres") and not tokens[place].is_instrument
    return is_style and place + 1 < len(tokens) and tokens[place + 1].is_instrument


def listed_after(tokens: tuple[Token, ...], place: int, *, is_open: bool) -> list[int]:
    """Return the list of things after ``no`` or ``without``.

    "no drums, bass or guitar" takes all three; "no drums, flute and harp" only the drums, but
    after "without" (is_open) an "and" closes the list too.
    """
    found = group_after(tokens, place + 1)
    kept = len(found)
    while found:
        joint = found[-1] + 1
        joint += joint < len(tokens) and tokens[joint].is_about("filler") and not tokens[joint].roles
        if joint + 1 >= len(tokens) or not is_joint(tokens[joint]):
            break
        skip = 1 if tokens[joint].mark and tokens[joint + 1].has_role("or", "and") else 0
        group = group_after(tokens, joint + skip + 1)
        if not group or any(begins_clause(token) for token in tokens[joint + skip + 1 : group[0] + 1]):
            break
        closes = tokens[joint + skip].has_role("or", "like") or (
            tokens[joint + skip].has_role("and") and (is_open or kept == len(found))
        )
        found += group
        kept = len(found) if closes else kept
    return found[:kept]


def begins_clause(token: Token) -> bool:
    """True for a word that no list goes on with: the "so" and "please use" of "no guitars, so please use a harp"."""
    is_verb = any(meaning.subject == "filler" and meaning.name == "making" for meaning in token.meanings)
    return is_verb or token.has_role("article", "with", "only", "no", "without", "very", "keep")


def is_joint(token: Token) -> bool:
    """True for what stands between the things of a list."""
    return token.has_role("and", "or", "like") or token.mark in (",", "/", "·", "&")


def denied_before(tokens: tuple[Token, ...], place: int) -> list[int]:
    """Return the qualities that 않게 and the like deny: 빠르지도 느리지도 않게 denies both."""
    found: list[int] = []
    at = place - 1
    while at >= 0 and (tokens[at].has_role("too") or (tokens[at].tail or tokens[at].word).endswith(DENIED_TAILS)):
        found += [at] if tokens[at].says else []
        at -= 1
    return found


def listed_before(tokens: tuple[Token, ...], place: int, *, joins_commas: bool) -> list[int]:
    """Return the list of things that 없이 or 빼고 ends."""
    at = place - 1
    while at >= 0 and place - at <= 3 and is_passed(tokens[at]):
        at -= 1
    if at < 0 or not tokens[at].says or tokens[at].is_about("lengths") or tokens[at].tail.startswith("밖에"):
        return []
    is_spoken_of = tokens[at].tail in TOPIC_TAILS or not any(token.word for token in tokens[at:place])
    joins_commas = joins_commas and tokens[at].tail not in CONTRASTING_TAILS
    return [at, *joined_before(tokens, at, joins_commas=joins_commas)] if is_spoken_of else []


def is_passed(token: Token) -> bool:
    """True for what may stand between a thing and the word that takes it out."""
    is_filler = token.is_about("filler", "grammar") and not token.has_role("only")
    return token.mark == "?" or (not token.says and (is_filler or (token.word != "" and not token.word.isascii())))


def joined_before(tokens: tuple[Token, ...], place: int, *, joins_commas: bool) -> list[int]:
    """Return what is joined in front of a thing by particles, words or commas."""
    found: list[int] = []
    at = place - 1
    while at >= 0:
        before = at - 1 if is_joint(tokens[at]) else at
        is_comma = tokens[at].mark == ","
        if before < 0 or not tokens[before].is_thing or (before == at and tokens[at].tail not in CONNECTING_TAILS):
            break
        if is_comma and not is_listed(tokens, before, joins_commas=joins_commas):
            break
        found.append(before)
        at = before - 1
    return found


def is_listed(tokens: tuple[Token, ...], place: int, *, joins_commas: bool) -> bool:
    """True for what a comma joins to what follows, unlike the group of 기타랑 첼로, 드럼 빼고."""
    if not tokens[place].is_about("instruments", "absent"):
        return False
    ends_group = place > 0 and tokens[place - 1].is_instrument and tokens[place - 1].tail in CONNECTING_TAILS
    return is_rhythm(tokens[place]) or (joins_commas and not ends_group)


def is_rhythm(token: Token) -> bool:
    """True for what is left out oftener than asked for: drums, bass, voices."""
    return any(meaning.name in RHYTHM for meaning in token.meanings)
