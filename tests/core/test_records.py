"""Nothing from the disk is trusted to be whole or ours."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicapp.core.deletion import DeletedNote
from musicapp.core.index import Index
from musicapp.core.model import SCHEMA_VERSION, JobState, Record, Request, Status, UserNotes
from musicapp.core.queue import QueueEntry
from musicapp.core.records import MAX_RECORD_BYTES, DamagedError, NewerError, encode, read_record
from musicapp.core.settings import Settings
from tests.core.room import Room

MOMENT = "2026-11-24T06:01:07.123456Z"
STATUS = Status(job_id="job-1", state=JobState.PENDING, accepted_at=MOMENT)
WHOLE = encode(STATUS)
DAMAGED = {
    "empty": b"",
    "zeros": b"\0" * 400,
    "torn": WHOLE[:40],
    "torn by a byte": WHOLE[:-1],
    "grown": WHOLE + b"}",
    "binary": b"\xff\xfe\0\x80",
    "byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "utf-16": WHOLE.decode().encode("utf-16"),
    "null": b"null",
    "list": b"[]",
    "list of an older version": b'[{"schemaVersion":0}]',
    "no fields": b'{"schemaVersion":1}',
    "no version, no fields": b"{}",
    "version in words": b'{"schemaVersion":"1"}',
    "version below all": b'{"schemaVersion":-1}',
    "unknown state": WHOLE.replace(b"pending", b"resting"),
    "state of a wrong type": WHOLE.replace(b'"pending"', b"7"),
    "not a number": WHOLE.replace(b'"progress":0.0', b'"progress":NaN'),
    "beyond all numbers": WHOLE.replace(b'"progress":0.0', b'"progress":1e999'),
    "number of 5,000 digits": WHOLE.replace(b'"attempt":0', b'"attempt":' + b"9" * 5000),
    "no moment": WHOLE.replace(MOMENT.encode(), b"yesterday"),
    "moment without a zone": WHOLE.replace(MOMENT.encode(), b"2026-11-24T06:01:07"),
    "deep": b'{"schemaVersion":1,"x":' + b"[" * 200_000,
    "deep and of an older version": b'{"schemaVersion":0,"x":' + b"[" * 200_000,
    "large": WHOLE + b" " * MAX_RECORD_BYTES,
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(list(msgspec.json.decode(WHOLE))), inner)
    ),
    max_leaves=8,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The name of a file that is not there yet."""
    return tmp_path / "status.json"


def test_a_record_comes_back_as_it_was_written(file: Path) -> None:
    file.write_bytes(WHOLE)
    assert read_record(file, Status) == STATUS


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_told_by_the_name_of_the_file_and_left_alone(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(DamagedError, match=r"status\.json"):
        read_record(file, Status)
    assert file.read_bytes() == content


@given(content=st.binary() | JSON.map(msgspec.json.encode))
def test_no_content_makes_a_reader_fail_in_another_way(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_bytes(content)
    with pytest.raises((DamagedError, NewerError)):
        read_record(file, Status)


def test_what_is_missing_is_not_damaged(file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_record(file, Status)
    file.write_bytes(WHOLE)
    with pytest.raises(FileNotFoundError):
        read_record(file / "below", Status)


def test_a_record_of_the_largest_size_is_read(file: Path) -> None:
    file.write_bytes(WHOLE.ljust(MAX_RECORD_BYTES))
    assert read_record(file, Status) == STATUS


def test_a_link_is_not_followed(file: Path) -> None:
    file.with_name("other.json").write_bytes(WHOLE)
    file.symlink_to(file.with_name("other.json"))
    with pytest.raises(DamagedError):
        read_record(file, Status)


@pytest.mark.timeout(10)
def test_a_pipe_is_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(DamagedError):
        read_record(file, Status)


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_leaves_nothing_open(file: Path, make: object) -> None:
    assert callable(make)
    make(file)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with pytest.raises(DamagedError):
            read_record(file, Status)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_of_a_key_written_twice_the_last_counts(file: Path) -> None:
    file.write_bytes(WHOLE.replace(b'"state":"pending"', b'"state":"error","state":"pending"'))
    assert read_record(file, Status) == STATUS


def test_a_key_that_a_sister_version_added_is_passed_over(file: Path) -> None:
    file.write_bytes(WHOLE.replace(b"{", b'{"mood":"calm",', 1))
    assert read_record(file, Status) == STATUS


@pytest.mark.parametrize("content", [b'{"schemaVersion":2}', b'{"schemaVersion":99,"state":["all","different"]}'])
def test_a_newer_file_is_refused_by_name_and_left_alone(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(NewerError, match="newer version") as refusal:
        read_record(file, Status)
    assert refusal.value.file == str(file)
    assert file.read_bytes() == content


def test_a_file_of_the_first_trials_is_read(file: Path, room: Room) -> None:
    request = room.request()
    kept: list[Record] = [
        STATUS,
        request,
        Index(),
        UserNotes(title="봄비", favourite=True),
        QueueEntry(job_id="job-1", engine_kind="embedded"),
        Settings(slots=2),
        DeletedNote(track_folder="/music/x"),
    ]
    for record in kept:
        fields = msgspec.json.decode(encode(record))
        assert fields.pop("schemaVersion") == SCHEMA_VERSION
        file.write_bytes(msgspec.json.encode(fields))
        assert read_record(file, type(record)) == record


def test_a_request_keeps_every_letter_of_the_sentence(file: Path, room: Room) -> None:
    prompt = '봄비 "내린다": 1/2?\n\u202e🎵 ../\0-rf'
    file.write_bytes(encode(room.request(prompt)))
    assert read_record(file, Request).prompt == prompt
