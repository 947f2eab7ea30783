"""Melody: motifs, and what phrases make of them."""
