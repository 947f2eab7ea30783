"""Checks, encodes and tags a finished track, in a process of its own."""
