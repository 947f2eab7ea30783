"""Finds keys: ``D minor``, ``in G``, ``F#m``, ``h-Moll``, ``A장조``, ``올림바단조``."""

from __future__ import annotations

import re
from functools import cache

from musicapp.brief.phrases import match_phrase, may_follow
from musicapp.brief.reading import Reading, read_sentence
from musicapp.brief.tokens import Token
from musicapp.brief.vocabulary import Meaning, read_subject

KOREAN_TONICS = dict(zip("가나다라마바사", "ABCDEFG", strict=True))
SPOKEN_TONICS = {"에이": "A", "비": "B", "씨": "C", "시": "C", "디": "D", "이": "E", "에프": "F", "지": "G", "쥐": "G",
                 "도": "C", "레": "D", "미": "E", "파": "F", "솔": "G", "라": "A"}  # fmt: skip
"""Letters and syllables as they are said; 라단조 is one of KOREAN_TONICS, 라 플랫 a syllable."""
FLAT_SYLLABLES = {"시": "B"}
"""What a syllable that sounds like a letter is with a flat: nobody says C flat."""
GERMAN_TONICS = {"c": "C", "cis": "C#", "ces": "Cb", "d": "D", "dis": "D#", "des": "Db", "e": "E", "eis": "E#",
                 "es": "Eb", "f": "F", "fis": "F#", "fes": "Fb", "g": "G", "gis": "G#", "ges": "Gb", "a": "A",
                 "ais": "A#", "as": "Ab", "h": "B", "b": "Bb"}  # fmt: skip
"""Tonics before Dur and Moll, where B is the B flat of others and H their B."""
SIGNS = {"sharp": "#", "flat": "b", "#": "#", "b": "b", "샵": "#", "샾": "#", "샤프": "#", "플랫": "b", "플렛": "b",
         "올림": "#", "내림": "b"}  # fmt: skip
AFTER_LETTER = re.compile(
    r"\s{0,2}(?:$|[,.;:!?\n)&+/]|\d|[가-힣]|(?:at|with|for|and|or|about|around|key|no|but|please)\b)"
)
AFTER_ARTICLE = re.compile(r"\s(?:key|scale|mode|mood|feel|chord|tonality)")
CLAUSE_ENDS = re.compile(r"\s{0,2}(?:$|[,.;!?\n])")
CLAUSE_BEGINS = re.compile(r"[,;]\s{0,2}$")
LONGEST_KEY = 40
KEY_WORDS = (" key", " scale", " mode")
HANGUL = re.compile("[가-힣]")


@cache
def mode_names() -> dict[str, str]:
    """Return modes by the words for them, spaces left out."""
    return {
        word.rstrip("=").replace(" ", ""): meaning.mode
        for meaning in read_subject("modes")
        for word in (*meaning.en, *meaning.ko)
        if meaning.mode
    }


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Build the patterns of keys by their letter, their Korean name, their spoken letter and their German name."""
    words = {word.rstrip("=") for meaning in read_subject("modes") for word in (*meaning.en, *meaning.ko)}
    bare = sorted((word for word in words if not word.endswith(KEY_WORDS)), key=lambda word: (-len(word), word))
    modes = "|".join(word.replace(" ", r"\s?") for word in bare)
    sign = r"(?:[\s-]?(?P<word>sharp|flat|샵|샾|샤프|플랫|플렛)|(?P<sign>[#b]))?"
    english = (
        r"(?P<prefix>in\s(?:the\s)?(?:key\sof\s)?|(?:the\s)?key(?:\sof|:|\s?=)?\s|(?:키|조성)(?:는|은|:)?\s)?"
        rf"(?P<tonic>[a-g]){sign}(?:[\s-]{{0,2}}(?P<mode>{modes})|(?P<m>m)|\s?(?P<key>키(?!보드)|조))?(?![a-z0-9#])"
    )
    korean = r"(?P<sign>올림|내림)?\s?(?P<tonic>[가나다라마바사])\s?(?P<mode>장조|단조)"
    spoken = (
        rf"(?P<tonic>{'|'.join(SPOKEN_TONICS)})\s?(?P<sign>샵|샾|샤프|플랫|플렛)?\s?(?P<mode>메이저|마이너|장조|단조)"
    )
    names = "|".join(sorted(GERMAN_TONICS, key=len, reverse=True))
    german = rf"(?P<tonic>{names})[\s-]?(?P<mode>dur|moll)(?![a-z])"
    return re.compile(english), re.compile(korean), re.compile(spoken), re.compile(german)


def scan_key(reading: Reading, start: int) -> Token | None:
    """Read the key that begins at a place."""
    english, korean, spoken, german = patterns()
    text = reading.folded
    if match := german.match(text, start):
        return key_token(match, GERMAN_TONICS[match["tonic"]])
    if match := english.match(text, start):
        return key_token(match, match["tonic"].upper()) if is_key(reading, match) else None
    if match := korean.match(text, start):
        return key_token(match, KOREAN_TONICS[match["tonic"]]) if may_follow(reading, match.end()) else None
    if match := spoken.match(text, start):
        return key_token(match, spoken_letter(match)) if may_follow(reading, match.end()) else None
    return None


def is_key(reading: Reading, match: re.Match[str]) -> bool:
    """True where letters are meant as a key, not as an article or the end of a sentence."""
    tonic = match.start("tonic")
    is_capital = reading.quote(tonic, tonic + 1).isupper()
    has_sign = bool(match["word"] or match["sign"])
    has_prefix = match["prefix"] is not None
    if match["key"] or HANGUL.match(match["mode"] or ""):
        return may_follow(reading, match.end())
    if match["mode"]:
        return not is_article(reading, match, is_capital) and (not has_prefix or needs_prefix(match, is_capital))
    if match["m"]:
        is_chord = is_capital and reading.quote(match.start("m"), match.end("m")) == "m"
        return is_chord or has_prefix or has_sign
    if has_prefix:
        return bool(AFTER_LETTER.match(reading.folded, match.end())) or (is_capital and match["tonic"] != "a")
    return is_capital and (has_sign or is_clause(reading.folded, match))


def is_clause(text: str, match: re.Match[str]) -> bool:
    """True for a letter that stands alone after a comma: "clarinet and piano, F"."""
    begins = CLAUSE_BEGINS.search(text[max(match.start() - 3, 0) : match.start()])
    return begins is not None and CLAUSE_ENDS.match(text, match.end()) is not None


def needs_prefix(match: re.Match[str], is_capital: bool) -> bool:
    """True where only the word before tells that ``a`` is a note."""
    return match["tonic"] == "a" and not is_capital and not match["word"] and not match["sign"]


def is_article(reading: Reading, match: re.Match[str], is_capital: bool) -> bool:
    """True for the ``a`` of ``a minor key``."""
    if match["tonic"] != "a" or match["word"] or match["sign"]:
        return False
    is_before_key = bool(AFTER_ARTICLE.match(reading.folded, match.end()))
    if is_capital:
        return is_before_key and match.start("tonic") == 0
    is_bare = match["prefix"] is None and not CLAUSE_ENDS.match(reading.folded, match.end())
    return is_before_key or is_bare


def spoken_letter(match: re.Match[str]) -> str:
    """Return the letter of a tonic as it is said in Korean."""
    flat = FLAT_SYLLABLES.get(match["tonic"]) if SIGNS.get(match["sign"] or "") == "b" else None
    return flat or SPOKEN_TONICS[match["tonic"]]


def key_token(match: re.Match[str], letter: str) -> Token:
    """Make the token of a key that was matched; a letter alone leaves the mode open."""
    said = match.groupdict()
    sign = said.get("word") or said.get("sign") or ""
    mode = "minor" if said.get("m") else mode_names()[re.sub(r"\s", "", said["mode"])] if said["mode"] else None
    meaning = Meaning(name="key", subject="keys", tonic=letter + SIGNS.get(sign, ""), mode=mode)
    return Token(start=match.start(), end=match.end(), meanings=(meaning,))


def parse_key(text: str) -> Meaning | None:
    """Read an option such as ``Bb``, ``F#m``, ``D minor``, ``라단조`` or ``minor``; None where it is none."""
    if len(text) > LONGEST_KEY:
        return None
    reading = read_sentence(f"in {text.strip()}")
    end = len(reading.folded)
    for start in (3, 0):
        token = scan_key(reading, start) if end > 3 else None
        if token is not None and token.end == end:
            return token.meanings[0]
    match = match_phrase(reading, 3, is_inside=False) if end > 3 else None
    if match is None or match.end != end:
        return None
    return next((meaning for meaning in match.phrase.meanings if meaning.subject == "modes"), None)
