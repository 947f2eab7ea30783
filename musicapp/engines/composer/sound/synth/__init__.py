"""Own synthesis: patches and drum kits as data, and what sounds them."""
