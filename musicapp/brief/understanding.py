"""Makes a brief of a sentence."""

from __future__ import annotations

from musicapp.brief.checks import check_prompt, check_wishes
from musicapp.brief.choices import Choice, Said
from musicapp.brief.clues import Clue, find_clues
from musicapp.brief.ensemble import choose_instruments, choose_without
from musicapp.brief.finishing import find_finishes
from musicapp.brief.gradual import find_changes
from musicapp.brief.length import bar_length, choose_seconds
from musicapp.brief.lexer import read_tokens
from musicapp.brief.measures import find_measures
from musicapp.brief.names import hush_names
from musicapp.brief.reading import read_sentence
from musicapp.brief.seams import fit_tempo
from musicapp.brief.shape import choose_ending, choose_energy, choose_loop, choose_meter, choose_moods
from musicapp.brief.strangers import find_strangers
from musicapp.brief.styles import choose_style
from musicapp.brief.tempo import choose_tempo, is_tempo_said
from musicapp.brief.tonality import choose_key
from musicapp.core.manifest import Capabilities
from musicapp.core.model import Brief, Understood, Value, Wishes


def understand(prompt: str, wishes: Wishes, palette: Capabilities) -> Brief:
    """Resolve a sentence and the options beside it to musical values; options win over words.

    Raises:
        UserError: the sentence or an option cannot be worked with (see checks).
    """
    check_prompt(prompt)
    check_wishes(wishes, palette)
    reading = read_sentence(prompt)
    tokens = hush_names(reading, read_tokens(reading))
    finishes = find_finishes(reading, tokens)
    words = (clue for clue in find_clues(reading, tokens) if not speaks_of_end(clue, finishes))
    said = (*words, *finishes, *find_measures(reading, tokens), *find_changes(reading, tokens))
    clues = sort_clues(said)
    return resolve_clues(clues, find_strangers(reading, tokens), wishes, palette)


def sort_clues(clues: tuple[Clue, ...]) -> tuple[Clue, ...]:
    """Order clues as they stand in the sentence."""
    return tuple(sorted(clues, key=lambda clue: clue.start))


def speaks_of_end(clue: Clue, finishes: tuple[Clue, ...]) -> bool:
    """True for the mood of "an explosive finale", which is not the mood of the whole."""
    return any(clue.place == finish.place for finish in finishes)


def resolve_clues(clues: tuple[Clue, ...], strangers: tuple[Clue, ...], wishes: Wishes, palette: Capabilities) -> Brief:
    """Choose every value of the brief."""
    style = choose_style(clues, wishes.style, palette)
    tempo = choose_tempo(clues, wishes.tempo, style.value)
    key = choose_key(clues, wishes.key, style.value.idea)
    meter = choose_meter(clues, style.value.idea)
    bar_s, loop = bar_length(meter.value, tempo.value), choose_loop(clues, wishes.loop)
    seconds = choose_seconds(clues, wishes.seconds, palette, bar_s)
    if loop.value and wishes.tempo is None and not is_tempo_said(clues):
        tempo = fit_tempo(tempo, seconds.value, bar_s)
    without = choose_without(clues, palette)
    instruments = choose_instruments(clues, style.value, palette)
    energy, ending = choose_energy(clues, style.value.idea), choose_ending(clues, style.value.idea)
    mood = choose_moods(clues)
    choices = (seconds, tempo, key, meter, style, instruments, without, energy, ending, loop, mood)
    return Brief(
        seconds=seconds.value,
        tempo=tempo.value,
        key=key.value,
        meter=meter.value,
        style=style.value.name,
        instruments=instruments.value,
        without=without.value,
        energy=energy.value,
        ending=ending.value,
        loop=loop.value,
        mood=mood.value,
        understood=list_understood(choices),
        unknown=list_unknown(choices, clues, strangers),
    )


def list_understood(choices: tuple[Choice[object], ...]) -> tuple[Understood, ...]:
    """Return the words that took effect, in the order of the sentence, each with all it set."""
    sets: dict[tuple[int, int], dict[str, Value]] = {}
    texts: dict[tuple[int, int], str] = {}
    for said in sorted((said for choice in choices for said in choice.said), key=lambda said: said.clue.start):
        span = (said.clue.start, said.clue.end)
        add_value(sets.setdefault(span, {}), said)
        texts[span] = quote_said(said.clue)
    return tuple(Understood(text=texts[span], sets=values) for span, values in sets.items())


def add_value(values: dict[str, Value], said: Said) -> None:
    """Note what a word set; parts of a list come together."""
    before = values.get(said.field)
    if isinstance(before, list) and isinstance(said.value, list):
        values[said.field] = list(dict.fromkeys((*before, *said.value)))
    else:
        values[said.field] = said.value


def quote_said(clue: Clue) -> str:
    """Return the words of a clue, with those that take it back."""
    return clue.denial or clue.text


def list_unknown(
    choices: tuple[Choice[object], ...], clues: tuple[Clue, ...], strangers: tuple[Clue, ...]
) -> tuple[str, ...]:
    """Return the words that ask for what cannot be made, in the order of the sentence, each once."""
    absent = [clue for clue in clues if clue.meaning.subject == "absent" and not clue.is_negated]
    impossible = [clue for choice in choices for clue in choice.impossible]
    ordered = sort_clues((*absent, *impossible, *strangers))
    return tuple(dict.fromkeys(quote_said(clue) for clue in ordered))
