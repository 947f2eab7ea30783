"""Arrangement: what each hand plays."""
