"""Master: tone, glue, loudness, peaks."""
