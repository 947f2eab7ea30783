"""Sound: instruments as synthesis, a room, and the mix of both."""
