"""Convolution of mono sends with stereo impulse responses, in blocks of one size (overlap-add)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import BLOCK, Samples
from musicapp.engines.composer.sound.fast_size import fast_size

Spectrum = npt.NDArray[np.complex64]


class Responses:
    """Impulse responses as spectra, made once and shared by all that convolve with them."""

    def __init__(self, responses: Sequence[Samples]) -> None:
        """Take float32 (2, samples) each."""
        self.size = fast_size(BLOCK + max(response.shape[1] for response in responses))
        self.spectra = [spectrum_of(response, self.size) for response in responses]


class Convolver:
    """Sounds sends in their spaces: one send for each response, mono in, stereo out."""

    def __init__(self, responses: Responses) -> None:
        self._responses = responses
        self._tail = np.zeros((2, responses.size - BLOCK), np.float32)

    def add(self, sends: Sequence[Samples | None]) -> Samples:
        """Take a block of each send, float32 (BLOCK,), None for silence; return float32 (2, BLOCK)."""
        spectra = [spectrum_of(send, self._responses.size) if send is not None else None for send in sends]
        return self._overlap(self._product(spectra))

    def add_shares(self, mono: Samples, shares: Sequence[float]) -> Samples:
        """Take one float32 (BLOCK,) that goes to every send by its share; return float32 (2, BLOCK)."""
        if not any(shares):
            return self._overlap(None)
        spectrum = spectrum_of(mono, self._responses.size)
        return self._overlap(self._product([spectrum * np.float32(share) if share else None for share in shares]))

    def _product(self, spectra: Sequence[Spectrum | None]) -> Spectrum | None:
        """Return what all sends sound like together, as a spectrum (2, bins)."""
        together: Spectrum | None = None
        for spectrum, response in zip(spectra, self._responses.spectra, strict=True):
            if spectrum is not None:
                product = spectrum * response
                together = product if together is None else together + product
        return together

    def _overlap(self, spectrum: Spectrum | None) -> Samples:
        """Return a block with what earlier ones left, and keep what lasts longer."""
        size = self._responses.size
        silent = np.zeros((2, size), np.float32)
        wet = silent if spectrum is None else np.asarray(np.fft.irfft(spectrum, size), np.float32)
        wet[:, : self._tail.shape[1]] += self._tail
        self._tail = wet[:, BLOCK:].copy()
        return wet[:, :BLOCK]


def spectrum_of(sound: Samples, size: int) -> Spectrum:
    """Return the spectrum of a sound with silence after it to a size."""
    return np.asarray(np.fft.rfft(sound, size), np.complex64)
