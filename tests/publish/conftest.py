"""A bench: makes what an engine would hand over, and has it published."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mido
import msgspec
import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from musicapp.core.model import Brief, Request, Section
from musicapp.engines.protocol import OutputFile, Used, encode_line
from musicapp.publish.protocol import Published, PublisherMessage, PublishRequest, message_decoder
from musicapp.publish.track import make_track

COMMAND = "import sys; from musicapp.publish.main import main; sys.exit(main())"
PROMPT = '느린 봄비\n"빗소리" 없이 🎵'
TITLE = '봄비 "내린다": 1/2?'
SAFE_TITLE = "봄비 “내린다”： 1／2？"
SECONDS = 3.0
BRIEF = Brief(
    seconds=SECONDS,
    tempo=68.0,
    key="D minor",
    meter="3/4",
    style="lofi",
    instruments=("piano", "soft pad"),
    without=("drums",),
    energy="arch",
    ending="fade",
    loop=False,
    mood=("calm",),
    understood=(),
    unknown=("singer",),
)
USED = Used(
    title=TITLE,
    engine_version="1.2.3",
    tempo=68.0,
    key="D minor",
    meter="3/4",
    style="lofi",
    sections=(Section(name="verse", start_seconds=0.0, seconds=SECONDS, bars=1, energy=0.5),),
    instruments=("piano", "soft pad"),
    licences=("CC0-1.0: rain",),
)
Samples = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Answer:
    """What a publisher's process said and did."""

    messages: list[PublisherMessage]
    code: int
    log: str

    @property
    def last(self) -> PublisherMessage:
        return self.messages[-1]


class Bench:
    """One work folder with a piece in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = root / "work"
        self.track_folder = root / "track"
        self.work.mkdir(parents=True)
        self.job_id = "job-1"
        self.created_at = "2026-11-24T06:01:07.123456Z"

    def sound(self, seconds: float = SECONDS, rate: int = 48_000, channels: int = 2, seed: int = 1) -> Samples:
        """A chord with noise, up to about -6 dBFS; shape (frames, channels)."""
        time_s = np.arange(round(seconds * rate)) / rate
        chord = np.sin(2 * np.pi * time_s[:, None] * [146.8, 174.6, 220.0]).sum(axis=1) / 8
        noise = np.random.default_rng(seed).uniform(-0.05, 0.05, (len(time_s), channels))
        return np.asarray(chord[:, None] + noise, dtype=np.float32)

    def wav(self, samples: Samples, name: str = "mix.wav", rate: int = 48_000) -> OutputFile:
        path = self.work / name
        path.parent.mkdir(exist_ok=True)
        soundfile.write(path, samples, rate, "FLOAT", format="WAV")
        return self.output(name, "track")

    def stem(self, samples: Samples, instrument: str, rate: int = 48_000) -> OutputFile:
        file = self.wav(samples, f"stems/{instrument.replace(' ', '_')}.wav", rate)
        return msgspec.structs.replace(file, kind="stem", instrument=instrument)

    def midi(self, notes: int = 3, velocity: int = 80) -> OutputFile:
        track = mido.MidiTrack([mido.Message("note_on", note=60 + n, velocity=velocity, time=10) for n in range(notes)])
        song = mido.MidiFile()
        song.tracks.append(track)
        song.save(self.work / "notes.mid")
        return self.output("notes.mid", "midi")

    def output(self, name: str, kind: Any, sha256: str | None = None) -> OutputFile:
        digest = sha256 or hashlib.sha256((self.work / name).read_bytes()).hexdigest()
        return OutputFile(file=name, kind=kind, sha256=digest)

    def job(
        self,
        *files: OutputFile,
        form: Any = "flac",
        stems: bool = False,
        prompt: str = PROMPT,
        used: Used = USED,
        **brief: Any,
    ) -> PublishRequest:
        """A request for these files, or for a mix and notes."""
        request = Request(
            job_id=self.job_id,
            created_at=self.created_at,
            prompt=prompt,
            language="ko",
            seed=7,
            engine="composer",
            engine_kind="embedded",
            format=form,
            output="/music",
            stems=stems,
            brief=msgspec.structs.replace(BRIEF, **brief),
        )
        return PublishRequest(
            request=request,
            files=files or (self.wav(self.sound()), self.midi()),
            used=used,
            work_folder=str(self.work),
            track_folder=str(self.track_folder),
        )

    def publish(self, job: PublishRequest) -> Published:
        """Publish here, without a process of its own."""
        return make_track(job, lambda _: None)

    def run(self, job: PublishRequest | bytes, command: str = COMMAND, **options: Any) -> Answer:
        """Publish in the real process."""
        line = job if isinstance(job, bytes) else encode_line(job)
        done = subprocess.run([sys.executable, "-c", command], input=line, capture_output=True, check=False, **options)
        messages = [message_decoder.decode(line) for line in done.stdout.splitlines()]
        return Answer(messages, done.returncode, done.stderr.decode())


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A work folder with nothing in it."""
    return Bench(tmp_path)


@pytest.fixture
def another_bench(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Bench]:
    """Benches at other places, for other jobs, on other days."""

    def make() -> Bench:
        bench = Bench(tmp_path_factory.mktemp("another"))
        bench.job_id, bench.created_at = "job-2", "2031-01-01T00:00:00.000000Z"
        return bench

    return make
