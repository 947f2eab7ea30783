"""Tests of the engine host and the composer."""
