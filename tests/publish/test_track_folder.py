"""What lies in a finished track's folder, and what never does."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
import soundfile

from musicapp.core.names import safe_name
from musicapp.core.sidecar import find_sidecar, read_sidecar
from musicapp.engines.protocol import Mastering
from musicapp.publish.protocol import PublishRequest
from musicapp.publish.refusal import Refusal

if TYPE_CHECKING:
    from tests.publish.conftest import Bench

NAME = "봄비 “내린다”： 1／2？"


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def job_with_stems(bench: Bench, stems: bool = True) -> PublishRequest:
    piano, pad = bench.sound(seed=2), np.zeros_like(bench.sound())
    files = bench.wav(bench.sound()), bench.midi(), bench.stem(piano, "piano"), bench.stem(pad, "soft pad")
    return bench.job(*files, stems=stems)


def test_a_track_has_its_files_and_one_sidecar(bench: Bench) -> None:
    published = bench.publish(job_with_stems(bench))
    stems = {"stems/piano.flac", "stems/soft pad.flac"}
    assert names_in(bench.track_folder) == {f"{NAME}.flac", f"{NAME}.mid", f"{NAME}.json"} | stems
    assert (published.title, published.track, published.seconds) == ('봄비 "내린다": 1/2?', f"{NAME}.flac", 3.0)
    assert (bench.track_folder / f"{NAME}.mid").read_bytes() == (bench.work / "notes.mid").read_bytes()


def test_stems_that_nobody_asked_for_are_left_out(bench: Bench) -> None:
    bench.publish(job_with_stems(bench, stems=False))
    assert names_in(bench.track_folder) == {f"{NAME}.flac", f"{NAME}.mid", f"{NAME}.json"}


def test_stems_are_the_engines_own_and_the_same_each_time(bench: Bench, another_bench: Callable[[], Bench]) -> None:
    other = another_bench()
    bench.publish(job_with_stems(bench))
    other.publish(job_with_stems(other))
    stems = [each.track_folder / "stems" / "piano.flac" for each in (bench, other)]
    assert stems[0].read_bytes() == stems[1].read_bytes()
    assert np.max(np.abs(soundfile.read(stems[0])[0] - bench.sound(seed=2))) <= 2.0**-23


def test_the_sidecar_describes_the_track(bench: Bench) -> None:
    job = job_with_stems(bench)
    bench.publish(job)
    path = find_sidecar(bench.track_folder)
    assert path
    sidecar = read_sidecar(path)
    assert sidecar.request == job.request
    assert (sidecar.job_id, sidecar.prompt, sidecar.seed) == ("job-1", job.request.prompt, 7)
    assert (sidecar.engine, sidecar.engine_version, sidecar.created_at) == ("composer", "1.2.3", job.request.created_at)
    assert (sidecar.seconds, sidecar.tempo, sidecar.key, sidecar.meter) == (3.0, 68.0, "D minor", "3/4")
    assert msgspec.to_builtins(sidecar.sections) == msgspec.to_builtins(job.used.sections)
    assert (sidecar.instruments, sidecar.licences) == (job.used.instruments, job.used.licences)
    assert sidecar.loudness.lufs == pytest.approx(-14, abs=6)
    peak_db = 20 * np.log10(np.max(np.abs(bench.sound())))
    assert peak_db <= sidecar.loudness.true_peak_db < peak_db + 1


def test_the_sidecar_says_how_loud_the_engine_meant_it(bench: Bench) -> None:
    job = bench.job()
    mastering = Mastering(target_lufs=-14.0, limiting_db=2.5)
    bench.publish(msgspec.structs.replace(job, used=msgspec.structs.replace(job.used, mastering=mastering)))
    loudness = read_sidecar(bench.track_folder / f"{NAME}.json").loudness
    assert (loudness.target_lufs, loudness.limiting_db) == (-14.0, 2.5)
    bench.publish(job)
    unsaid = read_sidecar(bench.track_folder / f"{NAME}.json").loudness
    assert unsaid == msgspec.structs.replace(loudness, target_lufs=None, limiting_db=None)


def test_the_sidecar_has_the_hash_of_every_other_file(bench: Bench) -> None:
    bench.publish(job_with_stems(bench))
    sidecar = read_sidecar(bench.track_folder / f"{NAME}.json")
    assert set(sidecar.sha256) == names_in(bench.track_folder) - {f"{NAME}.json"}
    for name, digest in sidecar.sha256.items():
        assert hashlib.sha256((bench.track_folder / name).read_bytes()).hexdigest() == digest
    assert {sidecar.files.track, sidecar.files.midi, *sidecar.files.stems.values()} == set(sidecar.sha256)


def test_a_piece_without_notes_has_no_midi_file(bench: Bench) -> None:
    bench.publish(bench.job(bench.wav(bench.sound())))
    assert names_in(bench.track_folder) == {f"{NAME}.flac", f"{NAME}.json"}
    assert read_sidecar(bench.track_folder / f"{NAME}.json").files.midi is None


@pytest.mark.parametrize(
    ("title", "prompt", "shown"),
    [("", "느린 봄비\n밤", "느린 봄비 밤"), (" \u202e\0 ", "\t", "Untitled"), ("가" * 500, "x", "가" * 120)],
)
def test_a_title_that_cannot_be_shown_is_put_right(bench: Bench, title: str, prompt: str, shown: str) -> None:
    job = bench.job(prompt=prompt)
    published = bench.publish(msgspec.structs.replace(job, used=msgspec.structs.replace(job.used, title=title)))
    assert published.title == shown
    assert published.track == safe_name(shown) + ".flac"


def test_what_a_killed_try_left_is_gone(bench: Bench) -> None:
    (bench.track_folder / "stems").mkdir(parents=True)
    (bench.track_folder / "stems" / "old.flac").touch()
    (bench.track_folder / "old.json").touch()
    bench.publish(bench.job())
    assert names_in(bench.track_folder) == {f"{NAME}.flac", f"{NAME}.mid", f"{NAME}.json"}


def test_a_link_in_the_tracks_place_is_refused_and_its_target_left_alone(bench: Bench) -> None:
    precious = bench.root / "precious"
    precious.mkdir()
    (precious / "song.flac").touch()
    bench.track_folder.symlink_to(precious)
    with pytest.raises(Refusal, match="link"):
        bench.publish(bench.job())
    assert names_in(precious) == {"song.flac"}


@pytest.mark.parametrize("place", [".", ".."])
def test_the_work_is_never_cleared_away(bench: Bench, place: str) -> None:
    job = msgspec.structs.replace(bench.job(), track_folder=str(bench.work / place))
    with pytest.raises(Refusal, match="work folder"):
        bench.publish(job)
    assert names_in(bench.work) == {"mix.wav", "notes.mid"}


def test_a_failure_leaves_nothing_of_the_track(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr("musicapp.publish.track.hash_files", fail)
    with pytest.raises(OSError, match="no"):
        bench.publish(bench.job())
    assert not bench.track_folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
@pytest.mark.parametrize(("umask", "mode"), [(0o002, 0o664), (0o077, 0o600)])
@pytest.mark.parametrize("form", ["flac", "mp3", "wav"])
def test_files_have_the_users_own_mode(bench: Bench, umask: int, mode: int, form: str) -> None:
    job = bench.job(form=form)
    before = os.umask(umask)
    try:
        bench.publish(job)
    finally:
        os.umask(before)
    files = [path for path in bench.track_folder.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {mode}
