"""Titles in the language of the sentence."""
