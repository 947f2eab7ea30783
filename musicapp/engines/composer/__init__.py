"""The embedded engine: composes notes and renders them."""
