"""An engine may say anything: nothing of it is published, and the next job is made all the same."""

from __future__ import annotations

import pytest

from musicapp.core.model import ErrorKind, JobState
from tests.conftest import Home, composed_by, ended

ON_THE_WAY = ["progress", "nan", "garbage", "unknown", "long-line"]
WITH_ITS_FILES = ["silent", "length", "sha", "path", "missing", "link"]


@pytest.mark.parametrize("lie", ON_THE_WAY)
def test_a_broken_contract_is_an_error_and_stops_nobody(home: Home, lie: str) -> None:
    job, following = home.accept(f"do: lie={lie}"), home.accept("do: fail=bad_request")
    home.start_worker()
    status = ended(job)
    assert (status.state, status.error and status.error.kind) == (JobState.ERROR, ErrorKind.INTERNAL)
    assert status.attempt == 1
    assert ended(following).error is not None
    assert home.tracks() == home.leftovers() == []


def test_no_file_of_a_lying_engine_is_published(home: Home) -> None:
    jobs = [home.accept(f"do: lie={lie}") for lie in WITH_ITS_FILES]
    honest = home.accept()
    assert home.start_worker().wait(90) == 0
    found = {lie: job.status() for lie, job in zip(WITH_ITS_FILES, jobs, strict=True)}
    assert {lie: status.state for lie, status in found.items()} == dict.fromkeys(WITH_ITS_FILES, JobState.ERROR)
    kinds = {lie: status.error and status.error.kind for lie, status in found.items()}
    assert kinds == dict.fromkeys(WITH_ITS_FILES, ErrorKind.INTERNAL)
    assert honest.status().state is JobState.DONE
    assert len(home.tracks()) == 1
    assert home.leftovers() == []
    assert not list(home.folder.rglob("escaped*"))


def test_a_second_last_word_is_not_taken_for_the_next_job(home: Home) -> None:
    lying, honest = home.accept("do: lie=twice"), home.accept("do: gate fail=bad_request")
    home.start_worker()
    assert ended(lying).state is JobState.DONE
    (honest.path / "go").touch()
    status = ended(honest)
    assert status.error is not None
    assert status.error.kind is ErrorKind.BAD_REQUEST
    assert composed_by(honest) != composed_by(lying)
