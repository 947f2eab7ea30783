"""Drum kits of recorded one-shots: the sounds of record, club and cinema."""
