"""Makes a finished track of what an engine handed over: check, encode while it is listened to, finish."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from musicapp.engines.protocol import Progress
from musicapp.publish.checking import Checked, check, listen
from musicapp.publish.describing import describe, hash_files, write_sidecar
from musicapp.publish.encoding import READING_COST
from musicapp.publish.folder import make_fresh
from musicapp.publish.formats import FORMATS, STEM_FORMAT
from musicapp.publish.handed import Handed, sort_handed
from musicapp.publish.listening import LISTENING_COST
from musicapp.publish.protocol import Published, PublishRequest
from musicapp.publish.tags import origin_of_job, tags_of
from musicapp.publish.titles import shown_title
from musicapp.publish.workload import Workload
from musicapp.publish.writing import write_files


def make_track(job: PublishRequest, send: Callable[[Progress], None]) -> Published:
    """Make the track's folder; if that fails, nothing is left of it.

    Args:
        job: what to publish.
        send: takes each progress message.

    Raises:
        Refusal: what was handed over is not what was promised.
        OSError: a file cannot be read or written.
    """
    handed = _wanted(job)
    work = Workload(_cost_s(job, len(handed.stems)), send, time.monotonic)
    work.begin("checking")
    checked = check(job, handed, work.spend)
    folder = Path(job.track_folder)
    make_fresh(folder, Path(job.work_folder))
    try:
        return _fill(folder, job, checked, work)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _fill(folder: Path, job: PublishRequest, checked: Checked, work: Workload) -> Published:
    title = shown_title(job.used.title, job.request.prompt)
    work.begin("encoding")
    tags = tags_of(origin_of_job(job), title)
    with ThreadPoolExecutor(1) as beside:
        writing = beside.submit(write_files, folder, checked, job.request.format, tags, work.spend)
        heard = listen(checked, job.request.brief, work.spend)
        files = writing.result()
    work.begin("finishing")
    sha256 = hash_files(folder, files, work.spend)
    write_sidecar(folder, describe(job, heard, title, files, sha256))
    return Published(title=title, track=files.track, seconds=heard.seconds)


def _wanted(job: PublishRequest) -> Handed:
    """Leave out the stems that nobody asked for."""
    handed = sort_handed(job.files)
    return handed if job.request.stems else msgspec.structs.replace(handed, stems={})


def _cost_s(job: PublishRequest, stems: int) -> float:
    """Estimate the work in seconds of one core."""
    encoding = FORMATS[job.request.format].cost + stems * STEM_FORMAT.cost
    each = LISTENING_COST + READING_COST
    return job.request.brief.seconds * (encoding + (1 + stems) * each)
