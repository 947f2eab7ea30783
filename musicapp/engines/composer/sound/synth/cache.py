"""A store of notes already made: the last used ones, up to a number of bytes, for any number of threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

import numpy as np

from musicapp.engines.composer.audio import Samples

CAPACITY_BYTES = 64 * 2**20
LARGEST_SHARE = 8
"""A sound larger than this part of the store is not kept."""
NOTHING = np.zeros(0, np.float32)
SHORTEST = 9_600
GROWTH = 1.25


class SoundCache:
    """Remembers sounds by what they were made from. They are read-only, because everyone is given the same."""

    def __init__(self, capacity_bytes: int = CAPACITY_BYTES) -> None:
        self._capacity_bytes = capacity_bytes
        self._sounds: OrderedDict[Hashable, tuple[int, Samples]] = OrderedDict()
        self._held_bytes = 0
        self._lock = threading.Lock()

    @property
    def held_bytes(self) -> int:
        """Return how many bytes are held."""
        return self._held_bytes

    def find(self, key: Hashable, make: Callable[[], Samples]) -> Samples:
        """Return the sound of a key, made now if it is not here."""
        return self.find_long(key, 0, lambda _: make())

    def find_long(self, key: Hashable, size: int, make: Callable[[int], Samples]) -> Samples:
        """Return size samples of a key's sound, or more, or fewer if it ends before.

        make is asked for the first samples of the sound, which are the same however many they are: so whoever needs
        fewer is given what was made for another.
        """
        with self._lock:
            made, sound = self._sounds.get(key, (-1, NOTHING))
            if made >= size:
                self._sounds.move_to_end(key)
                return sound
        sound = make(size)
        sound.flags.writeable = False
        self._keep(key, size, sound)
        return sound

    def _keep(self, key: Hashable, made: int, sound: Samples) -> None:
        """Keep a sound and drop the longest unused ones for which there is no room."""
        with self._lock:
            before, shorter = self._sounds.get(key, (-1, NOTHING))
            if before >= made or sound.nbytes > self._capacity_bytes // LARGEST_SHARE:
                return
            self._sounds[key] = made, sound
            self._sounds.move_to_end(key)
            self._held_bytes += sound.nbytes - shorter.nbytes
            while self._held_bytes > self._capacity_bytes:
                self._held_bytes -= self._sounds.popitem(last=False)[1][1].nbytes


def bodily(size: int) -> int:
    """Return the least of a few lengths that is enough, so that notes of about one length share a body."""
    roomy = SHORTEST
    while roomy < size:
        roomy = int(roomy * GROWTH)
    return roomy
