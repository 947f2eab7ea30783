"""Sizes for which a fast Fourier transform is fast."""

from __future__ import annotations


def fast_size(least: int) -> int:
    """Return the smallest even number with no prime factor above 5 that is at least so large."""
    size = least + least % 2
    while _odd_part(size) != 1:
        size += 2
    return size


def _odd_part(number: int) -> int:
    """Return what is left of a number without its factors 2, 3 and 5."""
    for factor in (2, 3, 5):
        while number % factor == 0:
            number //= factor
    return number
