"""Forms: sections, what they grow by, and silences between them."""
