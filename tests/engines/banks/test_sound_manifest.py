"""What lies under resources/sounds: listed, whole, and free to be given away."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from musicapp.core.paths import resource_path
from musicapp.engines.composer.sound.banks import Bank, known_banks, load_bank
from musicapp.engines.composer.sound.oneshots.kit_rules import known_kits, load_kit

SOUNDS = resource_path("sounds")
SHIPPED = [bank for bank in known_banks() if not bank.optional]


def test_every_file_is_listed_once() -> None:
    there = sorted(p.relative_to(SOUNDS).as_posix() for p in SOUNDS.rglob("*") if p.is_file())
    listed = [file.file for bank in SHIPPED for file in bank.files]
    assert sorted([*listed, "manifest.json"]) == there


@pytest.mark.parametrize("bank", SHIPPED, ids=lambda bank: bank.id)
def test_every_file_is_what_the_list_says(bank: Bank) -> None:
    for file in bank.files:
        content = (SOUNDS / file.file).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size_bytes, file.sha256), file.file


@pytest.mark.parametrize("bank", known_banks(), ids=lambda bank: bank.id)
def test_every_bank_has_its_licence_beside_it(bank: Bank) -> None:
    assert bank.licence_files
    assert {bank.name, bank.version, bank.source, bank.licence, bank.attribution}.isdisjoint({""})
    assert "GPL" not in bank.licence
    for name in bank.licence_files:
        assert any(word in (SOUNDS / name).read_text(encoding="utf-8") for word in ("free of charge", "CC0")), name


def test_every_one_shot_has_a_source_and_a_kit_and_none_is_a_loop() -> None:
    files = {Path(f.file).name for f in load_bank("oneshots").files if f.file.endswith(".flac")}
    table = (SOUNDS / "oneshots" / "SOURCES.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t"))
    assert files == {row["file"] for row in rows} == {name for kit in known_kits() for name in samples_of(kit)}
    assert all("freesound.org/people/" in row["source"] and row["copyright before dedication"] for row in rows)
    assert not [name for name in files if name.startswith("loop_")]
    assert sum(f.size_bytes for f in load_bank("oneshots").files) < 12e6


def samples_of(kit: str) -> set[str]:
    """Return the files a kit plays."""
    voices = load_kit(kit).voices.values()
    return {sample.file for voice in voices for sample in (voice.hard, voice.soft) if sample is not None}
