"""An engine that does what the sentence tells it, good or bad; it knows the contract by heart, not by import.

Words after ``do:`` in the prompt: ``slow=S`` (work for S seconds), ``gate`` (work until the job's folder holds
a file ``go``), ``die``, ``die-once`` (on the first attempt), ``hang``, ``fork`` (leave a child behind that holds
the pipes open; ``fork=away``: in a session of its own), ``fail=KIND``, ``fill`` (write until the disk is full),
``log=BYTES`` (to standard error), ``environment`` (write it into the job's folder), ``title=TITLE``, ``lie=WHAT``.
"""

import hashlib
import json
import math
import os
import signal
import struct
import subprocess
import sys
import time
import wave
from pathlib import Path
from typing import Any

RATE = 48000
Script = dict[str, str]


def write(line: str) -> None:
    """Write one line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(message: str, **values: object) -> None:
    """Write one message of the contract."""
    write(json.dumps({"message": message, **values}))


def words_of(prompt: str) -> Script:
    """Return what the sentence tells the engine to do, as a dict of words."""
    _, _, script = prompt.partition("do:")
    return {name: value for name, _, value in (word.partition("=") for word in script.split())}


def work(script: Script, job: Path) -> None:
    """Take the time that was asked for, with honest progress."""
    while "gate" in script and not (job / "go").exists():
        say("progress", fraction=None, stage="rendering")
        time.sleep(0.02)
    seconds = float(script.get("slow", 0))
    begun = time.monotonic()
    while (elapsed := time.monotonic() - begun) < seconds:
        say("progress", fraction=elapsed / seconds, stage="rendering")
        time.sleep(0.05)


def misbehave(script: Script, folder: Path, job: Path) -> None:
    """Do the bad thing that was asked for, in the middle of the work."""
    if "fork" in script:
        child = subprocess.Popen(["sleep", "1000"], start_new_session=script["fork"] == "away")
        (job / "forked.new").write_text(str(child.pid))
        (job / "forked.new").rename(job / "forked")
    if "log" in script:
        sys.stderr.write("x" * int(script["log"]) + "\n")
        sys.stderr.flush()
    if "environment" in script:
        (job / "environment.json").write_text(json.dumps(dict(os.environ)))
    if "die" in script or ("die-once" in script and folder.name == "1"):
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in script:
        time.sleep(1000)
    lie(script.get("lie"))


def lie(what: str | None) -> None:
    """Break the contract on the way."""
    if what == "progress":
        say("progress", fraction=5, stage="rendering")
    if what == "nan":
        say("progress", fraction=math.nan, stage="rendering")
    if what == "garbage":
        write("{not json")
    if what == "unknown":
        say("party", guests=3)
    if what == "long-line":
        write("x" * (3 << 20))


def write_wave(path: Path, seconds: float, script: Script) -> None:
    """Write a sine of 440 Hz, or what the lie asks for."""
    frames = round(RATE * seconds * (0.25 if script.get("lie") == "length" else 1))
    level = 0 if script.get("lie") == "silent" else 8000
    period = [round(level * math.sin(2 * math.pi * 440 * n / RATE)) for n in range(1200)]
    data = struct.pack("<1200h", *period)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((data * (frames // 1200 + 1))[: 2 * frames])
    if script.get("lie") == "link":
        path.rename(path.with_name("real.wav"))
        path.symlink_to("real.wav")


def describe(path: Path, script: Script) -> dict[str, str]:
    """Return the output record of the file."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    lies = {"path": "../../../../escaped.wav", "missing": "nowhere.wav"}
    name = lies.get(script.get("lie", ""), path.name)
    return {"file": name, "kind": "track", "sha256": "0" * 64 if script.get("lie") == "sha" else digest}


def fill(folder: Path) -> None:
    """Write until the disk is full, then say so."""
    try:
        with (folder / "huge.wav").open("wb") as file:
            while True:
                file.write(b"x" * (1 << 16))
    except OSError as error:
        say("failed", kind="no_space", text=str(error))


def make(request: dict[str, Any]) -> None:
    """Make one piece, as told."""
    script, folder, brief = words_of(request["prompt"]), Path(request["workFolder"]), request["brief"]
    job = folder.parent.parent
    sys.stderr.write(f"attempt {folder.name} by {os.getpid()}\n")
    say("progress", fraction=0.0, stage="rendering")
    misbehave(script, folder, job)
    work(script, job)
    if "fill" in script:
        fill(folder)
        return
    if "fail" in script:
        say("failed", kind=script["fail"], text="as the sentence asked")
        return
    write_wave(folder / "track.wav", brief["seconds"], script)
    file = describe(folder / "track.wav", script)
    say("output", output=file)
    title = script.get("title", "Scripted")
    used = {"title": title, "engineVersion": "1", "sections": [], "instruments": ["piano"], "licences": ["MIT"]}
    used |= {name: brief[name] for name in ("tempo", "key", "meter", "style")}
    for _ in range(2 if script.get("lie") == "twice" else 1):
        say("done", files=[file], used=used)


say("ready", engine="scripted")
for line in sys.stdin:
    make(json.loads(line))
