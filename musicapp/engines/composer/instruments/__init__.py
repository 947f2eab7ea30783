"""Instruments: what each can play, how it is played, and who plays which part."""
