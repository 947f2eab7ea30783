"""What numbers say: how long, how fast."""

from __future__ import annotations

from musicapp.brief.clues import Clue
from musicapp.brief.corrections import in_force
from musicapp.brief.quantities import Quantity, find_quantities, is_range
from musicapp.brief.reading import Reading
from musicapp.brief.spans import RANGE_TAILS, group_times, join_ranges, unit_sizes
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import Meaning

TEMPO_UNITS = ("beats per minute", "beats")
PLACE_TAILS = ("마다", "부터", "에서", "뒤", "후", "째", "쯤에", "에 ", "대에", "전")
TEMPOS_AT = (40, 260)
TEMPOS_ALONE = (60, 220)
WORDS_BETWEEN = 3
UNREACHABLE = Meaning(name="moment", subject="absent")
"""A time inside the music, which nothing can be aimed at."""


def find_measures(reading: Reading, tokens: tuple[Token, ...]) -> tuple[Clue, ...]:
    """Return the clues of lengths and tempos in numbers, in order."""
    quantities = find_quantities(tokens)
    taken = {at for quantity in quantities for at in range(quantity.first, quantity.last)}
    spans = join_ranges(tokens, group_times(tokens, quantities))
    clues = [clue for span in spans for clue in measure(reading, tokens, span)]
    clues += [bare_tempo(reading, tokens, at) for at in range(len(tokens)) if is_bare_tempo(tokens, at, taken)]
    clues += [bare_length(reading, tokens, at) for at in range(len(tokens)) if is_bare_length(tokens, at, taken)]
    clues += [decade_length(reading, tokens, at) for at in range(len(tokens)) if is_length(tokens, at)]
    return in_force(tokens, sorted(clues, key=lambda clue: clue.start))


def measure(reading: Reading, tokens: tuple[Token, ...], span: list[list[Quantity]]) -> list[Clue]:
    """Return what one quantity or the parts of one length say, or the middle of a range of two."""
    first, last = span[0][0].first, span[-1][-1].last
    unit, value = span[0][0].unit, sum(group[0].value for group in span) / len(span)
    if unit in TEMPO_UNITS:
        is_rate = unit != "beats" or (first > 0 and tokens[first - 1].has_role("tempo")) or value >= TEMPOS_AT[0]
        return [number_clue(reading, tokens, first, last, numbered(bpm=value))] if is_rate else []
    if is_somewhere(tokens, first, last):
        return [number_clue(reading, tokens, first, last, UNREACHABLE)]
    if unit == "bar":
        return [number_clue(reading, tokens, first, last, numbered(bars=value))]
    sizes = unit_sizes()
    seconds = sum(part.value * sizes[part.unit] for group in span for part in group) / len(span)
    if unit == "minute" and last < len(tokens) and is_loose_seconds(tokens, last):
        seconds, last = seconds + (tokens[last].number or 0), last + 1
    return [number_clue(reading, tokens, first, last, numbered(seconds=seconds))]


def is_loose_seconds(tokens: tuple[Token, ...], place: int) -> bool:
    """True for the thirty of "one minute thirty" or "a two-minute-thirty track", but not for "1 minute, 4 flutes"."""
    number = tokens[place].number
    return number is not None and 0 < number < 60 and (is_last(tokens, place) or number % 5 == 0)


def is_last(tokens: tuple[Token, ...], place: int) -> bool:
    """True at the end of a clause."""
    return place + 1 == len(tokens) or bool(tokens[place + 1].mark)


def is_somewhere(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """True for a time inside the music, such as "after 30 seconds" or 10초마다, not its length."""
    before = tokens[first - 1] if first else None
    if any(token.is_about("loops") for token in tokens[max(first - 3, 0) : first]):
        return False
    if before is not None and before.has_role("somewhere", "at"):
        return True
    return tokens[last - 1].tail.startswith(PLACE_TAILS)


def is_bare_tempo(tokens: tuple[Token, ...], place: int, taken: set[int]) -> bool:
    """True for a number that words make a tempo: "at 174", BPM 120, 템포 90, or the last of "techno, 135"."""
    number = tokens[place].number
    if number is None or place in taken or place == 0:
        return False
    before = tokens[word_before(tokens, place)]
    if is_tempo_word(before):
        return True
    lowest, highest = TEMPOS_AT if before.has_role("at") else TEMPOS_ALONE
    is_named = before.has_role("at") or ((bool(before.says) or before.mark == ",") and is_last(tokens, place))
    if is_usual_tempo(before, number):
        return True
    return is_named and lowest <= number <= highest


def is_usual_tempo(token: Token, number: float) -> bool:
    """True for the 174 of "drum and bass 174 loop": a tempo that the style before it usually has."""
    return any(meaning.range and meaning.range[0] <= number <= meaning.range[2] for meaning in token.meanings)


def is_tempo_word(token: Token) -> bool:
    """True for tempo, 빠르기, bpm and the like."""
    return token.has_role("tempo") or any(meaning.name == TEMPO_UNITS[0] for meaning in token.meanings)


def word_before(tokens: tuple[Token, ...], place: int) -> int:
    """Return the place of the word before a number, past signs and words such as "about"."""
    before = place - 1
    while before > 0 and place - before < WORDS_BETWEEN and is_between(tokens[before]):
        before -= 1
    return before


def is_between(token: Token) -> bool:
    """True for what may stand between a word such as tempo and its number."""
    return token.mark in ("=", ":") or token.has_role("between") or (token.is_about("filler") and not token.roles)


def bare_tempo(reading: Reading, tokens: tuple[Token, ...], place: int) -> Clue:
    """Return the clue of a tempo whose word stands before the number."""
    before = word_before(tokens, place)
    is_named = is_tempo_word(tokens[before]) or tokens[before].has_role("at")
    last = last_of_range(tokens, place)
    bpm = ((tokens[place].number or 0.0) + (tokens[last].number or 0.0)) / 2
    return number_clue(reading, tokens, before if is_named else place, last + 1, numbered(bpm=bpm))


def last_of_range(tokens: tuple[Token, ...], place: int) -> int:
    """Return the place of the second number of 80~90 or 80에서 90, else the number's own."""
    after = place + 1
    if after < len(tokens) and is_range(tokens[after]):
        after += 1
    is_joined = after > place + 1 or tokens[place].tail in RANGE_TAILS
    return after if is_joined and after < len(tokens) and tokens[after].number is not None else place


def is_bare_length(tokens: tuple[Token, ...], place: int, taken: set[int]) -> bool:
    """True for the number of "length: 90", which means seconds."""
    is_free = place > 0 and place not in taken and tokens[place].number is not None
    return is_free and tokens[word_before(tokens, place)].has_role("duration")


def bare_length(reading: Reading, tokens: tuple[Token, ...], place: int) -> Clue:
    """Return the clue of a length whose word stands before the number."""
    first = word_before(tokens, place)
    return number_clue(reading, tokens, first, place + 1, numbered(seconds=tokens[place].number))


def is_length(tokens: tuple[Token, ...], place: int) -> bool:
    """True where ``90s`` means seconds, not years: at the end of a clause or before "loop" and the like."""
    if not tokens[place].has_role("decade"):
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    is_years = place > 0 and tokens[place - 1].has_role("article") and reading_the(tokens[place - 1])
    return not is_years and (after is None or after.mark != "" or after.has_role("long"))


def reading_the(token: Token) -> bool:
    """True for a definite article, which is three letters long."""
    return token.end - token.start == 3


def decade_length(reading: Reading, tokens: tuple[Token, ...], place: int) -> Clue:
    """Return the clue of ``60s`` or ``90s`` read as seconds."""
    token = tokens[place]
    digits = reading.folded[token.start : token.start + 2]
    return number_clue(reading, tokens, place, place + 1, numbered(seconds=float(digits)))


def numbered(*, bpm: float | None = None, seconds: float | None = None, bars: float | None = None) -> Meaning:
    """Return the meaning of a number."""
    return Meaning(name="number", subject="numbers", bpm=bpm, seconds=seconds, bars=bars)


def number_clue(reading: Reading, tokens: tuple[Token, ...], first: int, last: int, meaning: Meaning) -> Clue:
    """Return the clue of a number with its unit, written from one token to before another."""
    start, end = tokens[first].start, tokens[last - 1].stem_end
    return Clue(place=first, start=start, end=end, text=reading.quote(start, end), meaning=meaning)
