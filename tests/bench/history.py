"""A data folder with a long past: thousands of finished jobs, on the disk and in the index."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from musicapp.core.acceptance import new_job_id
from musicapp.core.clock import SystemClock, to_text
from musicapp.core.index import IndexFile
from musicapp.core.model import JobState, Request, Status, Summary
from musicapp.core.records import encode
from musicapp.core.summaries import describe_request
from tests.conftest import ENGINES, Home


@cache
def old_home(folder: Path, finished: int) -> Home:
    """Return a home with that many finished jobs and the scripted engine, made once a run."""
    home = Home(folder / f"{finished}-jobs")
    home.paths.make()
    home.output.mkdir()
    shutil.copytree(ENGINES / "scripted", home.paths.engines / "scripted")
    begin = datetime.now(UTC) - timedelta(days=365)
    rows = [_finish(home, begin + timedelta(seconds=number)) for number in range(finished)]
    index = IndexFile(home.paths, SystemClock())
    index.become_writer()
    index.save(rows)
    index.let_go()
    return home


def _finish(home: Home, moment: datetime) -> Summary:
    request: Request = replace(home.request(), job_id=new_job_id(moment), created_at=to_text(moment))
    status = Status(job_id=request.job_id, state=JobState.DONE, accepted_at=request.created_at, progress=1.0)
    folder = home.paths.job(request.job_id)
    folder.mkdir(mode=0o700)
    (folder / "request.json").write_bytes(encode(request))
    (folder / "status.json").write_bytes(encode(status))
    return replace(describe_request(request), state=JobState.DONE, progress=1.0, announced=True)
