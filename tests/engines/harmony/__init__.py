"""Chords, progressions and voice leading."""
