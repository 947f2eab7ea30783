"""The sidecar: whole when it is read, silent when it is damaged."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicapp.core.model import Brief, Request, Section
from musicapp.core.sidecar import (
    SIZE_LIMIT_BYTES,
    Loudness,
    Sidecar,
    TrackFiles,
    encode_sidecar,
    find_sidecar,
    read_job_id,
    read_sidecar,
)

BRIEF = Brief(
    seconds=30.0,
    tempo=68.0,
    key="D minor",
    meter="3/4",
    style="lofi",
    instruments=("piano",),
    without=("drums",),
    energy="arch",
    ending="fade",
    loop=False,
    mood=("calm",),
    understood=(),
    unknown=(),
)
REQUEST = Request(
    job_id="job-1",
    created_at="2026-11-24T06:01:07.123456Z",
    prompt="느린 봄비",
    language="ko",
    seed=7,
    engine="composer",
    engine_kind="embedded",
    format="flac",
    output="/music",
    stems=True,
    brief=BRIEF,
)
SIDECAR = Sidecar(
    job_id="job-1",
    title="봄비",
    prompt="느린 봄비",
    seed=7,
    engine="composer",
    engine_version="1.0",
    created_at=REQUEST.created_at,
    seconds=30.1,
    tempo=68.0,
    key="D minor",
    meter="3/4",
    style="lofi",
    sections=(Section(name="verse", start_seconds=0.0, seconds=30.1, bars=11, energy=0.5),),
    instruments=("piano",),
    files=TrackFiles(track="봄비.flac", midi="봄비.mid", stems={"piano": "stems/piano.flac"}),
    sha256={"봄비.flac": "00"},
    loudness=Loudness(lufs=-14.0, true_peak_db=-1.3),
    request=REQUEST,
    licences=("CC0",),
)
DAMAGED = {
    "empty": b"",
    "cut": encode_sidecar(SIDECAR)[:40],
    "other": b"[]",
    "nameless": b'{"schemaVersion":1}',
    "number": b'{"schemaVersion":1,"jobId":7}',
    "binary": b"\xff\xfe\0",
    "deep": b'{"schemaVersion":1,"jobId":"job-1","x":' + b"[" * 200_000,
    "large": b'{"schemaVersion":1,"jobId":"job-1"}' + b" " * SIZE_LIMIT_BYTES,
}


def test_the_sidecar_has_the_keys_that_readers_rely_on() -> None:
    fields = msgspec.json.decode(encode_sidecar(SIDECAR))
    assert " ".join(fields) == (
        "schemaVersion jobId title prompt seed engine engineVersion createdAt seconds tempo key meter style "
        "sections instruments files sha256 loudness request licences"
    )
    assert list(fields["sections"][0]) == ["name", "startSeconds", "seconds", "bars", "energy"]
    assert list(fields["files"]) == ["track", "midi", "stems"]
    assert list(fields["loudness"]) == ["lufs", "truePeakDb"]
    assert fields["schemaVersion"] == 1
    assert fields["request"]["brief"]["key"] == "D minor"


def test_what_the_engine_was_after_stands_beside_what_was_heard(tmp_path: Path) -> None:
    loudness = Loudness(lufs=-15.2, true_peak_db=-1.0, target_lufs=-14.0, limiting_db=0.0)
    path = tmp_path / "x.json"
    path.write_bytes(encode_sidecar(msgspec.structs.replace(SIDECAR, loudness=loudness)))
    assert msgspec.json.decode(path.read_bytes())["loudness"] == {
        "lufs": -15.2,
        "truePeakDb": -1.0,
        "targetLufs": -14.0,
        "limitingDb": 0.0,
    }
    assert read_sidecar(path).loudness == loudness


def test_a_sidecar_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "봄비.json"
    path.write_bytes(encode_sidecar(SIDECAR))
    assert read_sidecar(path) == SIDECAR
    assert read_job_id(path) == "job-1"
    assert "봄비" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_told_from_a_sidecar(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert read_job_id(path) is None
    with pytest.raises(ValueError, match=r".+"):
        read_sidecar(path)


@given(content=st.binary())
def test_no_content_makes_reading_the_job_id_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    assert read_job_id(path) is None


def test_what_is_missing_or_no_file_has_no_job_id(tmp_path: Path) -> None:
    assert read_job_id(tmp_path / "none.json") is None
    assert read_job_id(tmp_path) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.json")
    assert read_job_id(tmp_path / "x.json") is None


def test_a_newer_sidecar_is_refused_in_words_but_still_names_its_job(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b'{"schemaVersion":2,"jobId":"job-9","all":"different"}')
    assert read_job_id(path) == "job-9"
    with pytest.raises(ValueError, match="newer version"):
        read_sidecar(path)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a.json", "a.flac"], "a.json"),
        (["a.json", "._a.json"], "a.json"),
        (["a.flac"], None),
        (["a.json", "b.json"], None),
    ],
)
def test_a_folder_has_one_sidecar_or_none(tmp_path: Path, names: list[str], found: str | None) -> None:
    for name in names:
        (tmp_path / name).touch()
    assert find_sidecar(tmp_path) == (None if found is None else tmp_path / found)


def test_a_missing_folder_has_no_sidecar(tmp_path: Path) -> None:
    assert find_sidecar(tmp_path / "none") is None
