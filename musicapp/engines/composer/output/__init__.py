"""Output: WAV and MIDI files."""
