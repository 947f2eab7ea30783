"""Plays SoundFonts: reads banks, and sounds their presets."""
