"""A store of notes already made: the last used ones, up to a number of bytes, for any number of threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from musicapp.engines.composer.audio import Samples

CAPACITY_BYTES = 64 * 2**20
LARGEST_SHARE = 8
"""A sound larger than this part of the store is not kept."""


class SoundCache:
    """Remembers sounds by what they were made from. They are read-only, because everyone is given the same."""

    def __init__(self, capacity_bytes: int = CAPACITY_BYTES) -> None:
        self._capacity_bytes = capacity_bytes
        self._sounds: OrderedDict[Hashable, Samples] = OrderedDict()
        self._held_bytes = 0
        self._lock = threading.Lock()

    @property
    def held_bytes(self) -> int:
        """Return how many bytes are held."""
        return self._held_bytes

    def find(self, key: Hashable, make: Callable[[], Samples]) -> Samples:
        """Return the sound of a key, made now if it is not here."""
        with self._lock:
            if key in self._sounds:
                self._sounds.move_to_end(key)
                return self._sounds[key]
        sound = make()
        sound.flags.writeable = False
        self._keep(key, sound)
        return sound

    def _keep(self, key: Hashable, sound: Samples) -> None:
        """Keep a sound and drop the longest unused ones for which there is no room."""
        with self._lock:
            if key in self._sounds or sound.nbytes > self._capacity_bytes // LARGEST_SHARE:
                return
            self._sounds[key] = sound
            self._held_bytes += sound.nbytes
            while self._held_bytes > self._capacity_bytes:
                self._held_bytes -= self._sounds.popitem(last=False)[1].nbytes
