"""Understands a sentence: words in Korean or English become musical values."""

from musicapp.brief.checks import check_prompt, check_wishes
from musicapp.brief.reading import detect_language
from musicapp.brief.understanding import understand

__all__ = ["check_prompt", "check_wishes", "detect_language", "understand"]
