"""Understands a sentence: words in Korean or English become musical values."""
