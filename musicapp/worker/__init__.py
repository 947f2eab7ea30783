"""The detached process that claims jobs and supervises the engine hosts."""
