"""Finds words that no lexicon has where an instrument or a style must be meant."""

from __future__ import annotations

from musicapp.brief.clues import Clue
from musicapp.brief.reading import Reading, is_hangul
from musicapp.brief.scope import CONNECTING_TAILS, is_joint
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import Meaning, read_endings

LONGEST_PARTICLE = 4
SHORTEST_STRANGER = 2
LIKENESSES = ("처럼", "같은", "같이")


def find_strangers(reading: Reading, tokens: tuple[Token, ...]) -> tuple[Clue, ...]:
    """Return unknown words beside instruments, or named as a style, as clues of what cannot be made."""
    found = []
    for place, token in enumerate(tokens):
        if token.word and is_meant_as_music(reading, tokens, place):
            end = token.start + len(stem_of(token.word))
            start = tokens[place - 1].start if is_second_name(tokens, place) else token.start
            meaning = Meaning(name="stranger", subject="absent")
            found.append(Clue(place=place, start=start, end=end, text=reading.quote(start, end), meaning=meaning))
    return tuple(clue for clue in found if len(clue.text) >= SHORTEST_STRANGER)


def is_second_name(tokens: tuple[Token, ...], place: int) -> bool:
    """True for the 조 of 히사이시 조."""
    is_short = len(tokens[place].word) < SHORTEST_STRANGER
    return is_short and place > 0 and len(tokens[place - 1].word) >= SHORTEST_STRANGER


def stem_of(word: str) -> str:
    """Return an unknown Korean word without its particle."""
    if not is_hangul(word[-1]):
        return word
    lengths = range(min(LONGEST_PARTICLE, len(word) - 1), 0, -1)
    cut = next((length for length in lengths if word[-length:] in read_endings().particles), 0)
    return word[: len(word) - cut]


def is_meant_as_music(reading: Reading, tokens: tuple[Token, ...], place: int) -> bool:
    """True where the words around make an unknown word an instrument or a style."""
    if is_hangul(tokens[place].word[-1]):
        return is_korean_instrument(tokens, place)
    before = place - 1
    while before >= 0 and tokens[before].has_role("article"):
        before -= 1
    if before >= 0 and tokens[before].has_role("with", "style of"):
        return ends_phrase(tokens, place + 1)
    if before >= 0 and tokens[before].has_role("like"):
        return is_name(reading, tokens[place]) and (before == place - 1 or is_music(tokens, place + 1))
    is_listed = before >= 1 and is_joint(tokens[before]) and tokens[before - 1].is_instrument
    is_listed = is_listed and not tokens[place].word.endswith(read_endings().qualities)
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    is_named = after is not None and after.has_role("kind", "solo", "alike")
    return is_named or (is_listed and ends_phrase(tokens, place + 1)) or is_before_instrument(tokens, place)


def is_name(reading: Reading, token: Token) -> bool:
    """True for a word with a capital: who sounds like a name cannot be copied."""
    return reading.quote(token.start, token.start + 1).isupper()


def is_music(tokens: tuple[Token, ...], place: int) -> bool:
    """True for the song of "like a Coldplay song", which an Icelandic winter has not."""
    return place < len(tokens) and tokens[place].is_about("filler")


def ends_phrase(tokens: tuple[Token, ...], place: int) -> bool:
    """True where a noun can end: at a mark, a joint, the end, before a number or a preposition."""
    if place >= len(tokens):
        return True
    token = tokens[place]
    return token.mark != "" or is_joint(token) or token.number is not None or token.has_role("solo", "at", "in", "with")


def is_before_instrument(tokens: tuple[Token, ...], place: int) -> bool:
    """True for the first of "zither and piano"."""
    return place + 2 < len(tokens) and tokens[place + 1].has_role("and") and tokens[place + 2].is_instrument


def is_likeness(token: Token) -> bool:
    """True for the 노래처럼 of a singer's name and 노래처럼."""
    return token.is_about("filler") and token.tail.startswith(LIKENESSES)


def is_left_out(tokens: tuple[Token, ...], place: int) -> bool:
    """True for what is not wanted and cannot sound anyway: 목탁 소리 없이."""
    near = tokens[place + 1 : place + 3]
    return any(token.has_role("removed") for token in near) and (near[0].has_role("removed", "sound"))


def is_korean_instrument(tokens: tuple[Token, ...], place: int) -> bool:
    """True where particles or 소리, 연주, 스타일 make an unknown Korean word an instrument or a style."""
    word = tokens[place].word
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    before = tokens[place - 1] if place else None
    if word.endswith(read_endings().verbs) or is_left_out(tokens, place):
        return False
    if after is not None and (after.has_role("sound", "kind", "solo", "alike") or is_likeness(after)):
        return True
    is_first = word.endswith(("와", "과", "랑", "하고")) and after is not None and after.is_instrument
    return is_first or (before is not None and before.is_instrument and before.tail in CONNECTING_TAILS)
