"""An engine that does what the sentence tells it, good or bad; it knows the contract by heart, not by import.

Words after ``do:`` in the prompt: ``slow=S`` (work for S seconds), ``die``, ``die-once`` (on the first
attempt), ``hang``, ``fork`` (leave a child behind), ``fail=KIND``, ``lie=WHAT``.
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

RATE = 48000


def say(message, **values):
    """Write one message of the contract."""
    print(json.dumps({"message": message, **values}), flush=True)


def words_of(prompt):
    """Return what the sentence tells the engine to do, as a dict of words."""
    _, _, script = prompt.partition("do:")
    return {name: value for name, _, value in (word.partition("=") for word in script.split())}


def work(script):
    """Take the time that was asked for, with honest progress."""
    seconds = float(script.get("slow", 0.2))
    begun = time.monotonic()
    while (elapsed := time.monotonic() - begun) < seconds:
        say("progress", fraction=elapsed / seconds, stage="rendering")
        time.sleep(0.05)


def misbehave(script, folder):
    """Do the bad thing that was asked for, in the middle of the work."""
    if "fork" in script:
        child = subprocess.Popen(["sleep", "1000"])
        (folder.parent.parent / "forked").write_text(str(child.pid))
    if "die" in script or ("die-once" in script and folder.name == "1"):
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in script:
        time.sleep(1000)
    if script.get("lie") == "progress":
        say("progress", fraction=5, stage="rendering")
    if script.get("lie") == "garbage":
        print("{not json", flush=True)
    if script.get("lie") == "long-line":
        print("x" * (3 << 20), flush=True)


def write_wave(path, seconds, script):
    """Write a sine of 440 Hz, or what the lie asks for."""
    frames = round(RATE * seconds * (0.5 if script.get("lie") == "length" else 1))
    level = 0 if script.get("lie") == "silent" else 8000
    period = [round(level * math.sin(2 * math.pi * 440 * n / RATE)) for n in range(1200)]
    data = struct.pack("<1200h", *period)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((data * (frames // 1200 + 1))[: 2 * frames])


def describe(path, script):
    """Return the output record of the file."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    name = "../../../../escaped.wav" if script.get("lie") == "path" else path.name
    return {"file": name, "kind": "track", "sha256": "0" * 64 if script.get("lie") == "sha" else digest}


def make(request):
    """Make one piece, as told."""
    script, folder, brief = words_of(request["prompt"]), Path(request["workFolder"]), request["brief"]
    say("progress", fraction=0.0, stage="rendering")
    misbehave(script, folder)
    work(script)
    if "fail" in script:
        say("failed", kind=script["fail"], text="as the sentence asked")
        return
    write_wave(folder / "track.wav", brief["seconds"], script)
    file = describe(folder / "track.wav", script)
    say("output", output=file)
    used = {"title": "Scripted", "engineVersion": "1", "sections": [], "instruments": ["piano"], "licences": ["MIT"]}
    say("done", files=[file], used={**used, **{name: brief[name] for name in ("tempo", "key", "meter", "style")}})


say("ready", engine="scripted")
for line in sys.stdin:
    make(json.loads(line))
