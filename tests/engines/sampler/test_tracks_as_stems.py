"""Tracks become stems: pedal, re-struck keys, chokes, controllers, blocks; any instrument will do."""

from __future__ import annotations

import tracemalloc

import msgspec
import numpy as np
import pytest

from musicapp.engines.composer.audio import BLOCK, RATE, Samples
from musicapp.engines.composer.performance.track import Curve, PedalPress, PlayedNote, Track
from musicapp.engines.composer.sound.instrument import CONTROL, Tone
from musicapp.engines.composer.sound.stem import Stem, Turn
from musicapp.engines.composer.sound.tones import Score

TAIL = 4_800


class Organ:
    """Sounds ones while a tone is held and halves in a tail after it; remembers its tones. Keys 42 and 46 choke."""

    channels = 2

    def __init__(self) -> None:
        self.tones: list[Tone] = []

    def choke_group(self, pitch: int) -> int | None:
        return 1 if pitch in {42, 46} else None

    def sound(self, tone: Tone) -> Samples:
        self.tones.append(tone)
        return np.concatenate([np.ones((2, tone.length)), np.full((2, TAIL), 0.5)], axis=1, dtype=np.float32)


def track(
    *notes: tuple[float, float, int],
    pedal: tuple[tuple[float, float], ...] = (),
    expression: Curve = (),
    bend: Curve = (),
    modulation: Curve = (),
) -> Track:
    """Return a track of notes written as start, end, key."""
    return Track(
        name="organ",
        instrument="organ",
        notes=tuple(PlayedNote(start_s=s, end_s=e, pitch=p, velocity=90) for s, e, p in notes),
        pedal=tuple(PedalPress(down_s=down, up_s=up) for down, up in pedal),
        expression=expression,
        bend=bend,
        modulation=modulation,
    )


def tones(of: Track) -> list[Tone]:
    score = Score(of, Organ())
    return [score.tone(index) for index in range(len(of.notes))]


def rendered(of: Track, first: int, blocks: int) -> Samples:
    source = Stem(Organ(), of, first)
    return np.concatenate([source.next_block() for _ in range(blocks)], axis=1)


@pytest.mark.parametrize(
    ("press", "end_s"),
    [((0.5, 2.0), 2.0), ((0.0, 0.8), 1.0), ((1.5, 3.0), 1.0), ((0.0, 2.5), 2.5)],
)
def test_a_pedal_holds_what_is_let_go_while_it_is_down(press: tuple[float, float], end_s: float) -> None:
    assert tones(track((0.0, 1.0, 60), pedal=(press,)))[0].length == round(end_s * RATE)


def test_a_key_struck_again_ends_its_pedalled_note() -> None:
    first, second = tones(track((0.0, 0.2, 60), (1.0, 1.2, 60), pedal=((0.1, 3.0),)))
    assert (first.length, second.length) == (RATE, 2 * RATE)


def test_a_hat_is_cut_when_the_next_of_its_group_starts() -> None:
    hats = tones(track((0.0, 0.1, 46), (0.25, 0.3, 38), (0.5, 0.6, 42)))
    assert [tone.cut for tone in hats] == [RATE // 2, None, None]


def test_struck_together_none_cuts_the_other() -> None:
    hats = tones(track((0.0, 0.1, 46), (0.0, 0.1, 42), (1.0, 1.1, 46)))
    assert [tone.cut for tone in hats] == [RATE, RATE, None]


def test_controllers_at_rest_are_not_sampled() -> None:
    still = tones(track((0.0, 1.0, 60), bend=((0.0, 0.0), (2.0, 0.0)), modulation=((5.0, 0.0),)))[0]
    assert still.bend is None
    assert still.modulation is None


def test_bend_and_modulation_go_along_with_the_tone() -> None:
    moved = tones(track((1.0, 2.0, 60), bend=((1.0, 0.0), (2.0, 2.0)), modulation=((0.0, 127.0),)))[0]
    assert moved.bend is not None
    assert moved.bend[RATE // 2 // CONTROL] == pytest.approx(1.0)
    assert moved.bend[-1] == 2.0
    assert moved.modulation is not None
    assert moved.modulation.tolist() == [1.0]


@pytest.mark.parametrize("value", [0.0, 40.0, 64.0, 127.0])
def test_expression_follows_forty_log(value: float) -> None:
    sound = rendered(track((0.0, 1.0, 60), expression=((0.0, value),)), 0, 1)
    assert sound[0, RATE // 2] == pytest.approx((value / 127) ** 2, abs=1e-6)


def test_expression_moves_without_steps() -> None:
    sound = rendered(track((0.0, 4.0, 60), expression=((0.0, 20.0), (4.0, 127.0))), 0, 1)
    assert np.abs(np.diff(sound[0, 100 : 3 * RATE])).max() < 2e-5


@pytest.mark.parametrize("first", [-BLOCK, -12_345, 7, 60_000, BLOCK + 5])
def test_it_does_not_matter_where_a_stem_begins(first: int) -> None:
    rng = np.random.Generator(np.random.PCG64(3))
    notes = sorted((float(at), float(at + held), 60) for at, held in rng.random((200, 2)) * [15.0, 2.0])
    music = track(*notes, expression=((0.0, 50.0), (9.0, 120.0)))
    whole = rendered(music, -2 * BLOCK, 7)
    part = rendered(music, first, 2)
    assert np.abs(part - whole[:, first + 2 * BLOCK :][:, : 2 * BLOCK]).max() < 1e-5


def test_a_minute_long_note_sounds_to_its_end() -> None:
    sound = rendered(track((1.0, 61.0, 60)), 0, 12)
    assert sound[:, RATE : 61 * RATE].min() == 1.0
    assert sound[:, 61 * RATE + TAIL :].max() == 0.0


@pytest.mark.parametrize("count", [2, 3, 6])
def test_those_who_play_by_turns_sound_together_what_one_sounds_alone(count: int) -> None:
    played = track(*((0.3 * at, 0.3 * at + 1.1, 40 + at % 9) for at in range(30)), pedal=((1.0, 2.5),))
    turns = [Stem(Organ(), played, 0, Turn(place=place, count=count)) for place in range(count)]
    together = sum(source.next_block() for source in turns)
    assert np.array_equal(together, Stem(Organ(), played, 0).next_block())


def test_an_hour_is_held_block_by_block() -> None:
    notes = tuple((at * 0.36, at * 0.36 + 0.5, 40 + at % 40) for at in range(10_000))
    source = Stem(Organ(), track(*notes), 0)
    tracemalloc.start()
    for _ in range(12):
        source.next_block()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * BLOCK * 8


def test_a_slow_sound_begins_early_but_not_before_the_piece() -> None:
    slow = msgspec.structs.replace(track((0.0, 1.0, 60), (0.02, 1.0, 62), (2.0, 3.0, 64)), early_s=0.05)
    assert [tone.start for tone in tones(slow)] == [0, 0, round(1.95 * RATE)]


def test_what_a_loop_played_before_its_start_begins_early_too() -> None:
    slow = msgspec.structs.replace(track((-2.0, -1.0, 60), (0.0, 1.0, 62)), early_s=0.05)
    assert [tone.start for tone in tones(slow)] == [round(-2.05 * RATE), round(-0.05 * RATE)]
