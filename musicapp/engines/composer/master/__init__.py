"""Master: low-cut, loudness, peaks."""
