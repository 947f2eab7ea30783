"""A stave for each player, as a score has it: named, with the sounds that he changes to, on a channel of his own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import mido
import pytest

from musicapp.brief.vocabulary import style_profiles
from musicapp.engines.composer.engine import write_score
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.output.staves import staves_of
from musicapp.engines.composer.piece import Piece

from ..orders import compose_with, read_midi

DRUM_CHANNEL = 9


def piece_of(style: str, **changes: object) -> Piece:
    """Compose a long piece of a style for its usual ensemble."""
    profile = style_profiles()[style]
    usual = {"style": style, "instruments": profile.ensemble, "without": (), "seconds": 150.0, "mood": ()}
    return compose_with(**{**usual, **changes})  # type: ignore[arg-type]  # any field of a brief


def written(piece: Piece, folder: Path) -> dict[str, mido.MidiTrack]:
    """Return the tracks of a piece's MIDI file by name, without the conductor's."""
    write_score(piece, "score", folder)
    return {track.name: track for track in read_midi(folder).tracks[1:]}


def programs(track: mido.MidiTrack) -> list[int]:
    """Return the programs that a track asks for, in order."""
    return [message.program for message in track if message.type == "program_change"]


def keys(track: mido.MidiTrack) -> set[int]:
    """Return the keys that a track strikes."""
    return {message.note for message in track if message.type == "note_on"}


def test_a_string_quartet_has_four_staves() -> None:
    names = [stave.track.name for stave in staves_of(piece_of("string_quartet"))]
    assert sorted(names) == ["cello", "viola", "violin 1", "violin 2"]


def test_a_bow_that_is_put_down_is_written_in_the_same_stave(tmp_path: Path) -> None:
    first = written(piece_of("string_quartet"), tmp_path)["violin 1"]
    violin, pizzicato = 40, 45
    assert set(programs(first)) == {violin, pizzicato}
    assert programs(first)[0] == violin
    assert programs(first)[-1] == violin


def test_the_brass_of_a_march_have_their_own_programs(tmp_path: Path) -> None:
    tracks = written(piece_of("march", meter="2/4"), tmp_path)
    sounds = {name: programs(track) for name, track in tracks.items() if name.startswith("brass")}
    assert {name.partition("(")[2].strip(")"): asked for name, asked in sounds.items()} == {
        "trumpet": [56], "trombone": [57], "horn": [60], "low brass": [61], "tuba": [58]
    }  # fmt: skip


def test_two_guitars_at_either_side_are_two_and_a_pianist_has_two_hands() -> None:
    names = {stave.track.name for stave in staves_of(piece_of("rock"))}
    assert names >= {"electric_guitar 2 (overdrive guitar)", "electric_guitar 3 (distortion guitar)"}
    assert [stave.track.name for stave in staves_of(piece_of("piano_solo"))] == ["piano"]


@pytest.mark.parametrize("style", sorted(style_profiles()))
def test_staves_have_names_of_their_own_which_begin_with_their_instrument(style: str) -> None:
    piece = piece_of(style, meter=style_profiles()[style].meter or "4/4", seconds=90.0)
    staves = staves_of(piece)
    names = [stave.track.name for stave in staves]
    assert len(set(names)) == len(names)
    assert all(name.split(" ")[0] in (*load_instruments(), "effects") for name in names)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz_ -0123456789()") for name in names)
    assert sorted({p.track.name for p in piece.performers}) == sorted(names)


@pytest.mark.parametrize("style", ["string_quartet", "rock", "march", "cinematic", "epic_orchestral"])
def test_who_has_one_voice_plays_one_line(style: str) -> None:
    for stave in staves_of(piece_of(style)):
        if load_instruments()[stave.track.instrument].polyphony > 2 or stave.is_drums:
            continue
        starts = sorted((note.start_s, note.end_s) for note in stave.track.notes)
        together = sum(max(0.0, before[1] - after[0]) for before, after in pairwise(starts))
        assert together < 0.15 * sum(end - start for start, end in starts), stave.track.name


def test_each_melodic_stave_has_a_channel_and_port_of_its_own_and_drums_share_theirs(tmp_path: Path) -> None:
    many = tuple(word for word in load_instruments() if word != "timpani")
    tracks = written(piece_of("cinematic", instruments=many), tmp_path)
    places: list[tuple[int, int]] = []
    for track in tracks.values():
        channels = {message.channel for message in track if hasattr(message, "channel")}
        ports = [message.port for message in track if message.type == "midi_port"] or [0]
        assert len(channels) == 1
        places.append((ports[0], channels.pop()))
    melodic = [place for place in places if place[1] != DRUM_CHANNEL]
    assert len(melodic) > 15
    assert len(set(melodic)) == len(melodic)
    drums = [track for track, place in zip(tracks.values(), places, strict=True) if place[1] == DRUM_CHANNEL]
    assert len(drums) > 1
    assert sum(bool(programs(track)) for track in drums) == 1


def test_drums_of_other_hands_are_written_on_the_keys_of_the_drum_map(tmp_path: Path) -> None:
    players = ("acoustic_guitar", "flute", "shaker", "hand_claps")
    tracks = written(piece_of("bossa_nova", instruments=players), tmp_path)
    assert keys(tracks["shaker"]) == {70}
    assert keys(tracks["hand_claps"]) == {39}


def test_a_drum_is_not_cut_by_another_drummer(tmp_path: Path) -> None:
    written(piece_of("epic_orchestral", instruments=("strings", "taiko", "drums", "percussion")), tmp_path)
    now = 0.0
    down: dict[int, list[float]] = {}
    struck = 0
    for message in read_midi(tmp_path):
        now += message.time
        if message.type not in ("note_on", "note_off") or message.channel != DRUM_CHANNEL:
            continue
        sounding = down.setdefault(message.note, [])
        if message.type == "note_on":
            assert all(now - start < 0.005 for start in sounding), f"key {message.note} is struck while it is down"
            sounding.append(now)
            struck += 1
        else:
            sounding.pop()
    assert struck > 100
    assert not any(down.values())


@pytest.mark.parametrize("style", ["cinematic", "epic_orchestral", "house", "jazz"])
def test_only_a_drummer_chooses_the_kit(style: str, tmp_path: Path) -> None:
    kits = (0, 8, 16, 24, 25, 32, 40, 48, 56)
    for name, track in written(piece_of(style), tmp_path).items():
        if any(getattr(message, "channel", 0) == DRUM_CHANNEL for message in track):
            assert not (name == "effects" and programs(track))
            assert set(programs(track)) <= set(kits)
