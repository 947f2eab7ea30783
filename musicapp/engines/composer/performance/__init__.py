"""Performance: how a person would play the notes."""
