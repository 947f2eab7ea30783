"""Writes down what is known of a finished track."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from musicapp.core.names import safe_name
from musicapp.core.sidecar import SUFFIX, Loudness, Sidecar, TrackFiles, encode_sidecar
from musicapp.publish.hashing import sha256_of
from musicapp.publish.listening import Heard
from musicapp.publish.protocol import PublishRequest
from musicapp.publish.workload import Spend


def hash_files(folder: Path, files: TrackFiles, spend: Spend) -> dict[str, str]:
    """Hash every file of the track, by its name in the folder."""
    names = [files.track, *([files.midi] if files.midi else []), *files.stems.values()]
    return {name: sha256_of(folder / name, spend) for name in names}


def write_sidecar(folder: Path, sidecar: Sidecar) -> None:
    """Write the one ``.json`` of the folder."""
    (folder / (safe_name(sidecar.title) + SUFFIX)).write_bytes(encode_sidecar(sidecar))


def loudness_of(job: PublishRequest, heard: Heard) -> Loudness:
    """Put what was heard beside what the engine was after."""
    mastering = job.used.mastering
    if mastering is None:
        return heard.loudness
    return replace(heard.loudness, target_lufs=mastering.target_lufs, limiting_db=mastering.limiting_db)


def describe(job: PublishRequest, heard: Heard, title: str, files: TrackFiles, sha256: dict[str, str]) -> Sidecar:
    """Put together what was asked for, what the engine made and what was heard."""
    request, used = job.request, job.used
    return Sidecar(
        job_id=request.job_id,
        title=title,
        prompt=request.prompt,
        seed=request.seed,
        engine=request.engine,
        engine_version=used.engine_version,
        created_at=request.created_at,
        seconds=heard.seconds,
        tempo=used.tempo,
        key=used.key,
        meter=used.meter,
        style=used.style,
        sections=used.sections,
        instruments=used.instruments,
        files=files,
        sha256=sha256,
        loudness=loudness_of(job, heard),
        request=request,
        licences=used.licences,
    )
