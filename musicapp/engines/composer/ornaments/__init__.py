"""Ornaments: what players add to single notes of a melody."""
