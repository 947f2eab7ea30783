"""What an engine hands over is not trusted: each broken promise is refused in words."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicapp.core.model import ErrorKind
from musicapp.engines.protocol import OutputFile
from musicapp.publish.failure import failure_of
from musicapp.publish.handed import locate
from musicapp.publish.protocol import PublishRequest
from musicapp.publish.refusal import Refusal

if TYPE_CHECKING:
    from tests.publish.conftest import Bench, Samples

Spoil = Callable[["Bench"], PublishRequest]


def mix(change: Callable[[Samples], Samples], **brief: object) -> Spoil:
    """A piece whose mix was changed."""
    return lambda bench: bench.job(bench.wav(change(bench.sound())), **brief)  # type: ignore[arg-type]


def one(samples: Samples, value: float) -> Samples:
    changed = samples.copy()
    changed[70_000, 1] = value
    return changed


def wav_with(rate: int = 48_000, channels: int = 2) -> Spoil:
    return lambda bench: bench.job(bench.wav(bench.sound(rate=rate, channels=channels), rate=rate))


def content(data: bytes, name: str = "mix.wav", kind: str = "track") -> Spoil:
    def spoil(bench: Bench) -> PublishRequest:
        (bench.work / name).write_bytes(data)
        file = bench.output(name, kind)
        return bench.job(file) if kind == "track" else bench.job(bench.wav(bench.sound()), file)

    return spoil


def named(name: str) -> Spoil:
    def spoil(bench: Bench) -> PublishRequest:
        bench.wav(bench.sound(), "../outside.wav")
        bench.wav(bench.sound())
        return bench.job(OutputFile(file=name, kind="track", sha256="0" * 64))

    return spoil


def link(bench: Bench) -> PublishRequest:
    file = bench.wav(bench.sound(), "../outside.wav")
    (bench.work / "mix.wav").symlink_to(bench.root / "outside.wav")
    return bench.job(msgspec.structs.replace(file, file="mix.wav"))


def linked_folder(bench: Bench) -> PublishRequest:
    (bench.root / "elsewhere").mkdir()
    file = bench.wav(bench.sound(), "../elsewhere/mix.wav")
    (bench.work / "in").symlink_to(bench.root / "elsewhere")
    return bench.job(msgspec.structs.replace(file, file="in/mix.wav"))


def pipe(bench: Bench) -> PublishRequest:
    os.mkfifo(bench.work / "mix.wav")
    return bench.job(OutputFile(file="mix.wav", kind="track", sha256="0" * 64))


def other_hash(bench: Bench) -> PublishRequest:
    return bench.job(msgspec.structs.replace(bench.wav(bench.sound()), sha256="0" * 64))


def cut_off(bench: Bench) -> PublishRequest:
    bench.wav(bench.sound())
    whole = (bench.work / "mix.wav").read_bytes()
    return content(whole[: len(whole) // 2])(bench)


def two_tracks(bench: Bench) -> PublishRequest:
    return bench.job(bench.wav(bench.sound()), bench.wav(bench.sound(), "b.wav"))


def no_track(bench: Bench) -> PublishRequest:
    return bench.job(bench.midi())


def stems(*samples: Callable[[Samples], Samples], names: tuple[str, ...] = ("piano",)) -> Spoil:
    def spoil(bench: Bench) -> PublishRequest:
        made = [bench.stem(change(bench.sound()), name) for change, name in zip(samples, names, strict=True)]
        return bench.job(bench.wav(bench.sound()), *made, stems=True)

    return spoil


def same(samples: Samples) -> Samples:
    return samples


REFUSED: dict[str, tuple[Spoil, str]] = {
    "a step out": (named("../outside.wav"), "leads out"),
    "a step out, hidden": (named("x/../../outside.wav"), "leads out"),
    "an absolute path": (named("/etc/passwd"), "leads out"),
    "a drive": (named("C:\\mix.wav"), "leads out"),
    "a NUL": (named("mix\0.wav"), "leads out"),
    "no name": (named(""), "leads out"),
    "a missing file": (named("none.wav"), "no such file"),
    "a folder": (named("."), "leads out"),
    "a link": (link, "a link"),
    "a link on the way": (linked_folder, "a link"),
    "a pipe": (pipe, "no such file"),
    "another hash": (other_hash, "SHA-256"),
    "no sound": (content(b"not audio" * 100), "cannot be read as sound"),
    "nothing": (content(b""), "cannot be read as sound"),
    "half a file": (cut_off, "1.50 s long"),
    "two tracks": (two_tracks, "one track"),
    "no track": (no_track, "one track"),
    "a low rate": (wav_with(rate=22_050), "22050 Hz"),
    "six channels": (wav_with(channels=6), "6 channels"),
    "no frames": (mix(lambda samples: samples[:0]), "empty"),
    "too short": (mix(lambda samples: samples[:-24_100]), "2.50 s long"),
    "too long": (mix(lambda samples: np.tile(samples, (2, 1))[:-119_900]), "3.50 s long"),
    "a loop off by a beat": (mix(lambda samples: samples[: 48_000 * 2], loop=True), "2.00 s long"),
    "no number": (mix(lambda samples: one(samples, np.nan)), "not numbers"),
    "infinity": (mix(lambda samples: one(samples, -np.inf)), "not numbers"),
    "over full scale": (mix(lambda samples: one(samples, 1.01)), "full scale"),
    "silence": (mix(lambda samples: samples * 0), "silent"),
    "next to silence": (mix(lambda samples: samples * 0.001), "silent"),
    "cut tops": (mix(lambda samples: (samples * 20).clip(-1, 1)), "cut off"),
    "off centre": (mix(lambda samples: samples * 0.5 + 0.3), "off centre"),
    "no MIDI": (content(b"MThd nonsense", "notes.mid", "midi"), "cannot be read as MIDI"),
    "half a MIDI header": (content(b"MTh", "notes.mid", "midi"), "cannot be read as MIDI"),
    "no notes": (lambda bench: bench.job(bench.wav(bench.sound()), bench.midi(notes=0)), "no note"),
    "only ends of notes": (lambda bench: bench.job(bench.wav(bench.sound()), bench.midi(velocity=0)), "no note"),
    "a stem that is not a number": (stems(lambda samples: one(samples, np.nan)), "not numbers"),
    "a stem over full scale": (stems(lambda samples: one(samples, 2.0)), "full scale"),
    "a shorter stem": (stems(lambda samples: samples[:-1]), "does not fit"),
    "stems of one name": (stems(same, same, names=("piano", "Piano")), "one name"),
    "a stem of nothing": (stems(same, names=("",)), "no instrument"),
}


@pytest.mark.parametrize(("spoil", "text"), REFUSED.values(), ids=REFUSED.keys())
def test_a_broken_promise_is_refused_in_words(bench: Bench, spoil: Spoil, text: str) -> None:
    with pytest.raises(Refusal, match=text) as refused:
        bench.publish(spoil(bench))
    assert failure_of(refused.value).kind is ErrorKind.INTERNAL
    assert not bench.track_folder.exists()


ACCEPTED: dict[str, Spoil] = {
    "half a second less": mix(lambda samples: samples[:-23_900]),
    "a loop within a beat": mix(lambda samples: samples[: -int(48_000 * 0.8)], loop=True),
    "one channel at 44.1 kHz": wav_with(rate=44_100, channels=1),
    "full scale": mix(lambda samples: one(samples, -1.0)),
    "quiet": mix(lambda samples: samples * 0.01),
    "a few flat tops": mix(lambda samples: (samples * 2.2).clip(-1, 1)),
    "a silent stem": stems(np.zeros_like),
    "a folder below": lambda bench: bench.job(bench.wav(bench.sound(), "out/mix.wav")),
}


@pytest.mark.parametrize("make", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_was_promised_is_accepted(bench: Bench, make: Spoil) -> None:
    bench.publish(make(bench))
    assert bench.track_folder.exists()


@given(name=st.text(st.sampled_from("ab./\\:\0 ~")))
def test_no_name_leads_out_of_the_work_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    work = tmp_path_factory.getbasetemp() / "inner" / "work"
    work.mkdir(parents=True, exist_ok=True)
    for file in (work / "a", work / "b", work.parent / "a", work.parent.parent / "a"):
        file.touch()
    try:
        found = locate(work, name)
    except Refusal:
        return
    assert found.resolve().is_relative_to(work.resolve())
    assert found.is_file()


def test_a_recipe_too_long_for_tags_is_the_askers_fault(bench: Bench) -> None:
    with pytest.raises(Refusal, match="too long") as refused:
        bench.publish(bench.job(prompt="가" * 30_000))
    assert failure_of(refused.value).kind is ErrorKind.BAD_REQUEST
