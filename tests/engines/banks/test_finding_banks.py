"""Banks are found where they belong, and what is wrong with one is said before anything is composed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

import msgspec
import pytest

from musicapp.core.model import Brief, ErrorKind, Value
from musicapp.core.paths import resource_path
from musicapp.engines.composer.refusal import refuse_request
from musicapp.engines.composer.sound import banks
from musicapp.engines.composer.sound.banks import BankProblem, bank_licences, find_bank, find_sample
from musicapp.engines.host import Report, serve
from musicapp.engines.protocol import EngineRequest, Failed, Message, OutputFile, Used, encode_line

SAMPLE = "elec_tick.flac"
BRIEF = Brief(
    seconds=3.0,
    tempo=96.0,
    key="D minor",
    meter="4/4",
    style="piano_solo",
    instruments=("piano",),
    without=(),
    energy="arch",
    ending="cadence",
    loop=False,
    mood=(),
    understood=(),
    unknown=(),
)


@pytest.fixture
def sounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program a folder of sounds with one sample, and a data folder, both its own."""
    folder = tmp_path / "resources" / "sounds"
    (folder / "oneshots").mkdir(parents=True)
    for name in ("manifest.json", f"oneshots/{SAMPLE}"):
        shutil.copy(resource_path("sounds") / name, folder / name)
    monkeypatch.setattr(banks, "resource_path", lambda name: tmp_path / "resources" / name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(banks, "user_banks", lambda: tmp_path / "data" / "musicapp" / "banks")
    return folder


def make_full_bank(place: Path, listed: Path) -> Path:
    """Put a small stand-in for the larger bank somewhere, and list it."""
    place.mkdir(parents=True, exist_ok=True)
    full = place / "MuseScore_General_Full.sf3"
    full.write_bytes(b"larger")
    manifest = msgspec.json.decode((listed / "manifest.json").read_bytes())
    bank = next(bank for bank in manifest["banks"] if bank["id"] == "full")
    bank["files"] = [{"file": full.name, "sizeBytes": 6, "sha256": hashlib.sha256(b"larger").hexdigest()}]
    (listed / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    return full


def test_a_sample_is_found(sounds: Path) -> None:
    assert find_sample(SAMPLE) == sounds / "oneshots" / SAMPLE


def test_a_missing_bank_is_named_and_says_what_to_do(sounds: Path) -> None:
    with pytest.raises(
        BankProblem, match=r"missing \(MuseScore_General_Lite\.sf3\)\. Install musicapp again\."
    ) as found:
        find_bank("lite")
    assert found.value.kind is ErrorKind.MISSING_MODEL
    assert not (sounds / "MuseScore_General_Lite.sf3").exists()


@pytest.mark.usefixtures("sounds")
def test_a_changed_byte_is_noticed_although_the_file_was_whole_before() -> None:
    path = find_sample(SAMPLE)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1_000_000))
    with pytest.raises(BankProblem, match=rf"{SAMPLE} is damaged\. Install musicapp again\."):
        find_sample(SAMPLE)


def test_a_file_cut_short_is_noticed(sounds: Path) -> None:
    os.truncate(sounds / "oneshots" / SAMPLE, 1000)
    with pytest.raises(BankProblem, match="damaged"):
        find_sample(SAMPLE)


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read_is_named(sounds: Path) -> None:
    (sounds / "oneshots" / SAMPLE).chmod(0)
    with pytest.raises(BankProblem, match=r"cannot be read \(Permission denied\)"):
        find_sample(SAMPLE)


@pytest.mark.parametrize("content", [None, b"{", b'{"schemaVersion":1}'])
def test_a_list_that_cannot_be_read_is_named(sounds: Path, content: bytes | None) -> None:
    (sounds / "manifest.json").unlink()
    if content is not None:
        (sounds / "manifest.json").write_bytes(content)
    with pytest.raises(BankProblem, match=r"manifest\.json is missing or damaged\. Install musicapp again\."):
        find_bank("lite")


@pytest.mark.usefixtures("sounds")
def test_an_unchanged_bank_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    path = find_sample(SAMPLE)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("read again"))
    assert find_sample(SAMPLE) == path


@pytest.mark.usefixtures("sounds")
def test_names_that_there_are_not() -> None:
    with pytest.raises(ValueError, match="no sound bank is named 'huge'"):
        find_bank("huge")
    with pytest.raises(ValueError, match=r"no sample is named '../manifest\.json'"):
        find_sample("../manifest.json")


def test_licences_name_the_authors() -> None:
    lite, oneshots = bank_licences(("lite", "oneshots"))
    assert re.fullmatch(r"MIT \(MuseScore_General by S\. Christian Collins, after .*Frank Wen.*Michael Cowgill\)", lite)
    assert oneshots == "CC0-1.0 (one-shot samples gathered by Sonic Pi)"


# The larger bank


@pytest.mark.parametrize("place", ["resources/sounds", "data/musicapp/banks"])
def test_the_larger_bank_is_found_beside_the_program_and_in_the_data_folder(
    sounds: Path, tmp_path: Path, place: str
) -> None:
    full = make_full_bank(tmp_path / place, sounds)
    assert find_bank("full") == full


def test_a_damaged_larger_bank_may_be_done_without(sounds: Path, tmp_path: Path) -> None:
    make_full_bank(tmp_path / "data" / "musicapp" / "banks", sounds).write_bytes(b"Larger")
    with pytest.raises(BankProblem, match=r"is damaged.*choose the bank that is built in"):
        find_bank("full")


class NeedsLite:
    """An engine that looks for its bank only when it plays."""

    def refuse(self, request: EngineRequest) -> str | None:
        """Refuse as the composer does."""
        return refuse_request(request)

    def make(self, request: EngineRequest, report: Report) -> tuple[tuple[OutputFile, ...], Used]:
        """Play nothing, for there is no bank."""
        report(0.0, request.prompt)
        raise AssertionError(f"{find_bank('lite')} should be missing")


def answers(folder: Path, **options: Value) -> list[Message]:
    """Return all that a host says to a request with options."""
    request = EngineRequest(
        work_folder=str(folder), brief=BRIEF, prompt="piano", language="en", seed=1, stems=False, options=options
    )
    told: list[Message] = []
    told.append(serve(encode_line(request), NeedsLite(), told.append))
    return told


@pytest.mark.usefixtures("sounds")
def test_the_larger_bank_is_refused_in_words_before_anything_is_composed(tmp_path: Path) -> None:
    (failed,) = answers(tmp_path, bank="full")
    assert isinstance(failed, Failed)
    assert failed.kind is ErrorKind.MISSING_MODEL
    assert failed.text.startswith("The sound bank MuseScore_General Full is missing (MuseScore_General_Full.sf3). Put ")
    assert str(tmp_path / "data" / "musicapp" / "banks") in failed.text


@pytest.mark.usefixtures("sounds")
def test_a_bank_lost_while_a_piece_is_made_says_so(tmp_path: Path) -> None:
    *_, failed = answers(tmp_path, bank="lite")
    assert isinstance(failed, Failed)
    assert failed.kind is ErrorKind.MISSING_MODEL
    assert failed.text.startswith("The sound bank MuseScore_General Lite is missing (")


@pytest.mark.parametrize(
    ("option", "words"), [("huge", "'bank' is 'huge'"), (3, "'bank' is 3"), (None, "'bank' is None")]
)
def test_other_banks_are_a_bad_request(tmp_path: Path, option: Value, words: str) -> None:
    (failed,) = answers(tmp_path, bank=option)
    assert isinstance(failed, Failed)
    assert failed.kind is ErrorKind.BAD_REQUEST
    assert words in failed.text
