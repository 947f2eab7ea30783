"""Music theory: keys, meters, chords. Nothing here draws a random number."""
