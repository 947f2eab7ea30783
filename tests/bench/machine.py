"""The machine that was measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psutil


def describe_machine(folder: Path) -> str:
    """Name processor, cores, memory, system, Python, and the file system of a folder."""
    memory_gb = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory_gb:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, {_file_system(folder)}, load {load:.1f}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _file_system(folder: Path) -> str:
    places = [part for part in psutil.disk_partitions(all=True) if folder.resolve().is_relative_to(part.mountpoint)]
    place = max(places, key=lambda part: len(part.mountpoint), default=None)
    return f"{place.fstype} on {place.device}" if place else "unknown disk"
