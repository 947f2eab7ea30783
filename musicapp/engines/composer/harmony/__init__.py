"""Harmony: which chord sounds when."""
