"""Makes music from a sentence, in the background."""

__version__ = "0.4.0"
