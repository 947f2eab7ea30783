"""Styles: one TOML file each, and the schema they are read by."""
