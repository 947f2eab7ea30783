"""How high the master may reach."""

from __future__ import annotations

CEILING = 10 ** (-1.3 / 20)
"""The limiter's; 0.3 dB below what is promised (-1.0 dBTP), for peaks between the oversampled points."""
MOST_LIMITING_DB = 2.0
"""What clip and limiter may take from a peak together; a mix that would need more stays softer."""
