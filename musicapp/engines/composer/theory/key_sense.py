"""Key sense: how surely a listener hears a key in the notes that sound.

The profiles are how well each degree fits into a key, rated by listeners (Krumhansl and Kessler 1982, "Tracing the
dynamic changes in perceived tonal organization in a spatial representation of musical keys", Psychological Review 89).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.theory.keys import Key

Weights = npt.NDArray[np.float64]
"""How much of each pitch class there is, float64 (12,)."""
MAJOR_PROFILE = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR_PROFILE = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
PROFILES = np.array([np.roll(profile, tonic) for profile in (MAJOR_PROFILE, MINOR_PROFILE) for tonic in range(12)])
"""All keys: major by tonic, then minor; float64 (24, 12)."""


def clearness(weights: Weights, key: Key) -> float:
    """Return by how much a key, or its relative, is more like what sounds than any other: -2 to 2."""
    likeness = np.corrcoef(np.vstack([weights, PROFILES]))[0, 1:]
    minor = (key.tonic_class + (0 if key.is_minor else 9)) % 12
    own = np.isin(np.arange(24), (12 + minor, (minor + 3) % 12))
    return float(likeness[own].max() - likeness[~own].max())
