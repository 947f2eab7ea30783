"""Engines that make music, each behind one contract."""
