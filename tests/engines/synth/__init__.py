"""Tests of the synthesiser, its drum kits and the effects."""
