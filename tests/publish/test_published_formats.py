"""Every format: the whole piece, tags that others can read, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import mutagen
import mutagen.id3
import numpy as np
import pytest
import soundfile
import tinytag

from musicapp.core.sidecar import Recipe

if TYPE_CHECKING:
    from tests.publish.conftest import Bench

FORMATS = ["flac", "wav", "mp3", "ogg", "opus"]
TITLE = '봄비 "내린다": 1/2?'
PROMPT = '느린 봄비\n"빗소리" 없이 🎵'


def read_tags(path: Path) -> dict[str, str]:
    """Read title, artist, album, genre and comment as a player would, by mutagen."""
    file: Any = mutagen.File(path)
    if path.suffix in (".mp3", ".wav"):
        names = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "genre": "TCON", "comment": "COMM::eng"}
        return {name: file.tags[frame].text[0] for name, frame in names.items()}
    return {name: file[name][0] for name in ("title", "artist", "album", "genre", "comment")}


@pytest.mark.parametrize("form", FORMATS)
def test_another_reader_finds_every_tag(bench: Bench, form: str) -> None:
    track = bench.track_folder / bench.publish(bench.job(form=form)).track
    tags = read_tags(track)
    assert tags["title"] == TITLE
    assert (tags["artist"], tags["album"], tags["genre"]) == ("musicapp", "musicapp", "lofi")
    recipe = msgspec.json.decode(tags["comment"], type=Recipe)
    assert recipe.prompt == PROMPT
    assert (recipe.seed, recipe.engine, recipe.engine_version) == (7, "composer", "1.2.3")
    assert (recipe.brief.tempo, recipe.brief.key, recipe.brief.meter) == (68.0, "D minor", "3/4")
    assert (recipe.format, recipe.stems, recipe.licences) == (form, False, ("CC0-1.0: rain",))


@pytest.mark.parametrize("form", FORMATS)
def test_the_comment_names_the_makers_of_the_sounds(bench: Bench, form: str) -> None:
    licences = ("MIT (은행 by S. Christian Collins; © “Frank Wen”)", "CC0-1.0 (one-shot samples gathered by Sonic Pi)")
    job = bench.job(form=form)
    job = msgspec.structs.replace(job, used=msgspec.structs.replace(job.used, licences=licences))
    comment = read_tags(bench.track_folder / bench.publish(job).track)["comment"]
    assert msgspec.json.decode(comment, type=Recipe).licences == licences
    assert all(licence.split(" (")[1] in comment for licence in licences)


def test_mp3_has_one_tag_of_version_2_4_in_utf_8_before_its_first_frame(bench: Bench) -> None:
    track = bench.track_folder / bench.publish(bench.job(form="mp3")).track
    tags: Any = mutagen.File(track).tags
    assert tags.version == (2, 4, 0)
    assert {frame.encoding for frame in tags.values()} == {mutagen.id3.Encoding.UTF8}
    assert sorted(tags) == ["COMM::eng", "TALB", "TCON", "TIT2", "TPE1"]
    content = track.read_bytes()
    assert content[tags.size : tags.size + 2] in (b"\xff\xfb", b"\xff\xfa")
    assert content.count(b"ID3\x04") == 1
    assert b"TAG" not in content[-128:]


@pytest.mark.parametrize("instrument", ["piano", "가야금"])
def test_a_stem_says_which_one_it_is_and_how_it_was_made(bench: Bench, instrument: str) -> None:
    job = bench.job(bench.wav(bench.sound()), bench.stem(bench.sound(), instrument), form="mp3", stems=True)
    bench.publish(job)
    tags = read_tags(bench.track_folder / "stems" / f"{instrument}.flac")
    assert tags["title"] == f"{TITLE} ({instrument})"
    assert msgspec.json.decode(tags["comment"], type=Recipe).licences == ("CC0-1.0: rain",)


@pytest.mark.parametrize("form", FORMATS)
def test_the_library_reads_title_and_recipe(bench: Bench, form: str) -> None:
    tags = tinytag.TinyTag.get(bench.track_folder / bench.publish(bench.job(form=form)).track)
    assert tags.title == TITLE
    assert tags.comment
    assert msgspec.json.decode(tags.comment)["prompt"] == PROMPT
    assert tags.duration == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("form", FORMATS)
def test_tags_name_no_job_date_or_place(bench: Bench, form: str) -> None:
    content = (bench.track_folder / bench.publish(bench.job(form=form)).track).read_bytes()
    for word in (b"job-1", b"2026", b"/music", str(bench.root).encode()):
        assert word not in content


@pytest.mark.parametrize("form", FORMATS)
def test_a_long_sentence_in_korean_comes_back_whole(bench: Bench, form: str) -> None:
    prompt = "느린 봄비가 내리는 밤 " * 800
    track = bench.track_folder / bench.publish(bench.job(form=form, prompt=prompt)).track
    assert msgspec.json.decode(read_tags(track)["comment"])["prompt"] == prompt
    assert soundfile.info(track).duration == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_request_gives_the_same_track_everywhere(
    bench: Bench, another_bench: Callable[[], Bench], form: str
) -> None:
    tracks = [each.track_folder / each.publish(each.job(form=form)).track for each in (bench, another_bench())]
    assert tracks[0].parent != tracks[1].parent
    if form in ("flac", "wav", "mp3"):
        assert tracks[0].read_bytes() == tracks[1].read_bytes()
    else:  # their stream has a random serial number
        assert np.array_equal(soundfile.read(tracks[0])[0], soundfile.read(tracks[1])[0])


@pytest.mark.parametrize("form", ["flac", "wav"])
def test_24_bits_of_every_sample_come_back(bench: Bench, form: str) -> None:
    samples = bench.sound()
    track = bench.track_folder / bench.publish(bench.job(bench.wav(samples), form=form)).track
    written, rate = soundfile.read(track, dtype="float32")
    assert soundfile.info(track).subtype == "PCM_24"
    assert rate == 48_000
    assert written.shape == samples.shape
    assert np.max(np.abs(written - samples)) <= 2.0**-23


@pytest.mark.parametrize("form", ["mp3", "ogg", "opus"])
@pytest.mark.parametrize(("rate", "channels"), [(44_100, 1), (48_000, 2)])
def test_lossy_formats_hold_the_whole_piece(bench: Bench, form: str, rate: int, channels: int) -> None:
    samples = bench.sound(rate=rate, channels=channels)
    job = bench.job(bench.wav(samples, rate=rate), form=form)
    written, written_rate = soundfile.read(bench.track_folder / bench.publish(job).track, always_2d=True)
    assert written_rate == (48_000 if form == "opus" else rate)
    assert written.shape[1] == channels
    assert len(written) / written_rate == pytest.approx(3.0, abs=0.1)
    assert np.std(written) == pytest.approx(np.std(samples), rel=0.05)


def test_a_wav_file_is_whole_for_those_who_count_its_chunks(bench: Bench) -> None:
    content = (bench.track_folder / bench.publish(bench.job(form="wav")).track).read_bytes()
    assert int.from_bytes(content[4:8], "little") == len(content) - 8
    names, place = [], 12
    while place < len(content):
        length = int.from_bytes(content[place + 4 : place + 8], "little")
        names.append(content[place : place + 4])
        place += 8 + length + length % 2
    assert place == len(content)
    assert names == [b"fmt ", b"data", b"LIST", b"id3 "]
